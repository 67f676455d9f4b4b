package org.cdirpc.extension.client;

import java.util.concurrent.TimeUnit;
import java.util.function.LongUnaryOperator;

/**
 * How long to wait before a call is repeated: any time up to a limit that doubles with each repetition, so that callers
 * that failed together do not come back together. "Full jitter" of Marc Brooker, "Exponential Backoff And Jitter", AWS
 * Architecture Blog, 2015. Thread-safe.
 *
 * @param random gives a number from 0 to below the given bound, which is at least 1
 */
record Backoff(LongUnaryOperator random) {

    private static final long BASE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long CAP_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int MOST_DOUBLINGS = 10;

    /**
     * The wait before a repetition.
     *
     * @param repetition its number, from 1
     * @param leftNanos until the deadline; at most half of it is spent on waiting
     */
    long nanos(int repetition, long leftNanos) {
        long limit = Math.min(CAP_NANOS, BASE_NANOS << Math.min(MOST_DOUBLINGS, repetition - 1));
        return upTo(Math.min(limit, leftNanos / 2));
    }

    /** Something for those who were told the same time, so that they come one after the other. */
    long spread(long leftNanos) {
        return upTo(Math.min(BASE_NANOS, leftNanos / 2));
    }

    private long upTo(long limit) {
        return random.applyAsLong(Math.max(0, limit) + 1);
    }
}
