package org.cdirpc.faults.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Some hosts on one switch: network namespaces of this run's own, joined by veth pairs and a bridge in a namespace of its
 * own. Packets may be lost (nft) on their way to all hosts, or between some of them. Nothing outside of these namespaces
 * is touched. Needs root. One thread at a time.
 */
public final class Network implements AutoCloseable {

    /** Addresses mean something inside of the namespaces only. */
    private static final String NET = "10.213.0.";

    private static final String LOSS = "loss";
    private static final String CUTS = "cuts";
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String stem = "cdirpc-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();
    private final String bridge = stem + "-switch";
    private final List<Host> hosts = new ArrayList<>();

    Network(int count) {
        for (int i = 1; i <= count; i++) {
            hosts.add(new Host(stem + "-" + i, NET + i));
        }
    }

    /**
     * A host of it.
     *
     * @param namespace of the system
     * @param address at which its processes listen
     */
    public record Host(String namespace, String address) {

        /** What makes a command run there; the process keeps its id. */
        public List<String> prefix() {
            return List.of("ip", "netns", "exec", namespace);
        }
    }

    /** Why this process cannot make such a network; empty if it seems that it can. */
    public static Optional<String> whyNot() {
        for (String tool : List.of("ip", "nft")) {
            if (List.of("/usr/sbin", "/sbin", "/usr/bin", "/bin").stream()
                    .noneMatch(folder -> Files.isExecutable(Path.of(folder, tool)))) {
                return Optional.of("no " + tool + " on this machine");
            }
        }
        Network trial = new Network(2);
        try (trial) {
            trial.make();
            trial.lose(1);
            return Optional.empty();
        } catch (IOException refused) {
            return Optional.of("no privilege: " + refused.getMessage());
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }

    void make() throws IOException, InterruptedException {
        Command.run("ip", "netns", "add", bridge);
        Command.run("ip", "-n", bridge, "link", "add", "switch", "type", "bridge");
        Command.run("ip", "-n", bridge, "link", "set", "switch", "up");
        for (int i = 0; i < hosts.size(); i++) {
            String host = hosts.get(i).namespace();
            String plug = "port" + (i + 1);
            Command.run("ip", "netns", "add", host);
            Command.run(
                    "ip", "link", "add", "wire", "netns", host, "type", "veth", "peer", "name", plug, "netns", bridge);
            Command.run("ip", "-n", bridge, "link", "set", plug, "master", "switch", "up");
            Command.run("ip", "-n", host, "addr", "add", hosts.get(i).address() + "/24", "dev", "wire");
            Command.run("ip", "-n", host, "link", "set", "lo", "up");
            Command.run("ip", "-n", host, "link", "set", "wire", "up");
        }
    }

    /** The hosts, from 0. */
    public Host host(int index) {
        return hosts.get(index);
    }

    /** All of them. */
    public List<Host> hosts() {
        return List.copyOf(hosts);
    }

    /** Loses so many percent of the packets that arrive at any host; 0 ends it. */
    public void lose(int percent) throws IOException, InterruptedException {
        for (Host host : hosts) {
            clear(host, LOSS);
            if (percent > 0) {
                drop(host, LOSS, "numgen random mod 100 < " + percent);
            }
        }
    }

    /** Loses all packets that go from one host to the other, and no others; nobody is told (no FIN, no RST). */
    public void cutOneWay(Host from, Host to) throws IOException, InterruptedException {
        drop(to, CUTS, "ip saddr " + from.address());
    }

    /** Loses all packets between two hosts. */
    public void cut(Host one, Host other) throws IOException, InterruptedException {
        cutOneWay(one, other);
        cutOneWay(other, one);
    }

    /** Loses the packets of TCP between two hosts that come from, or go to, these ports; from first to last. */
    public void cutPorts(Host one, Host other, int first, int last) throws IOException, InterruptedException {
        for (String end : List.of("sport", "dport")) {
            String ports = "tcp " + end + " " + first + "-" + last;
            drop(one, CUTS, "ip saddr " + other.address() + " " + ports);
            drop(other, CUTS, "ip saddr " + one.address() + " " + ports);
        }
    }

    /** Ends all cuts; loss goes on. */
    public void heal() throws IOException, InterruptedException {
        for (Host host : hosts) {
            clear(host, CUTS);
        }
    }

    private static void drop(Host host, String table, String which) throws IOException, InterruptedException {
        nft(host, "add table inet " + table);
        nft(host, "add chain inet " + table + " arriving { type filter hook input priority 0; }");
        nft(host, "add rule inet " + table + " arriving iifname wire " + which + " counter drop");
    }

    private static void clear(Host host, String table) throws IOException, InterruptedException {
        nft(host, "add table inet " + table);
        nft(host, "flush table inet " + table);
    }

    private static void nft(Host host, String rule) throws IOException, InterruptedException {
        Command.run("ip", "netns", "exec", host.namespace(), "nft", rule);
    }

    @Override
    public void close() {
        for (Host host : hosts) {
            delete(host.namespace());
        }
        delete(bridge);
    }

    private static void delete(String namespace) {
        try {
            Command.run("ip", "netns", "del", namespace);
        } catch (IOException neverMade) {
            // Nothing to delete then.
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
