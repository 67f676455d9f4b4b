package org.cdirpc.extension.server;

import org.jspecify.annotations.Nullable;

/**
 * Interrupts the thread that runs a cancelled call, and never the one that has gone on to the next: {@link #fire} and
 * {@link #end} exclude each other.
 */
final class Interruption {

    private @Nullable Thread runner = Thread.currentThread();

    /** Interrupts the bean if it still runs. */
    synchronized void fire() {
        if (runner != null) {
            runner.interrupt();
        }
    }

    /** The bean has returned: from now on nothing is interrupted, and what was is forgotten. Called by its thread. */
    synchronized void end() {
        runner = null;
        Thread.interrupted();
    }
}
