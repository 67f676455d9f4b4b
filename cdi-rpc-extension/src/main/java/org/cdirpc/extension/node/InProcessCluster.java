package org.cdirpc.extension.node;

import org.cdirpc.cluster.LocalCluster;
import org.cdirpc.cluster.LocalRates;
import org.cdirpc.transport.channel.InProcessNetwork;

/**
 * A cluster inside one JVM, for unit tests: real channels and real messages, but no port, no Hazelcast and no Undertow.
 * Nodes that were built with the same cluster see each other at once.
 *
 * <pre>{@code
 * InProcessCluster cluster = new InProcessCluster();
 * try (RpcNode provider = RpcNode.builder().inProcess(cluster).export(Orders.class, new OrdersFake()).start();
 *         RpcNode consumer = RpcNode.builder().inProcess(cluster).start()) {
 *     Receipt receipt = consumer.proxy(Orders.class).place(order);
 * }
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class InProcessCluster {

    private final InProcessNetwork network = new InProcessNetwork();
    private final LocalCluster registry = new LocalCluster();

    private final LocalRates rates = new LocalRates();

    /** A cluster without nodes. */
    public InProcessCluster() {}

    InProcessNetwork network() {
        return network;
    }

    LocalRates rates() {
        return rates;
    }

    LocalCluster registry() {
        return registry;
    }
}
