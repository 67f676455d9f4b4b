package org.cdirpc.benchmarks.compare.bench;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** What one caller waits for when both JVMs share one CPU, relative to the floor. */
final class PinnedReport {

    private static final String FLOOR = "raw-socket";
    private static final double LIMIT = 1.25;

    private PinnedReport() {}

    static String of(Results results) {
        StringBuilder text = new StringBuilder("\nBoth JVMs on one CPU: p50, microseconds (x: ratio to raw-socket)\n");
        for (String system : results.systems()) {
            text.append(String.format(Locale.ROOT, "  %-20s", system));
            for (String call : List.of("ping", "place")) {
                String metric = call + ".p50_us";
                OptionalDouble median = results.median(system, metric);
                OptionalDouble ratio = results.ratio(system, FLOOR, metric);
                text.append(String.format(
                        Locale.ROOT,
                        "  %-5s %8s %7s",
                        call,
                        median.isPresent() ? Metric.named(metric).format(median.getAsDouble()) : "-",
                        ratio.isPresent() ? TerminalReport.ratio(ratio.getAsDouble()) : ""));
                if (system.startsWith("cdi-rpc") && ratio.isPresent()) {
                    text.append(ratio.getAsDouble() <= LIMIT ? "  pass" : "  FAIL")
                            .append(" (<= " + LIMIT + ")");
                }
            }
            text.append('\n');
        }
        return text.toString();
    }
}
