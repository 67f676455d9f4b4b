package org.cdirpc.sample.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.cdirpc.sample.demo.node.ConsumerMain;
import org.cdirpc.sample.demo.node.ProviderMain;
import org.cdirpc.sample.demo.node.RecordedOrders;

/**
 * How this run starts its processes.
 *
 * @param run the run's name, and its cluster's
 * @param folder where ledgers, outcomes and logs go
 * @param ports for the members of the cluster
 */
record Launch(String run, Path folder, Ports ports) {

    /** The time limit of a call. */
    static final Duration TIME_LIMIT = Duration.ofSeconds(3);

    private static final int ORDERS_PER_SECOND = 2000;

    /** Small processes that start quickly: this is about what happens to calls, not about how many there can be. */
    private static final List<String> SMALL = List.of(
            "-Xmx160m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "-Djava.net.preferIPv4Stack=true",
            "-Djava.util.logging.SimpleFormatter.format=%1$tT.%1$tL %4$s %3$s: %5$s%6$s%n");

    Child provider(String name, int start, Consumer<String> lines) throws IOException {
        List<String> options = options(name);
        options.add("-D" + RecordedOrders.FILE + "=" + ledger(name, start));
        return Child.start(name, Child.java(options, ProviderMain.class, List.of()), log(name, start), lines);
    }

    Child consumer(String name, Consumer<String> lines) throws IOException {
        List<String> arguments = List.of(
                run, outcomes().toString(), String.valueOf(TIME_LIMIT.toMillis()), String.valueOf(ORDERS_PER_SECOND));
        return Child.start(name, Child.java(options(name), ConsumerMain.class, arguments), log(name, 1), lines);
    }

    private List<String> options(String name) {
        List<String> options = new ArrayList<>(SMALL);
        options.add("-Dshop.node=" + name);
        options.add("-Dcdirpc.node.name=" + name);
        options.add("-Dcdirpc.cluster.name=" + run);
        options.add("-Dcdirpc.cluster.members=" + ports.members());
        options.add("-Dcdirpc.cluster.port=" + ports.next());
        options.add("-Dcdirpc.timeout=" + TIME_LIMIT.toMillis() + "ms");
        options.add("-Dcdirpc.drain=5s");
        return options;
    }

    /** The orders that one start of a provider ran. */
    Path ledger(String name, int start) {
        return folder.resolve("ledger-" + name + "." + start);
    }

    /** What one start of a process said. */
    Path log(String name, int start) {
        return folder.resolve(name + "." + start + ".log");
    }

    /** What the callers were told. */
    Path outcomes() {
        return folder.resolve("outcomes");
    }
}
