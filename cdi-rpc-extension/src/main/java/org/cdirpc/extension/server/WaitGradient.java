package org.cdirpc.extension.server;

/**
 * How many calls may be in the pool, running or waiting for a thread, so that they do not wait long.
 *
 * <p>The rule is that of Gradient2 in Netflix's concurrency-limits (Apache-2.0): {@code limit x gradient + sqrt(limit)},
 * smoothed by a fifth, with a tolerance of 1.5. What it compares differs. Gradient2 takes the time of a whole call,
 * short-term against long-term, so the limit falls when a slow method is called more often, and creeps up when the
 * overload lasts and the long-term average learns it. Here waiting and running are measured apart, and only waiting
 * counts, as in WeChat's overload control (Zhou et al., Overload Control for Scaling WeChat Microservices, SoCC 2018,
 * section 4.1), whose 20 ms of queueing are the aim for methods that take less than 40 ms; for slower ones it is half
 * of what they take.
 *
 * <p>Not thread-safe; times in nanoseconds.
 */
final class WaitGradient {

    private static final double TOLERANCE = 1.5;
    private static final double SMOOTHING = 0.2;
    private static final double LEAST = 0.5;

    /** The gradient is 1 where calls wait for half of this. */
    private static final double BASE_NANOS = 40_000_000;

    private final int floor;
    private final int ceiling;
    private double limit;

    /**
     * A gradient that begins with its ceiling.
     *
     * @param floor the lowest limit
     * @param ceiling the highest limit, at least {@code floor}
     */
    WaitGradient(int floor, int ceiling) {
        this.floor = floor;
        this.ceiling = ceiling;
        this.limit = ceiling;
    }

    /**
     * The next limit.
     *
     * @param waited how long calls waited for a thread, on average
     * @param ran how long they occupied it, on average
     * @param most how many were in the pool at most; a limit that nobody comes near to is not raised
     */
    int next(double waited, double ran, int most) {
        double base = Math.max(BASE_NANOS, ran);
        double gradient = Math.max(LEAST, Math.min(TOLERANCE, TOLERANCE * base / (base + waited)));
        double wanted = limit * gradient + Math.sqrt(limit);
        if (wanted < limit || most * 2 >= limit) {
            limit = Math.max(floor, Math.min(ceiling, limit + SMOOTHING * (wanted - limit)));
        }
        return (int) limit;
    }
}
