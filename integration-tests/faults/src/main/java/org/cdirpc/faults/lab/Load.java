package org.cdirpc.faults.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cdirpc.faults.judge.Stalls;
import org.cdirpc.faults.judge.Told;
import org.cdirpc.faults.node.LoadMain;
import org.cdirpc.faults.node.LoadSpec;
import org.jspecify.annotations.Nullable;

/** A process that calls, one stretch of load after another. One thread at a time. */
public final class Load {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    /** What is added to a stretch's time limit: the load's own patience, and time to write. */
    private static final Duration END_LIMIT = Duration.ofSeconds(40);

    private final Lab lab;
    private final String name;
    private final Child child;
    private @Nullable LoadSpec running;
    private String totals = "";

    Load(Lab lab, String name, long firstId, Map<String, String> config, List<String> prefix) throws IOException {
        this.lab = lab;
        this.name = name;
        Map<String, String> properties = new LinkedHashMap<>(config);
        properties.put("cdirpc.node.name", name);
        if (!properties.containsKey("cdirpc.cluster") && !properties.containsKey("cdirpc.endpoints")) {
            lab.clusterMember().forEach(properties::putIfAbsent);
        }
        List<String> arguments = List.of(lab.folder().toString(), stallFile().toString(), String.valueOf(firstId));
        this.child = lab.start(name, Jvm.command(prefix, properties, LoadMain.class, arguments));
    }

    /** Waits until it can call. */
    public void awaitReady() throws IOException, InterruptedException {
        child.await(LoadMain.READY.strip(), START_LIMIT);
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** Its process. */
    public Child process() {
        return child;
    }

    /** Begins a stretch; its name is unique in the row. */
    public void begin(LoadSpec spec) throws IOException {
        running = spec;
        child.tell("begin " + spec.line());
    }

    /** Ends the stretch: no more calls, and all that were made are waited for. Returns what their callers were told. */
    public List<Told> end() throws IOException, InterruptedException {
        LoadSpec spec = running;
        if (spec == null) {
            throw new IllegalStateException(name + ": no load to end");
        }
        running = null;
        child.tell("end");
        totals = child.await(LoadMain.ENDED, spec.timeout().plus(END_LIMIT));
        return Told.read(lab.folder().resolve("told-" + spec.name()));
    }

    /** One stretch of this length. */
    public List<Told> run(LoadSpec spec, Duration length) throws IOException, InterruptedException {
        begin(spec);
        lab.pass(length);
        return end();
    }

    /** How many calls of the last stretch were not made, because too many were in flight. */
    public long notMade() {
        return Long.parseLong(totals.substring(totals.indexOf("notMade=") + "notMade=".length()));
    }

    /** When it was kept from running. */
    public Stalls stalls() throws IOException {
        return Stalls.read(stallFile());
    }

    private Path stallFile() {
        return lab.folder().resolve("stalls-" + name);
    }
}
