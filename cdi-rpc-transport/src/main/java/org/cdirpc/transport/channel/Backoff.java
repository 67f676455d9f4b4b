package org.cdirpc.transport.channel;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Waits between dials: uniform between 0 and a bound that doubles, so that the peers of a restarted node do not come
 * back at once ("full jitter", AWS Architecture Blog, "Exponential Backoff And Jitter", 2015). Not thread-safe.
 */
final class Backoff {

    private final long firstNanos;
    private final long mostNanos;
    private final RandomGenerator random;
    private int failures;

    Backoff(Duration first, Duration most, RandomGenerator random) {
        this.firstNanos = first.toNanos();
        this.mostNanos = most.toNanos();
        this.random = random;
    }

    /** The wait after one more failure, in nanoseconds, from 1. */
    long next() {
        return next(0);
    }

    /**
     * Likewise, with a bound of at least so many nanoseconds, if not more than any wait may have.
     */
    long next(long leastBound) {
        long doubled = failures >= 32 ? mostNanos : (long) Math.min(mostNanos, firstNanos * Math.pow(2, failures));
        long bound = Math.max(doubled, Math.min(mostNanos, leastBound));
        failures++;
        return 1 + random.nextLong(bound);
    }

    void reset() {
        failures = 0;
    }
}
