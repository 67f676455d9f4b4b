package org.cdirpc.benchmarks.compare.bench;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import org.cdirpc.benchmarks.compare.cell.Cell;
import org.cdirpc.benchmarks.compare.cell.CellResult;

/** What someone who watches sees. */
final class Progress {

    private final PrintStream out;
    private final Plan plan;
    private int done;

    Progress(PrintStream out, Plan plan) {
        this.out = out;
        this.plan = plan;
    }

    void say(String line) {
        out.println(line);
    }

    /** A system runs. */
    void started(Contestant contestant) {
        String bytes = contestant
                .wire()
                .map(wire -> String.format(
                        Locale.ROOT, ", a place takes %.1f + %.1f bytes on the wire", wire.request(), wire.reply()))
                .orElse("");
        say(contestant.system() + " runs" + bytes);
    }

    /** A measurement has ended. */
    void measured(int round, String system, Cell cell, CellResult result) {
        if (result.metrics().isEmpty()) {
            line(
                    round,
                    system,
                    cell,
                    "VOID: " + result.failures() + " failed calls, " + result.calls() + " good ones; first: "
                            + result.firstFailure());
        } else {
            Metric metric = Metric.named(cell.mainMetric());
            double value = result.metrics().getOrDefault(metric.name(), Double.NaN);
            String what = cell == Cell.ONE ? " (place p50)" : "";
            line(round, system, cell, metric.format(value) + " " + metric.unit() + what);
        }
    }

    /** A measurement could not be made. */
    void skipped(int round, String system, Cell cell, String why) {
        line(round, system, cell, why);
    }

    private void line(int round, String system, Cell cell, String figure) {
        done++;
        Duration left = plan.remaining(plan.measurements() - done);
        out.printf(
                Locale.ROOT,
                "round %d/%d  %-12s  %-20s  %-26s  %s left%n",
                round,
                plan.rounds(),
                cell.title(),
                system,
                figure,
                minutes(left));
    }

    /** As minutes and seconds. */
    static String minutes(Duration time) {
        return String.format(Locale.ROOT, "%d:%02d", time.toMinutes(), time.toSecondsPart());
    }
}
