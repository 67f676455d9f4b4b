package org.cdirpc.cluster.hazelcast;

import static org.cdirpc.cluster.hazelcast.GridMessages.MESSAGES;

import java.util.List;
import java.util.Objects;
import org.cdirpc.cluster.Endpoint;

/**
 * Settings of a client of a cluster that runs elsewhere.
 *
 * @param clusterName the cluster's name
 * @param addresses some of its members; a name stands for one of its addresses, looked up at each connect
 * @param join how members are found: by the list, which needs addresses, or by Kubernetes
 * @param connectMillis how long the first connect may take, 100 to 600000; later ones are tried for ever
 * @param classLoader the application's class loader
 */
public record ClientSettings(
        String clusterName, List<Endpoint> addresses, GridJoin join, long connectMillis, ClassLoader classLoader) {

    /** How long the first connect may take unless told otherwise, in milliseconds. */
    public static final long CONNECT_MILLIS = 10_000;

    public ClientSettings {
        addresses = List.copyOf(addresses);
        if (join.kind() == GridJoin.Kind.MULTICAST) {
            throw MESSAGES.setting("cluster join of a client", "multicast", "list or kubernetes");
        }
        if (addresses.isEmpty() && join.kind() == GridJoin.Kind.LIST) {
            throw MESSAGES.setting("cluster member addresses", "", "at least one host:port");
        }
        if (connectMillis < 100 || connectMillis > 600_000) {
            throw MESSAGES.setting("time to connect", connectMillis + " ms", "from 100 to 600000 ms");
        }
        Objects.requireNonNull(classLoader, "classLoader");
    }
}
