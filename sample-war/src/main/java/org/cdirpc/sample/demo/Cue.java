package org.cdirpc.sample.demo;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Where the script waits for what the processes do, and is told to end. Thread-safe. */
final class Cue {

    private boolean ended;

    /** Something changed: whoever waits looks again. */
    synchronized void changed() {
        notifyAll();
    }

    /** The script is to end: whoever waits, now or later, gets {@link Ended}. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** Waits for a condition, which is asked under no lock of its own; false if it did not come true in time. */
    synchronized boolean await(Duration limit, BooleanSupplier condition) throws Ended, InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (true) {
            if (ended) {
                throw new Ended();
            }
            if (condition.getAsBoolean()) {
                return true;
            }
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
    }

    /** Lets time pass. */
    void pass(Duration time) throws Ended, InterruptedException {
        await(time, () -> false);
    }

    /** The script is to end. */
    static final class Ended extends Exception {

        private static final long serialVersionUID = 1L;

        Ended() {
            super(null, null, false, false);
        }
    }
}
