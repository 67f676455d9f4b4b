package org.cdirpc.benchmarks.compare.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cdirpc.benchmarks.compare.bench.BenchOptions.UsageException;
import org.cdirpc.benchmarks.compare.cell.Cell;

/** What bin/bench runs. */
public final class BenchMain {

    /** A system property: the folder for results and logs. */
    static final String TARGET = "bench.target";

    private BenchMain() {}

    /** Compares; exits with what {@link BenchOptions#USAGE} says. */
    public static void main(String... arguments) throws IOException, InterruptedException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        int code;
        try {
            BenchOptions options = BenchOptions.parse(arguments);
            if (options.help()) {
                out.println(BenchOptions.USAGE);
                code = 0;
            } else if (options.costs()) {
                code = costs(out);
            } else {
                Plan plan = Plan.of(options, Systems.built(), Cell.available());
                code = run(options, plan, out);
            }
        } catch (UsageException wrong) {
            System.err.println("bench: " + wrong.getMessage());
            code = 2;
        }
        // Whatever threads are still there.
        Runtime.getRuntime().exit(code);
    }

    private static int costs(PrintStream out) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        Path target = Path.of(System.getProperty(TARGET, "target"));
        Path logs = Files.createDirectories(target.resolve("bench"));
        Launch launch = new Launch(logs, List.of());
        Runtime.getRuntime().addShutdownHook(new Thread(launch::close, "bench-end"));
        Machine.describe().forEach((name, value) -> out.println(name + ": " + value));
        out.println("logs: " + logs + "\n");
        CostRun run = new CostRun(CostStep.all(), out);
        boolean whole = run.run(new CostLab(launch, out));
        run.write(target.resolve("costs.json"));
        out.println("\ntook " + Progress.minutes(Duration.ofNanos(System.nanoTime() - begin)));
        return whole ? 0 : 1;
    }

    private static int run(BenchOptions options, Plan plan, PrintStream out) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        Path target = Path.of(System.getProperty(TARGET, "target"));
        Path logs = Files.createDirectories(target.resolve("bench"));
        List<String> prefix = options.pinned() ? List.of("taskset", "-c", firstCpu()) : List.of();
        Launch launch = new Launch(logs, prefix);
        Runtime.getRuntime().addShutdownHook(new Thread(launch::close, "bench-end"));
        introduce(plan, logs, prefix, out);
        Bench bench = new Bench(plan, launch, new Progress(out, plan));
        bench.run(!options.pinned());
        launch.close();
        if (options.pinned()) {
            out.print(PinnedReport.of(bench.results()));
        } else {
            report(plan, bench.results(), target, out);
        }
        bench.faults().forEach(fault -> out.println("VOID: " + fault));
        out.println("\ntook " + Progress.minutes(Duration.ofNanos(System.nanoTime() - begin)));
        return bench.faults().isEmpty() ? 0 : 1;
    }

    private static void introduce(Plan plan, Path logs, List<String> prefix, PrintStream out) {
        Machine.describe(plan).forEach((name, value) -> out.println(name + ": " + value));
        out.println("systems: " + String.join(", ", plan.systems()));
        out.println("every JVM: "
                + String.join(" ", prefix)
                + (prefix.isEmpty() ? "" : " ")
                + "java "
                + String.join(" ", Launch.FLAGS));
        out.println("logs: " + logs);
        out.println("takes about " + Progress.minutes(plan.estimate()) + "\n");
    }

    private static void report(Plan plan, Results results, Path target, PrintStream out) throws IOException {
        Map<String, Object> machine = Machine.describe(plan);
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("machine", machine);
        all.put("systems", results.json());
        Files.writeString(target.resolve("results.json"), Json.write(all));
        Files.writeString(target.resolve("report.html"), HtmlReport.of(machine, results));
        out.print(TerminalReport.of(results));
        out.println("\n" + target.resolve("results.json") + "\n" + target.resolve("report.html"));
    }

    /** The first CPU that this process may run on. */
    private static String firstCpu() throws IOException {
        String key = "Cpus_allowed_list:";
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(key.length()).strip().split("[,-]")[0])
                .findFirst()
                .orElse("0");
    }
}
