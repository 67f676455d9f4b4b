package org.cdirpc.transport.channel;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a state, with a deadline. */
public final class Eventually {

    private Eventually() {}

    public static void eventually(String what, BooleanSupplier state) {
        long end = System.nanoTime() + 10_000_000_000L;
        while (!state.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("not within 10 s: " + what);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }
}
