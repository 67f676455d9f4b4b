package org.cdirpc.transport.channel;

import java.time.Duration;

/** Waits for threads of ours to end, whatever interrupts the one who waits. */
public final class Joining {

    private Joining() {}

    /** Waits for the end of a thread, at most for the limit; keeps the caller's interrupt for the caller. */
    public static boolean join(Thread thread, Duration limit) {
        boolean interrupted = false;
        long deadline = System.nanoTime() + limit.toNanos();
        long left = limit.toNanos();
        while (thread.isAlive() && left > 0) {
            try {
                thread.join(Math.max(1, left / 1_000_000));
            } catch (InterruptedException e) {
                interrupted = true;
            }
            left = deadline - System.nanoTime();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            ChannelLog.LOG.threadDoesNotEnd(thread.getName(), limit.toMillis());
        }
        return !thread.isAlive();
    }
}
