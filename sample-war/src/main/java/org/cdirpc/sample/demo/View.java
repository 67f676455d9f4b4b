package org.cdirpc.sample.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cdirpc.sample.demo.node.Statistics;

/**
 * What there is to see.
 *
 * @param providers each with its state
 * @param now the latest statistics
 * @param before those of about a second earlier
 */
record View(List<Node> providers, Statistics now, Statistics before) {

    /** A provider. */
    record Node(String name, Provider.State state, int starts) {}

    private static final int SHORTEST_MILLIS = 100;

    long answered(Node node) {
        return now.answered().getOrDefault(node.name(), 0L);
    }

    /** Of all answered orders, in percent. */
    double share(Node node) {
        return 100.0 * answered(node) / Math.max(1, now.allAnswered());
    }

    /** Answered per second. */
    long rate(Node node) {
        return perSecond(answered(node) - before.answered().getOrDefault(node.name(), 0L));
    }

    /** All calls per second. */
    long callRate() {
        return perSecond(now.calls() - before.calls());
    }

    private long perSecond(long count) {
        return count * 1000 / Math.max(SHORTEST_MILLIS, now.millis() - before.millis());
    }

    /** Failures by kind, in words. */
    String failures() {
        List<String> kinds = new ArrayList<>();
        now.failures().forEach((kind, count) -> kinds.add(kind + " " + number(count)));
        return kinds.isEmpty() ? "none" : String.join(", ", kinds);
    }

    String latencies() {
        return "p50 " + millis(now.p50()) + "  p99 " + millis(now.p99()) + "  max " + millis(now.max()) + " ms";
    }

    static String millis(long micros) {
        return String.format(Locale.ROOT, micros < 10_000 ? "%.2f" : "%.0f", micros / 1000.0);
    }

    static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
