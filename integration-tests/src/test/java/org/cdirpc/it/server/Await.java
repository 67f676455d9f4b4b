package org.cdirpc.it.server;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Waits for what other processes do: looks every 50 ms until a deadline. */
public final class Await {

    private static final long INTERVAL_NANOS = Duration.ofMillis(50).toNanos();

    private Await() {}

    /** Something to look at. */
    @FunctionalInterface
    public interface Look<T> {
        /** What was waited for, or null while it is not there; an exception ends the wait. */
        @Nullable
        T look() throws Exception;
    }

    /**
     * Waits until something is there.
     *
     * @param what is said in the error, as in "waited 30 s for {what}"
     * @param circumstances read once if the wait is in vain; say what would explain it
     * @throws AssertionError at the deadline, if looking throws, and if the thread is interrupted
     */
    public static <T> T until(String what, Duration limit, Look<T> look, Supplier<String> circumstances) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            T found;
            try {
                found = look.look();
            } catch (Exception failed) {
                throw new AssertionError("waiting for " + what + ": " + failed + "\n" + circumstances.get(), failed);
            }
            if (found != null) {
                return found;
            }
            if (System.nanoTime() - deadline >= 0) {
                throw new AssertionError(
                        "waited " + limit.toSeconds() + " s for " + what + ", in vain\n" + circumstances.get());
            }
            LockSupport.parkNanos(INTERVAL_NANOS);
            if (Thread.currentThread().isInterrupted()) {
                throw new AssertionError("interrupted while waiting for " + what);
            }
        }
    }
}
