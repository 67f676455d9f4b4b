package org.cdirpc.benchmarks.compare.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/** What a measurement of costs needs: JVMs, and someone who listens. */
final class CostLab {

    /** The longest that an answer may take. */
    static final Duration LONGEST = Duration.ofSeconds(60);

    private final Launch launch;
    private final PrintStream out;

    CostLab(Launch launch, PrintStream out) {
        this.launch = launch;
        this.out = out;
    }

    /** A probe that is ready. */
    Child start(String name, String argument) throws IOException, BenchException, InterruptedException {
        Child probe = launch.probe("costs-" + name, Map.of(), name, argument);
        probe.ready(LONGEST);
        return probe;
    }

    /** The milliseconds from the start of a JVM until it says that it is ready; it ends then. */
    double startMillis(String log, Map<String, String> properties, String argument)
            throws IOException, BenchException, InterruptedException {
        long begin = System.nanoTime();
        try (Child probe = launch.probe("costs-" + log, properties, "start", argument)) {
            probe.ready(LONGEST);
            return (System.nanoTime() - begin) / 1e6;
        }
    }

    /** A provider's address and process. */
    record Provider(Child child, String address) implements AutoCloseable {
        @Override
        public void close() {
            child.close();
        }
    }

    /** A provider that is ready, with many services or without. */
    Provider provider(boolean services) throws IOException, BenchException, InterruptedException {
        Child child = launch.probe("costs-provider", Map.of(), "provider", services ? "services" : "desk");
        return new Provider(child, child.ready(LONGEST));
    }

    /** The numbers of an answer. */
    static double[] ask(Child probe, String question) throws BenchException, InterruptedException {
        return Arrays.stream(probe.ask(question, LONGEST).split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    /** Tells whoever watches. */
    void say(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
