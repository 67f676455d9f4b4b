package org.cdirpc.cluster.routing;

import java.util.function.LongSupplier;

/**
 * The time of the latest pick, to a millisecond. Comparing the loads of candidates needs the present time for every one
 * of them, but not better than this; asking the system each time costs more than all the rest. Thread-safe.
 */
final class PickClock implements LongSupplier {

    private static final long STEP_NANOS = 1_000_000;

    /** Written once in a step, so that all cores can keep it in their caches between. */
    private volatile long latestNanos;

    PickClock(long nowNanos) {
        latestNanos = nowNanos;
    }

    /** It is that late; of two threads that say so at once either may win. */
    void advance(long nowNanos) {
        if (nowNanos - latestNanos >= STEP_NANOS) {
            latestNanos = nowNanos;
        }
    }

    @Override
    public long getAsLong() {
        return latestNanos;
    }
}
