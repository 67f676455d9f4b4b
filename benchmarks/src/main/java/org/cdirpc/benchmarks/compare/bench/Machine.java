package org.cdirpc.benchmarks.compare.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where and how the figures came about, as words for the results. */
final class Machine {

    /** A system property: the commit that was built. */
    static final String COMMIT = "bench.commit";

    private Machine() {}

    static Map<String, Object> describe(Plan plan) {
        Map<String, Object> machine = describe();
        machine.put("rounds", plan.rounds());
        machine.put("seconds", plan.cell().toSeconds());
        return machine;
    }

    /** Without a plan. */
    static Map<String, Object> describe() {
        Map<String, Object> machine = new LinkedHashMap<>();
        machine.put("cpu", cpu());
        machine.put("cores", Runtime.getRuntime().availableProcessors());
        machine.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        machine.put("jdk", System.getProperty("java.vm.name") + " " + Runtime.version());
        machine.put("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        machine.put("commit", System.getProperty(COMMIT, "unknown"));
        machine.put("flags", String.join(" ", Launch.FLAGS));
        return machine;
    }

    private static String cpu() {
        try {
            return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException elsewhere) {
            return System.getProperty("os.arch");
        }
    }
}
