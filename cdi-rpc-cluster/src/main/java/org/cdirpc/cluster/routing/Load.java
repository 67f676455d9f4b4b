package org.cdirpc.cluster.routing;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What is known here of one instance's answers for one service. Thread-safe, lock-free.
 *
 * <p>The latency is the peak EWMA of Finagle ({@code com.twitter.finagle.loadbalancer.PeakEwma}, Apache-2.0): a slower
 * answer counts at once and whole, a faster one pulls the average down by exp(-elapsed/10 s), and so does the absence of
 * answers, so that an instance that was slow is tried again.
 *
 * <p>The first answers, and those of an instance that warms up, are slow for reasons that pass: connecting, class loading,
 * interpreted code. A peak of 500 ms among answers of 1 ms would keep it from calls for a minute, in which it learns
 * nothing. So the average reaches back 1 s for the first eight answers, and for one that warms up no further than its
 * age, up to 10 s: it is tried again after some seconds, and is not taken for faster than others for longer than that.
 *
 * <p>Of the faster answers one in a millisecond is enough. The pull grows with the time since the last one that counted,
 * so that leaving some out loses no weight, and an instance under load is spared a contended write for every answer.
 */
final class Load {

    private static final double DECAY_NANOS = 10e9;
    private static final double YOUNG_DECAY_NANOS = 1e9;
    /** So many answers that counted make an average that can be relied on. */
    private static final int MATURE = 8;
    /** In this time, 1 ms, the average decays by one thousandth at most, which nobody can tell from noise. */
    private static final long NEGLIGIBLE_NANOS = 1_000_000;
    /** The least that a failure counts as, 1 ms, and the most, 1 min, in nanoseconds. */
    private static final double LEAST_PENALTY = 1e6;

    private static final double MOST_PENALTY = 60e9;

    private static final VarHandle LATENCY;
    private static final VarHandle RAMP;

    static {
        try {
            LATENCY = MethodHandles.lookup().findVarHandle(Load.class, "latency", Latency.class);
            RAMP = MethodHandles.lookup().findVarHandle(Load.class, "ramp", Ramp.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** An average, when it was one, of how many answers, counted up to {@link #MATURE}, and when the last of them came. */
    private record Latency(double nanos, long stampNanos, int answers, long answeredNanos) {
        double at(long now, double decayNanos) {
            long age = now - stampNanos;
            return age < NEGLIGIBLE_NANOS ? nanos : nanos * Math.exp(-age / decayNanos);
        }
    }

    private final LongSupplier clock;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final Health health = new Health();
    private volatile Latency latency;
    private volatile @Nullable Ramp ramp;
    private volatile boolean gone;

    /** Nothing in flight, nothing measured, warm; else as the other constructor. */
    Load(LongSupplier clock) {
        this(clock, null);
    }

    /**
     * Nothing in flight, nothing measured.
     *
     * @param clock what {@link #latencyNanos} takes for the present; it may be late by a millisecond or so
     * @param ramp how it warms up; null if it is warm
     */
    Load(LongSupplier clock, @Nullable Ramp ramp) {
        this.clock = clock;
        this.ramp = ramp;
        latency = noAnswer(0, clock.getAsLong());
    }

    private static Latency noAnswer(double nanos, long now) {
        return new Latency(nanos, now, 0, now);
    }

    Health health() {
        return health;
    }

    int inFlight() {
        return inFlight.get();
    }

    double latencyNanos() {
        Latency known = latency;
        if (known.nanos == 0) {
            return 0;
        }
        long now = clock.getAsLong();
        return known.at(now, decay(known, now));
    }

    /** When an answer counted last, to a millisecond; when it was made, if none ever did. */
    long answeredNanos() {
        return latency.answeredNanos;
    }

    /** How much of its weight counts now, from 0.1 to 1. */
    double share() {
        Ramp rising = ramp;
        if (rising == null) {
            return 1;
        }
        double share = rising.at(clock.getAsLong());
        if (share == 1) {
            RAMP.compareAndSet(this, rising, null);
        }
        return share;
    }

    private double decay(Latency known, long now) {
        if (known.answers < MATURE) {
            return YOUNG_DECAY_NANOS;
        }
        Ramp rising = ramp;
        return rising == null
                ? DECAY_NANOS
                : Math.min(DECAY_NANOS, Math.max(YOUNG_DECAY_NANOS, now - rising.fromNanos()));
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
            double weight = Math.exp(-Math.max(0, age) / decay(before, now));
            double kept = before.nanos * weight;
            boolean slower = nanos > kept;
            double average = slower ? nanos : kept + nanos * (1 - weight);
            int answers = Math.min(MATURE, before.answers + 1);
            long stamp = age > 0 ? now : before.stampNanos;
            long answered = now - before.answeredNanos > 0 ? now : before.answeredNanos;
            Latency after = new Latency(average, stamp, answers, answered);
            // A fast one that another answer has overtaken is one of those that need not count.
            if (LATENCY.compareAndSet(this, before, after) || !slower) {
                return;
            }
        }
    }

    /** A call was given up after so long without an answer: it would have taken longer, which only a slower average says. */
    void observeAtLeast(double nanos, long now) {
        while (true) {
            Latency before = latency;
            if (nanos <= before.at(now, decay(before, now))) {
                return;
            }
            long stamp = now - before.stampNanos > 0 ? now : before.stampNanos;
            Latency after = new Latency(nanos, stamp, before.answers, before.answeredNanos);
            if (LATENCY.compareAndSet(this, before, after)) {
                return;
            }
        }
    }

    /** A failure never looks like a fast answer: it counts as twice the present latency at least, so that more of them back off. */
    void observeFailure(double nanos, long now) {
        Latency known = latency;
        double penalty = Math.max(LEAST_PENALTY, 2 * known.at(now, decay(known, now)));
        observe(Math.max(nanos, Math.min(MOST_PENALTY, penalty)), now);
    }

    /** Forgets what was measured but for this answer, of an instance that comes back with a share that grows. */
    void restart(double nanos, long now, @Nullable Ramp rising) {
        ramp = rising;
        latency = noAnswer(nanos, now);
    }

    /** Forgets what was measured, of an instance that was out of reach: how long calls waited then says nothing about it now. */
    void forget() {
        latency = noAnswer(0, clock.getAsLong());
    }

    boolean gone() {
        return gone;
    }

    void gone(boolean isGone) {
        gone = isGone;
    }
}
