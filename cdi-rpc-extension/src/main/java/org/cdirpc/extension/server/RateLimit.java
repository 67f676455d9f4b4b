package org.cdirpc.extension.server;

import java.util.concurrent.atomic.AtomicLong;

/**
 * So many calls per second, with bursts of a tenth of that, at least one: the generic cell rate algorithm (ITU-T I.371,
 * annex A, as virtual scheduling), which needs one number: when the next call would be due if all had come evenly.
 *
 * <p>Time is counted in sixteenths of a nanosecond since this was made, so that ten million calls per second are still
 * off by less than a thousandth; that lasts for 18 years.
 *
 * <p>Thread-safe, without locks.
 */
final class RateLimit {

    private static final int SHIFT = 4;
    private static final double UNITS_PER_SECOND = 1e9 * (1 << SHIFT);

    /** The longest that a call is told to wait, and the slowest rate: one call in about a hundred seconds. */
    private static final double SLOWEST = 0.01;

    /**
     * A rate.
     *
     * @param interval between two calls
     * @param allowance how much too early a call may be
     */
    private record Rate(double perSecond, long interval, long allowance) {
        static Rate of(double perSecond) {
            double rate = Math.max(SLOWEST, perSecond);
            double interval = UNITS_PER_SECOND / rate;
            double burst = Math.max(1, rate / 10);
            return new Rate(rate, Math.round(interval), Math.round((burst - 1) * interval));
        }
    }

    private final long beganNanos;
    private final AtomicLong due = new AtomicLong();
    private volatile Rate rate;

    /**
     * A rate limit that begins with a full burst.
     *
     * @param perSecond above 0
     * @param now on the scale of {@link System#nanoTime()}, as in all methods
     */
    RateLimit(double perSecond, long now) {
        this.beganNanos = now;
        this.rate = Rate.of(perSecond);
    }

    /** Takes a call: 0, or in how many nanoseconds, at least 1, one will be free. */
    long tryAcquire(long now) {
        Rate current = rate;
        long at = units(now);
        while (true) {
            long before = due.get();
            long early = before - at - current.allowance();
            if (early > 0) {
                return (early >> SHIFT) + 1;
            }
            if (due.compareAndSet(before, Math.max(before, at) + current.interval())) {
                return 0;
            }
        }
    }

    /** Gives a call back that was taken and did not begin. */
    void giveBack() {
        due.addAndGet(-rate.interval());
    }

    /** Changes the rate; what was taken at a slower one is not waited for longer than the new one would. */
    void change(double perSecond, long now) {
        Rate next = Rate.of(perSecond);
        rate = next;
        long latest = units(now) + next.allowance() + next.interval();
        due.accumulateAndGet(latest, Math::min);
    }

    /** The present rate. */
    double perSecond() {
        return rate.perSecond();
    }

    private long units(long now) {
        return (now - beganNanos) << SHIFT;
    }
}
