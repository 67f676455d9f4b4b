package org.cdirpc.benchmarks.compare.cdirpc;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.cdirpc.RpcException;
import org.cdirpc.benchmarks.compare.Client;
import org.cdirpc.benchmarks.compare.Contender;
import org.cdirpc.extension.cdi.RpcExtension;

/**
 * cdi-rpc as an application in Java SE runs it: Weld, an exported bean on one side and an injected proxy on the other,
 * embedded Hazelcast between them. All configuration is the default but for the port, so that a relay can be pointed at
 * it, and the cluster's name, so that two comparisons on one machine stay apart. Discovery is off because both sides and
 * both beans share one class path.
 */
final class WeldNode {

    private static final Duration LONGEST_JOIN = Duration.ofSeconds(60);

    private WeldNode() {}

    static Contender.Server serve(Class<?> bean) throws IOException {
        int port = freePort();
        System.setProperty("cdirpc.port", String.valueOf(port));
        System.setProperty("cdirpc.cluster.name", cluster(port));
        SeContainer container = start(bean);
        return new Contender.Server() {
            @Override
            public int port() {
                return port;
            }

            @Override
            public void close() {
                container.close();
            }
        };
    }

    static Client connect(int port) throws InterruptedException {
        if (Boolean.getBoolean(Contender.RELAYED)) {
            System.setProperty("cdirpc.endpoints", "127.0.0.1:" + port);
        } else {
            System.setProperty("cdirpc.cluster.name", cluster(port));
        }
        DeskClient client = new DeskClient(start(DeskCaller.class));
        awaitProvider(client);
        return client;
    }

    private static SeContainer start(Class<?> bean) {
        return SeContainerInitializer.newInstance()
                .addProperty("org.jboss.weld.se.shutdownHook", false)
                .disableDiscovery()
                .addExtensions(RpcExtension.class)
                .addBeanClasses(bean)
                .initialize();
    }

    /** Until the cluster's registry has told of the provider. */
    private static void awaitProvider(DeskClient client) throws InterruptedException {
        long end = System.nanoTime() + LONGEST_JOIN.toNanos();
        while (true) {
            try {
                client.ping("hello");
                return;
            } catch (RpcException notYet) {
                if (System.nanoTime() - end > 0) {
                    throw notYet;
                }
                Thread.sleep(50);
            }
        }
    }

    private static String cluster(int port) {
        return "bench-" + port;
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }
}
