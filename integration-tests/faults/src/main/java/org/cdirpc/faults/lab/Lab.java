package org.cdirpc.faults.lab;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.cdirpc.faults.judge.Account;
import org.cdirpc.faults.judge.Execution;
import org.cdirpc.faults.judge.Told;

/**
 * What one run of a row works with. It owns every process, relay and network that the row starts and ends them, newest
 * first, in {@link #close}. The row's thread uses it; {@code close} may be called by any thread, and again.
 */
public final class Lab implements AutoCloseable {

    private static final long POLL_MILLIS = 5;

    /** Between the ids of two loads of a row. */
    private static final long IDS = 1_000_000_000L;

    /** A condition that may have to look at a file. */
    @FunctionalInterface
    public interface Condition {
        /** Whether it holds. */
        boolean holds() throws IOException;
    }

    private final String row;
    private final Form form;
    private final Path folder;
    private final PrintStream out;
    private final String cluster;
    private final Ports ports = Ports.free(new Random());
    private final long began = System.nanoTime();
    private final Deque<AutoCloseable> owned = new ConcurrentLinkedDeque<>();
    private final List<Provider> providers = new ArrayList<>();
    private final List<Redeployed> redeployed = new ArrayList<>();
    private long nextIds = 1;
    private volatile boolean closed;

    /** A lab for one row, with an empty folder for what its processes write. */
    public Lab(String row, Form form, Path folder, PrintStream out) {
        this.row = row;
        this.form = form;
        this.folder = folder;
        this.out = out;
        this.cluster = "faults-" + ProcessHandle.current().pid() + "-" + row;
    }

    /** How the JVMs of all processes are started, for the head of a report. */
    public static String jvmOptions() {
        return String.join(" ", Jvm.OPTIONS);
    }

    /** How much is to be run. */
    public Form form() {
        return form;
    }

    /** Where processes write. */
    public Path folder() {
        return folder;
    }

    /** Ports for this row. */
    public Ports ports() {
        return ports;
    }

    /** A line of progress. */
    public void say(String text) {
        out.println(String.format(Locale.ROOT, "%-4s %6.1f s  %s", row, (System.nanoTime() - began) / 1e9, text));
        out.flush();
    }

    /**
     * Starts a provider. Without {@code cdirpc.cluster} in its configuration it is a member of the row's cluster. The
     * prefix is put before its command, for a network of its own.
     */
    public Provider provider(String name, Map<String, String> config, List<String> prefix) throws IOException {
        Provider provider = new Provider(this, name, config, prefix);
        providers.add(provider);
        return provider;
    }

    /** Starts a provider on a port that static endpoints name, in no cluster. */
    public Provider standalone(String name, int port, Map<String, String> config) throws IOException {
        Map<String, String> all = new LinkedHashMap<>(config);
        all.put("cdirpc.cluster", "none");
        all.put("cdirpc.port", String.valueOf(port));
        return provider(name, all, List.of());
    }

    /** Starts a process that calls. Without {@code cdirpc.endpoints} it is a member of the row's cluster. */
    public Load load(String name, Map<String, String> config, List<String> prefix) throws IOException {
        long ids = nextIds;
        nextIds += IDS;
        return new Load(this, name, ids, config, prefix);
    }

    /** Which of a row's loads a call is of, in the order in which they were started, from 0. */
    public static int loadOf(long id) {
        return (int) (id / IDS);
    }

    /** Starts a process that calls the providers at these loopback ports. */
    public Load loadOn(String name, int... endpoints) throws IOException {
        return loadOn(name, Map.of(), endpoints);
    }

    /** The same with more configuration. */
    public Load loadOn(String name, Map<String, String> config, int... endpoints) throws IOException {
        List<String> addresses = new ArrayList<>();
        for (int port : endpoints) {
            addresses.add("127.0.0.1:" + port);
        }
        Map<String, String> all = new LinkedHashMap<>(config);
        all.put("cdirpc.endpoints", String.join(",", addresses));
        return load(name, all, List.of());
    }

