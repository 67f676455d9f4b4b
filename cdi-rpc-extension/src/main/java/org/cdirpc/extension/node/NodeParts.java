package org.cdirpc.extension.node;

import com.hazelcast.core.HazelcastInstance;
import java.util.List;
import java.util.function.Consumer;
import org.cdirpc.RpcEvent;
import org.cdirpc.extension.client.LocalBeans;
import org.cdirpc.spi.BalancerFactory;
import org.jspecify.annotations.Nullable;

/**
 * What an application gives to its node, besides what it serves.
 *
 * @param config the configuration
 * @param loader the application's class loader
 * @param inProcess the cluster inside this JVM to live in; null for a real one
 * @param hazelcast the application's own Hazelcast member or client; null if it has none
 * @param interceptors stand around calls
 * @param events is told what the node finds out
 * @param locals stand in for instances
 * @param consumed the proxies that it is going to ask for, as far as it knows
 * @param balancers can be named, besides those that are built in
 */
record NodeParts(
        RpcConfig config,
        ClassLoader loader,
        @Nullable InProcessCluster inProcess,
        @Nullable HazelcastInstance hazelcast,
        Interceptors interceptors,
        Consumer<? super RpcEvent> events,
        LocalBeans locals,
        List<Consumed> consumed,
        List<BalancerFactory> balancers) {

    /** Immutable copies. */
    NodeParts {
        consumed = List.copyOf(consumed);
        balancers = List.copyOf(balancers);
    }
}
