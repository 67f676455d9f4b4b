package org.cdirpc.transport.channel;

/**
 * How much later than the fastest a message arrived. Sender and receiver each count milliseconds from their own start;
 * the smallest difference seen is the baseline, and what is above it is delay: time in buffers, or while one of both was
 * frozen.
 *
 * <p>Quartz clocks drift apart, by up to some 100 parts per million: the baseline rises by {@value #DRIFT_PPM} ppm of the
 * elapsed time, or calls would seem later and later on a channel that lives for days. Not thread-safe.
 */
final class ArrivalClock {

    private static final long DRIFT_PPM = 200;
    private static final long NANOS_PER_DRIFT = 1_000_000 / DRIFT_PPM;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private boolean first = true;
    private long baselineNanos;
    /** Up to when the drift is in the baseline. */
    private long risenNanos;

    /**
     * The delay of a message.
     *
     * @param nowNanos when it arrived, in nanoseconds of any monotonic clock
     * @param sentAtMillis the sender's clock, wrapping at 32 bits
     * @return milliseconds, at least 0
     */
    int delayMillis(long nowNanos, int sentAtMillis) {
        int difference = (int) (nowNanos / 1_000_000) - sentAtMillis;
        if (first) {
            first = false;
            baselineNanos = difference * NANOS_PER_MILLI;
            risenNanos = nowNanos;
            return 0;
        }
        // The remainder is kept for the next time: with many calls each gap alone would give nothing.
        long rise = (nowNanos - risenNanos) / NANOS_PER_DRIFT;
        baselineNanos += rise;
        risenNanos += rise * NANOS_PER_DRIFT;
        // Wrapping subtraction: right as long as the true values differ by less than 24 days.
        int above = difference - (int) Math.floorDiv(baselineNanos, NANOS_PER_MILLI);
        if (above < 0) {
            baselineNanos += above * NANOS_PER_MILLI;
            return 0;
        }
        return above;
    }
}
