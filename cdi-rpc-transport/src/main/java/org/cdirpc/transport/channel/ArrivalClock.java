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

    private boolean first = true;
    private long baselineMicros;
    private long lastNanos;

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
            baselineMicros = difference * 1000L;
            lastNanos = nowNanos;
            return 0;
        }
        baselineMicros += (nowNanos - lastNanos) / 1_000 * DRIFT_PPM / 1_000_000;
        lastNanos = nowNanos;
        // Wrapping subtraction: right as long as the true values differ by less than 24 days.
        int above = difference - (int) Math.floorDiv(baselineMicros, 1000L);
        if (above < 0) {
            baselineMicros += above * 1000L;
            return 0;
        }
        return above;
    }
}
