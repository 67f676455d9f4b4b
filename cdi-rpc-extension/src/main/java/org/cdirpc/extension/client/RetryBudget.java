package org.cdirpc.extension.client;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Bounds repeated attempts to a share of all calls, so that retries cannot multiply an overload: a token bucket that
 * every call fills by a fraction of a token and that also fills with time.
 *
 * <p>After the retry budget of Finagle (com.twitter.finagle.service.RetryBudget): deposits per request plus a minimum per
 * second. Thread-safety: all methods, by any thread.
 */
final class RetryBudget {

    private static final double NANOS_PER_SECOND = 1e9;

    private final double perCall;
    private final double perSecond;
    private final double burst;
    private final LongSupplier nanoTime;

    /** Counted without contention, since every call does it; turned into tokens when one is asked for. */
    private final LongAdder calls = new LongAdder();

    private double tokens;
    private long filledNanos;
    private long filledCalls;

    /**
     * A full bucket.
     *
     * @param percent tokens per hundred calls
     * @param perSecond tokens per second
     * @param burst the most tokens it holds
     */
    RetryBudget(int percent, int perSecond, int burst, LongSupplier nanoTime) {
        this.perCall = percent / 100.0;
        this.perSecond = perSecond;
        this.burst = burst;
        this.nanoTime = nanoTime;
        this.tokens = burst;
        this.filledNanos = nanoTime.getAsLong();
    }

    /** Counts a call's first attempt. */
    void called() {
        calls.increment();
    }

    /** Takes a token for one more attempt, if there is one. */
    synchronized boolean tryTake() {
        long now = nanoTime.getAsLong();
        long called = calls.sum();
        double earned = (called - filledCalls) * perCall + (now - filledNanos) / NANOS_PER_SECOND * perSecond;
        tokens = Math.min(burst, tokens + earned);
        filledNanos = now;
        filledCalls = called;
        if (tokens < 1) {
            return false;
        }
        tokens -= 1;
        return true;
    }
}
