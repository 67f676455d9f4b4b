package org.cdirpc.benchmarks.compare.bench;

import java.util.List;

/**
 * What the rounds gave for one metric of one system.
 *
 * @param median the middle value; of an even number of values, the mean of the two in the middle
 * @param min the smallest
 * @param max the largest
 */
record Figure(double median, double min, double max) {

    /** Of at least one value. */
    static Figure of(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("no values (expected: at least one)");
        }
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Figure(median, sorted[0], sorted[sorted.length - 1]);
    }
}
