package org.cdirpc.faults.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cdirpc.faults.judge.Execution;
import org.cdirpc.faults.judge.Stalls;
import org.cdirpc.faults.node.Ledger;
import org.cdirpc.faults.node.ProviderMain;

/** One provider through all its starts; each has a ledger of its own. One thread at a time. */
public final class Provider {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final Lab lab;
    private final String name;
    private final Map<String, String> config = new LinkedHashMap<>();
    private List<String> prefix = List.of();
    private int starts;
    private Child child;

    Provider(Lab lab, String name, Map<String, String> config, List<String> prefix) throws IOException {
        this.lab = lab;
        this.name = name;
        this.config.put("cdirpc.node.name", name);
        this.config.putAll(config);
        this.prefix = prefix;
        this.child = spawn();
    }

    private Child spawn() throws IOException {
        starts++;
        Map<String, String> properties = new LinkedHashMap<>(config);
        if (!properties.containsKey("cdirpc.cluster")) {
            lab.clusterMember().forEach(properties::putIfAbsent);
        }
        List<String> arguments =
                List.of(ledger(starts).toString(), stallFile(starts).toString());
        return lab.start(name + "." + starts, Jvm.command(prefix, properties, ProviderMain.class, arguments));
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** Its process; another after each start. */
    public Child process() {
        return child;
    }

    /** Waits until it serves; returns its address. */
    public String awaitReady() throws IOException, InterruptedException {
        return child.await(ProviderMain.READY, START_LIMIT);
    }

    /** Starts it again, under a new instance id; {@link #awaitReady} waits for it. */
    public void startAgain() throws IOException {
        child = spawn();
    }

    /** Starts it again with other values of these settings. */
    public void startAgain(Map<String, String> changed) throws IOException {
        config.putAll(changed);
        startAgain();
    }

    /** Starts it again with other values of these settings, on another host. */
    public void startAgain(Map<String, String> changed, List<String> otherPrefix) throws IOException {
        prefix = otherPrefix;
        startAgain(changed);
    }

    /** What this start of it ran; the first one is 1. */
    public List<Execution> executions(int start) throws IOException {
        Path ledger = ledger(start);
        return Files.exists(ledger) ? Execution.read(ledger, name) : List.of();
    }

    /** How often it was started by now. */
    public int starts() {
        return starts;
    }

    /** Whether it has said that it serves, and nobody has waited for it yet. */
    public boolean isReady() {
        return child.hasSaid(ProviderMain.READY);
    }

    /** All that this start of it wrote to its log. */
    public String log() throws IOException {
        return Files.readString(lab.folder().resolve(name + "." + starts + ".log"));
    }

    /** Whether this start of it has begun to run calls. */
    public boolean hasServed() throws IOException {
        Path ledger = ledger(starts);
        return Files.exists(ledger) && Ledger.hasAny(ledger);
    }

    /** What all starts of it ran. */
    public List<Execution> executions() throws IOException {
        List<Execution> all = new ArrayList<>();
        for (int start = 1; start <= starts; start++) {
            all.addAll(executions(start));
        }
        return all;
    }

    /** When its newest start was kept from running. */
    public Stalls stalls() throws IOException {
        return Stalls.read(stallFile(starts));
    }

    private Path ledger(int start) {
        return lab.folder().resolve("ledger-" + name + "." + start);
    }

    private Path stallFile(int start) {
        return lab.folder().resolve("stalls-" + name + "." + start);
    }
}