    /** Starts a process in which an application is deployed and undeployed; a member of the row's cluster. */
    public Redeployed redeployed(String name, Redeployed.Libraries libraries, Map<String, String> config)
            throws IOException {
        long ids = nextIds;
        nextIds += IDS;
        Redeployed process = new Redeployed(this, name, libraries, ids, config);
        redeployed.add(process);
        return process;
    }

    /** Starts a relay in front of a loopback port. */
    public Relay relay(int port) throws IOException {
        return own(Relay.start(ports.next(), port));
    }

    /** Makes a network of so many hosts, each a namespace of its own. */
    public Network network(int hosts) throws IOException, InterruptedException {
        Network network = new Network(hosts);
        // Owned before it exists, so that one that is made half way is deleted too.
        own(network);
        network.make();
        return network;
    }

    /** A Hazelcast cluster of so many processes that know nothing of cdi-rpc; it is not started yet. */
    public ExternalCluster externalCluster(int size) {
        return new ExternalCluster(this, cluster + "-external", size);
    }

    /**
     * The configuration of a node that is an embedded member of the row's cluster on a host of a network.
     *
     * @param port of the member
     */
    public Map<String, String> memberOn(Network network, Network.Host host, int port, List<Integer> ports) {
        List<String> members = new ArrayList<>();
        for (Network.Host other : network.hosts()) {
            ports.forEach(each -> members.add(other.address() + ":" + each));
        }
        Map<String, String> config = new LinkedHashMap<>();
        config.put("cdirpc.cluster", "hazelcast");
        config.put("cdirpc.cluster.name", cluster);
        config.put("cdirpc.cluster.members", String.join(",", members));
        config.put("cdirpc.cluster.port", String.valueOf(port));
        // Addresses of a network in which there is nobody else.
        config.put("cdirpc.allow-cleartext", "true");
        config.put("cdirpc.host", host.address());
        return config;
    }

    /** Makes a wall clock for one process; its {@link WallClock#prefix} goes before that process's command. */
    public WallClock wallClock(String name) throws IOException, InterruptedException {
        return WallClock.make(name, folder);
    }

    /** Starts a process of the lab with these options of its JVM beside the usual ones. */
    public Child process(String name, Class<?> main, List<String> options, List<String> arguments) throws IOException {
        return start(name, Jvm.command(List.of(), options, Map.of(), main, arguments));
    }

    /** Options for a process whose classes are first looked for in a folder. */
    public static List<String> withClassesOf(Path folder) {
        return Jvm.withClassesOf(folder);
    }

    /** Begins to count what comes in where this process listens. */
    public TcpCounts count(Child process) throws IOException {
        return own(TcpCounts.of(process));
    }

    Child start(String name, List<String> command) throws IOException {
        return own(Child.start(name, command, folder.resolve(name + ".log")));
    }

    Map<String, String> clusterMember() {
        return Map.of(
                "cdirpc.cluster.name", cluster,
                "cdirpc.cluster.members", ports.members(),
                "cdirpc.cluster.port", String.valueOf(ports.nextMember()));
    }

    private <T extends AutoCloseable> T own(T thing) throws IOException {
        owned.push(thing);
        if (closed) {
            close();
            throw new IOException("the row is being ended");
        }
        return thing;
    }

    /** Lets time pass. */
    public void pass(Duration time) throws InterruptedException {
        Thread.sleep(time.toMillis());
    }

    /** Waits until it holds; whether it does within the limit. */
    public boolean within(Duration limit, Condition condition) throws IOException, InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            Thread.sleep(POLL_MILLIS);
        }
        return true;
    }

    /** What all ledgers hold by now. Executions are there as they begin, so that an answered call's is. */
    public List<Execution> executions() throws IOException {
        List<Execution> all = new ArrayList<>();
        for (Provider provider : providers) {
            all.addAll(provider.executions());
        }
        for (Redeployed process : redeployed) {
            all.addAll(process.executions());
        }
        return all;
    }

    /** What the callers were told against all ledgers. */
    public Account account(List<Told> told) throws IOException {
        return Account.of(told, executions());
    }

    @Override
    public void close() {
        closed = true;
        for (AutoCloseable thing = owned.poll(); thing != null; thing = owned.poll()) {
            try {
                thing.close();
            } catch (Exception failed) {
                say("not ended in order: " + failed);
            }
        }
    }
}
