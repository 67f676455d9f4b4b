package org.cdirpc.benchmarks.compare.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** The results as text: tables with the medians, and their ratio to cdi-rpc's, then the bars. */
final class TerminalReport {

    private static final String BASE = "cdi-rpc";
    private static final String FLOOR = "raw-socket";
    private static final String WIRE = "place.wire_bytes";

    private record Column(String head, String metric) {}

    private static final List<Column> SPEED = List.of(
            new Column("place x64 /s", "place.threads64_per_s"),
            new Column("async place /s", "place.async256_per_s"),
            new Column("async ping /s", "ping.async256_per_s"),
            new Column("64K echo MB/s", "blob64k.mb_per_s"),
            new Column("virtual 64 /s", "place.virtual64_per_s"),
            new Column("virtual 1000 /s", "place.virtual1000_per_s"));
    private static final List<Column> LATENCY = List.of(
            new Column("ping p50", "ping.p50_us"),
            new Column("p99", "ping.p99_us"),
            new Column("p99.9", "ping.p999_us"),
            new Column("place p50", "place.p50_us"),
            new Column("p99", "place.p99_us"),
            new Column("p99.9", "place.p999_us"));
    private static final List<Column> COST = List.of(
            new Column("CPU us client", "place.cpu_client_us"),
            new Column("CPU us server", "place.cpu_server_us"),
            new Column("alloc B client", "place.alloc_client_bytes"),
            new Column("alloc B server", "place.alloc_server_bytes"),
            new Column("wire B", "place.wire_bytes"));

    private final Results results;

    private TerminalReport(Results results) {
        this.results = results;
    }

    /** All tables and bars. */
    static String of(Results results) {
        TerminalReport report = new TerminalReport(results);
        return report.table("Calls per second (x: ratio to cdi-rpc)", SPEED)
                + report.table("Latency of one caller, microseconds", LATENCY)
                + report.table("What one place costs, with 64 callers", COST)
                + report.bars()
                + report.floor();
    }

    private String table(String title, List<Column> columns) {
        List<Column> shown = columns.stream()
                .filter(column -> results.systems().stream()
                        .anyMatch(system ->
                                results.median(system, column.metric()).isPresent()))
                .toList();
        if (shown.isEmpty()) {
            return "";
        }
        List<String> heads = new ArrayList<>();
        shown.forEach(column -> heads.add(column.head()));
        StringBuilder table = new StringBuilder("\n" + title + "\n");
        row("", heads, table);
        for (String system : results.systems()) {
            row(
                    system,
                    shown.stream().map(column -> cell(system, column.metric())).toList(),
                    table);
        }
        return table.toString();
    }

    private static void row(String name, List<String> cells, StringBuilder table) {
        table.append(String.format(Locale.ROOT, "  %-20s", name));
        for (String cell : cells) {
            table.append(String.format(Locale.ROOT, " %18s", cell));
        }
        table.append('\n');
    }

    private String cell(String system, String metric) {
        OptionalDouble median = results.median(system, metric);
        if (median.isEmpty()) {
            return "-";
        }
        String value = Metric.named(metric).format(median.getAsDouble());
        OptionalDouble ratio = results.ratio(system, BASE, metric);
        return ratio.isEmpty() || system.equals(BASE)
                ? value + "       "
                : value + String.format(Locale.ROOT, " %6s", ratio(ratio.getAsDouble()));
    }

    /** For people: some digits that count, and a sign. */
    static String ratio(double ratio) {
        return String.format(Locale.ROOT, ratio < 0.1 ? "%.3fx" : ratio < 10 ? "%.2fx" : "%.1fx", ratio);
    }

    /** A floor of other sizes than cdi-rpc's is none. */
    private String floor() {
        OptionalDouble ratio = results.ratio(FLOOR, BASE, WIRE);
        return ratio.isEmpty() || Math.abs(ratio.getAsDouble() - 1) < 0.02
                ? ""
                : "\nThe frames of raw-socket are no longer as large as those of cdi-rpc ("
                        + cell(FLOOR, WIRE).strip()
                        + "): put the sizes that are printed at the start into RawFrames\n";
    }

    private String bars() {
        StringBuilder text = new StringBuilder();
        for (Bar bar : Bar.ALL) {
            Optional<Bar.Outcome> outcome = bar.judge(results);
            outcome.ifPresent(judged -> text.append(line(judged)));
        }
        return text.isEmpty() ? "" : "\nBars (medians)\n" + text;
    }

    /** One bar. */
    static String line(Bar.Outcome outcome) {
        Bar bar = outcome.bar();
        return String.format(
                Locale.ROOT,
                "  %-4s  %-36s %-45s %8s  (%s %s)%n",
                outcome.passed() ? "pass" : "FAIL",
                bar.what(),
                bar.ours() + " / " + outcome.rival(),
                ratio(outcome.ratio()),
                bar.atLeast() ? ">=" : "<=",
                bar.limit());
    }
}
