package org.cdirpc.benchmarks.compare.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** The results as one page that needs nothing else. The frame of the page is a resource, what varies is put into it. */
final class HtmlReport {

    private static final String BASE = "cdi-rpc";

    private HtmlReport() {}

    static String of(Map<String, Object> machine, Results results) {
        List<Metric> metrics = Metric.ALL.stream()
                .filter(metric -> results.systems().stream()
                        .anyMatch(
                                system -> results.figure(system, metric.name()).isPresent()))
                .toList();
        String charts = metrics.stream()
                .map(metric -> "<figure>" + Chart.of(metric, results) + "</figure>")
                .collect(Collectors.joining("\n"));
        return frame().replace("${machine}", machine(machine))
                .replace("${rounds}", String.valueOf(machine.get("rounds")))
                .replace("${seconds}", String.valueOf(machine.get("seconds")))
                .replace("${flags}", escape(String.valueOf(machine.get("flags"))))
                .replace("${bars}", bars(results))
                .replace("${charts}", charts)
                .replace("${table}", table(metrics, results))
                .replace("${notes}", notes(results));
    }

    private static String frame() {
        try (InputStream in = HtmlReport.class.getResourceAsStream("report.html")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String machine(Map<String, Object> machine) {
        return machine.entrySet().stream()
                .map(entry ->
                        "<dt>" + entry.getKey() + "</dt><dd>" + escape(String.valueOf(entry.getValue())) + "</dd>")
                .collect(Collectors.joining("\n"));
    }

    private static String bars(Results results) {
        String rows = Bar.ALL.stream()
                .flatMap(bar -> bar.judge(results).stream())
                .map(HtmlReport::bar)
                .collect(Collectors.joining("\n"));
        return rows.isEmpty()
                ? "<p>None: the systems they compare with did not run.</p>"
                : "<table><thead><tr><th>what</th><th>systems</th><th>ratio</th><th>bar</th><th></th></tr></thead><tbody>"
                        + rows + "</tbody></table>";
    }

    private static String bar(Bar.Outcome outcome) {
        Bar bar = outcome.bar();
        return "<tr><td>" + bar.what() + "</td><td>" + bar.ours() + " / " + outcome.rival() + "</td><td class=n>"
                + TerminalReport.ratio(outcome.ratio()) + "</td><td class=n>" + (bar.atLeast() ? "&ge; " : "&le; ")
                + bar.limit() + "</td><td class=" + (outcome.passed() ? "pass>met" : "fail>missed") + "</td></tr>";
    }

    private static String table(List<Metric> metrics, Results results) {
        StringBuilder table = new StringBuilder("<table><thead><tr><th>median (min to max)</th>");
        results.systems().forEach(system -> table.append("<th>").append(system).append("</th>"));
        table.append("</tr></thead><tbody>");
        for (Metric metric : metrics) {
            table.append("<tr><td>")
                    .append(metric.title())
                    .append(", ")
                    .append(metric.unit())
                    .append("</td>");
            for (String system : results.systems()) {
                table.append("<td class=n>")
                        .append(cell(metric, system, results))
                        .append("</td>");
            }
            table.append("</tr>\n");
        }
        return table.append("</tbody></table>").toString();
    }

    private static String cell(Metric metric, String system, Results results) {
        Optional<Figure> figure = results.figure(system, metric.name());
        if (figure.isEmpty()) {
            return "&ndash;";
        }
        OptionalDouble ratio = results.ratio(system, BASE, metric.name());
        String range = figure.get().min() == figure.get().max()
                ? ""
                : "<small>" + metric.format(figure.get().min()) + " to "
                        + metric.format(figure.get().max()) + "</small>";
        String relative = ratio.isPresent() && !system.equals(BASE)
                ? " <i>" + TerminalReport.ratio(ratio.getAsDouble()) + "</i>"
                : "";
        return "<b>" + metric.format(figure.get().median()) + "</b>" + relative + range;
    }

    private static String notes(Results results) {
        return results.systems().stream()
                .map(system -> "<dt>" + system + "</dt><dd>" + escape(Systems.note(system)) + "</dd>")
                .collect(Collectors.joining("\n"));
    }

    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** A number for SVG. */
    static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
