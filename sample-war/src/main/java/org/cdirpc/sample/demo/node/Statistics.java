package org.cdirpc.sample.demo.node;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the consumer counted, since its begin but for the latencies.
 *
 * @param millis since the begin
 * @param placed orders placed
 * @param inFlight orders without an outcome so far
 * @param quotes asynchronous quotes that were answered
 * @param quotesInFlight quotes without an outcome so far
 * @param views one-way calls
 * @param answered answered orders by node
 * @param failures failed calls by kind, such as {@code ORDER UNKNOWN/CONNECTION_LOST}
 * @param p50 of the orders, in microseconds; in the last second, or in all in the last statistics
 * @param p99 likewise
 * @param max likewise
 */
public record Statistics(
        long millis,
        int placed,
        int inFlight,
        long quotes,
        int quotesInFlight,
        long views,
        SortedMap<String, Long> answered,
        SortedMap<String, Long> failures,
        long p50,
        long p99,
        long max) {

    /** Nothing yet. */
    public static final Statistics NONE = new Statistics(0, 0, 0, 0, 0, 0, new TreeMap<>(), new TreeMap<>(), 0, 0, 0);

    /** The answered orders of all nodes. */
    public long allAnswered() {
        return answered.values().stream().mapToLong(Long::longValue).sum();
    }

    /** All calls that were answered or needed no answer. */
    public long calls() {
        return allAnswered() + quotes + views;
    }

    /** As a line: words and values between tabs. */
    public String line() {
        StringBuilder line = new StringBuilder();
        put(line, "millis", millis);
        put(line, "placed", placed);
        put(line, "inFlight", inFlight);
        put(line, "quotes", quotes);
        put(line, "quotesInFlight", quotesInFlight);
        put(line, "views", views);
        put(line, "p50", p50);
        put(line, "p99", p99);
        put(line, "max", max);
        answered.forEach((node, count) -> put(line, "answered:" + node, count));
        failures.forEach((kind, count) -> put(line, "failed:" + kind, count));
        return line.toString();
    }

    private static void put(StringBuilder line, String name, long value) {
        line.append(line.length() == 0 ? "" : "\t").append(name).append('=').append(value);
    }

    /**
     * From a line.
     *
     * @throws IllegalArgumentException if something is missing or no number
     */
    public static Statistics parse(String line) {
        Map<String, Long> values = new TreeMap<>();
        for (String word : line.split("\t")) {
            int equals = word.lastIndexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException("statistics: \"" + word + "\" (expected: a word, =, a number)");
            }
            values.put(word.substring(0, equals), Long.parseLong(word.substring(equals + 1)));
        }
        return new Statistics(
                value(values, "millis"),
                (int) value(values, "placed"),
                (int) value(values, "inFlight"),
                value(values, "quotes"),
                (int) value(values, "quotesInFlight"),
                value(values, "views"),
                under(values, "answered:"),
                under(values, "failed:"),
                value(values, "p50"),
                value(values, "p99"),
                value(values, "max"));
    }

    private static long value(Map<String, Long> values, String name) {
        Long value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("statistics without " + name);
        }
        return value;
    }

    private static SortedMap<String, Long> under(Map<String, Long> values, String prefix) {
        TreeMap<String, Long> found = new TreeMap<>();
        values.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                found.put(name.substring(prefix.length()), value);
            }
        });
        return found;
    }
}
