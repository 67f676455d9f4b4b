package org.cdirpc.benchmarks.compare.bench;

import java.util.List;
import java.util.Locale;

/**
 * A figure that is no comparison with another system, and the bar that it is held to.
 *
 * @param key its name in costs.json
 * @param what for people
 * @param value as measured
 * @param limit of the value; infinite for one that is only told
 * @param atLeast whether the value must be at least the limit, or at most
 * @param unit of both
 * @param detail what the value is made of, for people
 */
record Cost(String key, String what, double value, double limit, boolean atLeast, String unit, String detail) {

    /** A value that must not be larger. */
    static Cost most(String key, String what, double value, double limit, String unit, String detail) {
        return new Cost(key, what, value, limit, false, unit, detail);
    }

    /** A value that must not be smaller. */
    static Cost least(String key, String what, double value, double limit, String unit, String detail) {
        return new Cost(key, what, value, limit, true, unit, detail);
    }

    /** Whether the bar is met; a value that is no number meets none. */
    boolean passed() {
        return atLeast ? value >= limit : value <= limit;
    }

    /**
     * The smallest value behind the largest one, as its share; 1 if there is none behind. So it says how much is lost by
     * going beyond the peak.
     *
     * @param series at least one value
     */
    static double keptBeyondPeak(List<Double> series) {
        int peak = 0;
        for (int i = 1; i < series.size(); i++) {
            if (series.get(i) > series.get(peak)) {
                peak = i;
            }
        }
        double best = series.get(peak);
        return series.subList(peak, series.size()).stream()
                .mapToDouble(value -> value / best)
                .min()
                .orElseThrow();
    }

    /** One line of the table. */
    String line() {
        return String.format(
                Locale.ROOT,
                "  %-4s  %-44s %9s %-5s (%s %s)  %s",
                passed() ? "pass" : "FAIL",
                what,
                digits(value),
                unit,
                atLeast ? ">=" : "<=",
                digits(limit),
                detail);
    }

    private static String digits(double number) {
        return String.format(Locale.ROOT, Math.abs(number) < 10 ? "%.2f" : "%.0f", number);
    }
}
