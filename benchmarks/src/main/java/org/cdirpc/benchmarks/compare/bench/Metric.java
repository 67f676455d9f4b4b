package org.cdirpc.benchmarks.compare.bench;

import java.util.List;
import java.util.Locale;

/**
 * A figure that is reported.
 *
 * @param name in the results
 * @param title for people
 * @param unit what its values are in
 * @param more whether more of it is better
 */
record Metric(String name, String title, String unit, boolean more) {

    /** All, in the order of reports. */
    static final List<Metric> ALL = List.of(
            new Metric("place.threads64_per_s", "Orders, 64 blocking callers", "/s", true),
            new Metric("place.async256_per_s", "Orders, 256 asynchronous calls in flight", "/s", true),
            new Metric("ping.async256_per_s", "Pings, 256 asynchronous calls in flight", "/s", true),
            new Metric("blob64k.mb_per_s", "Echo of 64 KiB by 8 callers, content in one direction", "MB/s", true),
            new Metric("place.virtual64_per_s", "Orders, 64 callers on virtual threads", "/s", true),
            new Metric("place.virtual1000_per_s", "Orders, 1,000 callers on virtual threads", "/s", true),
            new Metric("place.p50_us", "Order, one caller, p50", "\u00b5s", false),
            new Metric("place.p99_us", "Order, one caller, p99", "\u00b5s", false),
            new Metric("place.p999_us", "Order, one caller, p99.9", "\u00b5s", false),
            new Metric("ping.p50_us", "Ping, one caller, p50", "\u00b5s", false),
            new Metric("ping.p99_us", "Ping, one caller, p99", "\u00b5s", false),
            new Metric("ping.p999_us", "Ping, one caller, p99.9", "\u00b5s", false),
            new Metric("place.cpu_client_us", "CPU time per order, client (64 callers)", "\u00b5s", false),
            new Metric("place.cpu_server_us", "CPU time per order, server (64 callers)", "\u00b5s", false),
            new Metric("place.alloc_client_bytes", "Allocated per order, client (64 callers)", "B", false),
            new Metric("place.alloc_server_bytes", "Allocated per order, server (64 callers)", "B", false),
            new Metric("place.wire_bytes", "On the wire per order, request and reply", "B", false));

    /** The one of this name. */
    static Metric named(String name) {
        return ALL.stream()
                .filter(metric -> metric.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("metric: " + name + " (expected: one of " + ALL + ")"));
    }

    /** A value for people, without its unit. */
    String format(double value) {
        return String.format(Locale.ROOT, unit.equals("\u00b5s") && value < 1000 ? "%.1f" : "%,.0f", value);
    }
}
