package org.cdirpc.extension.client;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * How long the calls of a method take, in buckets that grow by a fifth to a quarter, four to each doubling: the scheme of
 * HdrHistogram (Gil Tene) with two bits. Every {@value #HALVED_AT} calls all counts are halved, so that the past fades.
 * Lock-free: calls that are counted while that happens may be lost, which changes no percentile that matters.
 */
final class LatencyHistogram {

    private static final int HALVED_AT = 1000;
    private static final int LEAST_SAMPLES = 20;
    private static final int RECKONED_EVERY = 16;
    private static final long LEAST_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int PERCENT = 95;

    private final AtomicIntegerArray counts = new AtomicIntegerArray(64 << 2);
    private final AtomicInteger samples = new AtomicInteger();
    private volatile long p95;

    /** Counts a call that took so long. */
    void record(long nanos) {
        counts.incrementAndGet(index(Math.max(0, nanos)));
        int n = samples.incrementAndGet();
        if (n == HALVED_AT) {
            halve();
        }
        if (n == LEAST_SAMPLES || n % RECKONED_EVERY == 0) {
            p95 = n < LEAST_SAMPLES ? 0 : percentile();
        }
    }

    /** What 95 of 100 calls do not take longer than, up to a quarter more; 0 if that is not known or below 1 ms. */
    long p95Nanos() {
        long known = p95;
        return known < LEAST_NANOS ? 0 : known;
    }

    private void halve() {
        int left = 0;
        for (int i = 0; i < counts.length(); i++) {
            left += counts.updateAndGet(i, count -> count / 2);
        }
        samples.set(left);
    }

    private long percentile() {
        long all = 0;
        for (int i = 0; i < counts.length(); i++) {
            all += counts.get(i);
        }
        long wanted = (all * PERCENT + 99) / 100;
        long seen = 0;
        for (int i = 0; i < counts.length(); i++) {
            seen += counts.get(i);
            if (seen >= wanted) {
                return end(i);
            }
        }
        return 0;
    }

    private static int index(long nanos) {
        if (nanos < 4) {
            return (int) nanos;
        }
        int exponent = 63 - Long.numberOfLeadingZeros(nanos);
        return (exponent << 2) + (int) (nanos >>> (exponent - 2) & 3);
    }

    /** Where a bucket ends. */
    private static long end(int index) {
        int exponent = index >> 2;
        return exponent < 2 ? index : (4L + (index & 3) + 1) << (exponent - 2);
    }
}
