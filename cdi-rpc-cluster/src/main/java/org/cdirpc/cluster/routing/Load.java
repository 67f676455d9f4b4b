package org.cdirpc.cluster.routing;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * What is known here of one instance's answers for one service. Thread-safe, lock-free.
 *
 * <p>The latency is the peak EWMA of Finagle ({@code com.twitter.finagle.loadbalancer.PeakEwma}, Apache-2.0): a slower
 * answer counts at once and whole, a faster one pulls the average down by exp(-elapsed/10 s), and so does the absence of
 * answers, so that an instance that was slow is tried again.
 *
 * <p>Of the faster answers one in a millisecond is enough. The pull grows with the time since the last one that counted,
 * so that leaving some out loses no weight, and an instance under load is spared a contended write for every answer.
 */
final class Load {

    private static final double DECAY_NANOS = 10e9;
    /** In this time, 1 ms, the average decays by one ten-thousandth, which nobody can tell from noise. */
    private static final long NEGLIGIBLE_NANOS = 1_000_000;
    /** The least that a failure counts as, 1 ms, and the most, 1 min, in nanoseconds. */
    private static final double LEAST_PENALTY = 1e6;

    private static final double MOST_PENALTY = 60e9;

    private static final VarHandle LATENCY;

    static {
        try {
            LATENCY = MethodHandles.lookup().findVarHandle(Load.class, "latency", Latency.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** An average and when it was one. */
    private record Latency(double nanos, long stampNanos) {
        double at(long now) {
            long age = now - stampNanos;
            return age < NEGLIGIBLE_NANOS ? nanos : nanos * Math.exp(-age / DECAY_NANOS);
        }
    }

    private final LongSupplier clock;
    private final AtomicInteger inFlight = new AtomicInteger();
    private volatile Latency latency;
    private volatile boolean gone;

    /**
     * Nothing in flight, nothing measured.
     *
     * @param clock what {@link #latencyNanos} takes for the present; it may be late by a millisecond or so
     */
    Load(LongSupplier clock) {
        this.clock = clock;
        latency = new Latency(0, clock.getAsLong());
    }

    int inFlight() {
        return inFlight.get();
    }

    double latencyNanos() {
        Latency known = latency;
        return known.nanos == 0 ? 0 : known.at(clock.getAsLong());
    }

    void started() {
        inFlight.incrementAndGet();
    }

    /** Whether nothing is in flight any more. */
    boolean ended() {
        return inFlight.decrementAndGet() == 0;
    }

    /** Counts an answer that came at {@code now} and took so long. */
    void observe(double nanos, long now) {
        while (true) {
            Latency before = latency;
            long age = now - before.stampNanos;
            if (nanos <= before.nanos && age < NEGLIGIBLE_NANOS) {
                return;
            }
            double weight = Math.exp(-Math.max(0, age) / DECAY_NANOS);
            double kept = before.nanos * weight;
            boolean slower = nanos > kept;
            double average = slower ? nanos : kept + nanos * (1 - weight);
            Latency after = new Latency(average, age > 0 ? now : before.stampNanos);
            // A fast one that another answer has overtaken is one of those that need not count.
            if (LATENCY.compareAndSet(this, before, after) || !slower) {
                return;
            }
        }
    }

    /** A failure never looks like a fast answer: it counts as twice the present latency at least, so that more of them back off. */
    void observeFailure(double nanos, long now) {
        observe(Math.max(nanos, Math.min(MOST_PENALTY, Math.max(LEAST_PENALTY, 2 * latency.at(now)))), now);
    }

    boolean gone() {
        return gone;
    }

    void gone(boolean isGone) {
        gone = isGone;
    }
}
