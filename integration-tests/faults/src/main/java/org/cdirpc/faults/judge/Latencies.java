package org.cdirpc.faults.judge;

import java.util.List;
import java.util.function.Predicate;
import org.HdrHistogram.Histogram;

/** How long calls took, in milliseconds. */
public final class Latencies {

    private static final long HIGHEST_MICROS = 3_600_000_000L;
    private static final double MICROS_PER_MILLI = 1000;
    private static final long NANOS_PER_MICRO = 1000;

    private final Histogram histogram = new Histogram(HIGHEST_MICROS, 3);

    private Latencies() {}

    /** From the moments at which the calls were to begin, as open-loop load is measured. */
    public static Latencies ofIntended(List<Told> told, Predicate<Told> which) {
        Latencies latencies = new Latencies();
        for (Told call : told) {
            if (call.end() != 0 && which.test(call)) {
                latencies.add(call.end() - call.intended());
            }
        }
        return latencies;
    }

    /** From the moments at which the calls were to begin to those at which they did: how late the load was. */
    public static Latencies ofStart(List<Told> told, Predicate<Told> which) {
        Latencies latencies = new Latencies();
        for (Told call : told) {
            if (which.test(call)) {
                latencies.add(call.begin() - call.intended());
            }
        }
        return latencies;
    }

    /** From the calls' own beginnings. */
    public static Latencies of(List<Told> told, Predicate<Told> which) {
        Latencies latencies = new Latencies();
        for (Told call : told) {
            if (call.end() != 0 && which.test(call)) {
                latencies.add(call.nanos());
            }
        }
        return latencies;
    }

    private void add(long nanos) {
        histogram.recordValue(Math.max(0, Math.min(HIGHEST_MICROS, nanos / NANOS_PER_MICRO)));
    }

    /** How many. */
    public long count() {
        return histogram.getTotalCount();
    }

    /** The time within which so many percent were told; 0 if there are none. */
    public double millis(double percentile) {
        return histogram.getTotalCount() == 0 ? 0 : histogram.getValueAtPercentile(percentile) / MICROS_PER_MILLI;
    }

    /** The longest. */
    public double max() {
        return histogram.getTotalCount() == 0 ? 0 : histogram.getMaxValue() / MICROS_PER_MILLI;
    }
}
