package org.cdirpc.faults.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Two hosts with a cable between them: network namespaces of this run's own and a veth pair, in which packets may be lost
 * (nft). Nothing outside of them is touched. Needs root.
 */
public final class Network implements AutoCloseable {

    /** Addresses mean something inside of the namespaces only. */
    private static final String PROVIDER = "10.213.0.1";

    private static final String CONSUMER = "10.213.0.2";
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String stem = "cdirpc-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();
    private final String provider = stem + "-p";
    private final String consumer = stem + "-c";

    /** Why this process cannot make such a network; empty if it seems that it can. */
    public static Optional<String> whyNot() {
        for (String tool : List.of("ip", "nft")) {
            if (List.of("/usr/sbin", "/sbin", "/usr/bin", "/bin").stream()
                    .noneMatch(folder -> Files.isExecutable(Path.of(folder, tool)))) {
                return Optional.of("no " + tool + " on this machine");
            }
        }
        Network trial = new Network();
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
        Command.run("ip", "netns", "add", provider);
        Command.run("ip", "netns", "add", consumer);
        Command.run(
                "ip", "link", "add", "wire", "netns", provider, "type", "veth", "peer", "name", "wire", "netns",
                consumer);
        connect(provider, PROVIDER);
        connect(consumer, CONSUMER);
    }

    private static void connect(String namespace, String address) throws IOException, InterruptedException {
        Command.run("ip", "-n", namespace, "addr", "add", address + "/24", "dev", "wire");
        Command.run("ip", "-n", namespace, "link", "set", "lo", "up");
        Command.run("ip", "-n", namespace, "link", "set", "wire", "up");
    }

    /** Where the provider listens. */
    public String providerAddress() {
        return PROVIDER;
    }

    /** Where the consumer is. */
    public String consumerAddress() {
        return CONSUMER;
    }

    /** What makes a command run on the provider's host; the process keeps its id. */
    public List<String> onProvider() {
        return List.of("ip", "netns", "exec", provider);
    }

    /** What makes a command run on the consumer's host. */
    public List<String> onConsumer() {
        return List.of("ip", "netns", "exec", consumer);
    }

    /** Loses so many percent of the packets that arrive, at both ends; 0 ends it. */
    public void lose(int percent) throws IOException, InterruptedException {
        for (String namespace : List.of(provider, consumer)) {
            nft(namespace, "add table inet lab");
            nft(namespace, "flush table inet lab");
            nft(namespace, "add chain inet lab arriving { type filter hook input priority 0; }");
            if (percent > 0) {
                nft(
                        namespace,
                        "add rule inet lab arriving iifname wire numgen random mod 100 < " + percent + " counter drop");
            }
        }
    }

    private static void nft(String namespace, String rule) throws IOException, InterruptedException {
        Command.run("ip", "netns", "exec", namespace, "nft", rule);
    }

    @Override
    public void close() {
        for (String namespace : List.of(provider, consumer)) {
            try {
                Command.run("ip", "netns", "del", namespace);
            } catch (IOException neverMade) {
                // Nothing to delete then.
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
