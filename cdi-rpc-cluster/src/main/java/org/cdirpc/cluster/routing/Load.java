package org.cdirpc.cluster.routing;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * What is known here of one instance's answers for one service. Thread-safe.
 *
 * <p>The latency is the peak EWMA of Finagle ({@code com.twitter.finagle.loadbalancer.PeakEwma}, Apache-2.0): a slower
 * answer counts at once and whole, a faster one pulls the average down by exp(-elapsed/10 s), and so does the absence of
 * answers, so that an instance that was slow is tried again.
 */
final class Load {

    private static final double DECAY_NANOS = 10e9;
    /** The least that a failure counts as, 1 ms, and the most, 1 min, in nanoseconds. */
    private static final double LEAST_PENALTY = 1e6;

    private static final double MOST_PENALTY = 60e9;

    private final LongSupplier nanoTime;
    private final AtomicInteger inFlight = new AtomicInteger();
    // Written under the lock, the stamp before the peak; a reader that sees the new stamp with the old peak is off by
    // one answer for a moment.
    private volatile long stampNanos;
    private volatile double peakNanos;
    private volatile boolean gone;

    Load(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        stampNanos = nanoTime.getAsLong();
    }

    int inFlight() {
        return inFlight.get();
    }

    double latencyNanos() {
        double peak = peakNanos;
        return peak == 0 ? 0 : peak * decay(nanoTime.getAsLong());
    }

    void started() {
        inFlight.incrementAndGet();
    }

    /** Whether nothing is in flight any more. */
    boolean ended() {
        return inFlight.decrementAndGet() == 0;
    }

    synchronized void observe(double nanos) {
        long now = nanoTime.getAsLong();
        double weight = decay(now);
        double peak = peakNanos;
        stampNanos = now;
        peakNanos = nanos > peak * weight ? nanos : peak * weight + nanos * (1 - weight);
    }

    /** A failure never looks like a fast answer: it counts as twice the present latency at least, so that more of them back off. */
    void observeFailure(double nanos) {
        observe(Math.max(nanos, Math.min(MOST_PENALTY, Math.max(LEAST_PENALTY, 2 * latencyNanos()))));
    }

    boolean gone() {
        return gone;
    }

    void gone(boolean isGone) {
        gone = isGone;
    }

    private double decay(long now) {
        return Math.exp(-Math.max(0, now - stampNanos) / DECAY_NANOS);
    }
}
