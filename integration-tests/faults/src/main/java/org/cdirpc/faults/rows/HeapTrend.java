package org.cdirpc.faults.rows;

import java.util.List;

/**
 * Whether a heap grows: what was in use after collections at moments of calm, the mean of the last third of them against
 * that of the first. What is held for good by one moment in a hundred shows; what one moment has by chance does not.
 */
record HeapTrend(double first, double last) {

    private static final double SHARE = 0.05;
    private static final long BYTES = 2 << 20;

    /** Of at least three moments, in their order. */
    static HeapTrend of(List<Long> bytes) {
        int third = bytes.size() / 3;
        if (third == 0) {
            throw new IllegalArgumentException(bytes.size() + " moments (expected: 3 or more)");
        }
        return new HeapTrend(mean(bytes.subList(0, third)), mean(bytes.subList(bytes.size() - third, bytes.size())));
    }

    private static double mean(List<Long> bytes) {
        return bytes.stream().mapToLong(Long::longValue).average().orElseThrow();
    }

    /** By how much a heap of this size may be larger later, in bytes: 5 % and 2 MiB. */
    static long allowance(double before) {
        return (long) (before * SHARE) + BYTES;
    }

    /** By how much it grew, in bytes; less than 0 if it became smaller. */
    double growth() {
        return last - first;
    }

    /** The most that it may have grown, in bytes. */
    long allowed() {
        return allowance(first);
    }
}
