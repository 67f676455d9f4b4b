package org.cdirpc.benchmarks.compare.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All costs, one after the other. For one thread. */
final class CostRun {

    private final List<CostStep> steps;
    private final PrintStream out;
    private final List<Cost> costs = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();

    CostRun(List<CostStep> steps, PrintStream out) {
        this.steps = List.copyOf(steps);
        this.out = out;
    }

    /** Measures; whether everything could be, met or not. */
    boolean run(CostLab lab) throws InterruptedException {
        int done = 0;
        for (CostStep step : steps) {
            lab.say("%d/%d  %s", ++done, steps.size(), step.title());
            try {
                costs.addAll(step.measure(lab));
            } catch (BenchException | IOException failure) {
                faults.add(step.title() + ": " + failure.getMessage());
            }
        }
        out.print(table());
        return faults.isEmpty();
    }

    /** The figures as a table, and what has none. */
    String table() {
        StringBuilder text = new StringBuilder("\nCosts (medians)\n");
        costs.forEach(cost -> text.append(cost.line()).append('\n'));
        faults.forEach(fault -> text.append("VOID: ").append(fault).append('\n'));
        return text.toString();
    }

    /** Writes the figures to a file. */
    void write(Path file) throws IOException {
        Map<String, Object> figures = new LinkedHashMap<>();
        for (Cost cost : costs) {
            Map<String, Object> figure = new LinkedHashMap<>();
            figure.put("value", cost.value());
            figure.put(cost.atLeast() ? "at_least" : "at_most", cost.limit());
            figure.put("unit", cost.unit());
            figure.put("passed", String.valueOf(cost.passed()));
            figure.put("detail", cost.detail());
            figures.put(cost.key(), figure);
        }
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("machine", Machine.describe());
        all.put("costs", figures);
        Files.writeString(file, Json.write(all));
        out.println("\n" + file);
    }
}
