package org.cdirpc.faults.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cdirpc.faults.judge.Execution;
import org.cdirpc.faults.judge.Told;
import org.cdirpc.faults.node.Ledger;
import org.cdirpc.faults.node.LoadSpec;
import org.cdirpc.faults.node.RedeployMain;

/**
 * A process in which an application is deployed and undeployed, again and again: a member of the row's cluster that
 * serves and calls while it is deployed. One thread at a time.
 */
public final class Redeployed {

    /** Where the application's libraries are. */
    public enum Libraries {
        /** With the application, so that each deployment has its own. */
        BUNDLED,
        /** In the process, for every deployment the same. */
        SHARED
    }

    private static final Duration LIMIT = Duration.ofSeconds(60);

    /**
     * What a soft reference holds is no leak: the JVM lets it go before it runs out of memory, and here at once. Without the
     * second, the serial collector leaves dead objects where they are three times of four, megabytes of them.
     */
    private static final List<String> OPTIONS = List.of(
            "-XX:SoftRefLRUPolicyMSPerMB=0",
            "-XX:MarkSweepAlwaysCompactCount=1",
            "--add-opens=java.base/java.lang=ALL-UNNAMED");

    private final Lab lab;
    private final String name;
    private final Child child;
    private int deployments;

    Redeployed(Lab lab, String name, Libraries libraries, long firstId, Map<String, String> config) throws IOException {
        this.lab = lab;
        this.name = name;
        Map<String, String> properties = new LinkedHashMap<>(config);
        properties.put("cdirpc.node.name", name);
        lab.clusterMember().forEach(properties::putIfAbsent);
        List<String> arguments = List.of(
                lab.folder().toString(),
                name,
                libraries.name().toLowerCase(Locale.ROOT),
                lab.folder().resolve("stalls-" + name).toString(),
                String.valueOf(firstId));
        this.child = lab.start(name, Jvm.command(List.of(), OPTIONS, properties, RedeployMain.class, arguments));
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** Its process. */
    public Child process() {
        return child;
    }

    /** How often it was deployed by now. */
    public int deployments() {
        return deployments;
    }

    /** Waits until it can be deployed to. */
    public void awaitReady() throws IOException, InterruptedException {
        child.await(RedeployMain.READY.strip(), LIMIT);
    }

    /**
     * Asks it to deploy; the application serves, and makes so many calls a second, of so many milliseconds, which may be
     * none. {@link #awaitDeployed} waits for it.
     */
    public void deploy(int rate, int millis, Duration timeout) throws IOException {
        deployments++;
        child.tell("deploy "
                + LoadSpec.of(name + "." + deployments, rate, millis, timeout).line());
    }

    /** Waits until it runs. */
    public void awaitDeployed() throws IOException, InterruptedException {
        child.await(RedeployMain.DEPLOYED, LIMIT);
    }

    /** Asks it to take the application away, once its own calls are answered. {@link #awaitUndeployed} waits for it. */
    public void undeploy() throws IOException {
        child.tell("undeploy");
    }

    /** Waits until it is gone. */
    public void awaitUndeployed() throws IOException, InterruptedException {
        child.await(RedeployMain.UNDEPLOYED, LIMIT);
    }

    /** Remembers what the process has now. */
    public void mark() throws IOException, InterruptedException {
        child.tell("mark");
        child.await(RedeployMain.MARKED.strip(), LIMIT);
    }

    /** What is left of earlier deployments, and beyond what was marked. */
    public Left left() throws IOException, InterruptedException {
        child.tell("left");
        String[] parts = child.await(RedeployMain.LEFT, LIMIT).split(" \\| ");
        return new Left(Long.parseLong(parts[0]), List.of(parts).subList(1, parts.length));
    }

    /**
     * What is left.
     *
     * @param loaders class loaders that cannot be collected
     * @param more threads, MBeans and shutdown hooks that were not there, in words
     */
    public record Left(long loaders, List<String> more) {}

    /** Whether the newest deployment has run a call. */
    public boolean hasServed() throws IOException {
        Path ledger = ledger(deployments);
        return Files.exists(ledger) && Ledger.hasAny(ledger);
    }

    /** What the application's own callers were told, in all deployments that are over. */
    public List<Told> told() throws IOException {
        List<Told> all = new ArrayList<>();
        for (int number = 1; number <= deployments; number++) {
            all.addAll(Told.read(lab.folder().resolve("told-" + name + "." + number)));
        }
        return all;
    }

    /** What one deployment ran; the first is 1. */
    public List<Execution> executions(int number) throws IOException {
        Path ledger = ledger(number);
        return Files.exists(ledger) ? Execution.read(ledger, name) : List.of();
    }

    /** What all deployments ran. */
    public List<Execution> executions() throws IOException {
        List<Execution> all = new ArrayList<>();
        for (int number = 1; number <= deployments; number++) {
            all.addAll(executions(number));
        }
        return all;
    }

    private Path ledger(int number) {
        return lab.folder().resolve("ledger-" + name + "." + number);
    }
}
