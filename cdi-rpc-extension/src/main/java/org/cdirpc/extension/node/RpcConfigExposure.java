package org.cdirpc.extension.node;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Which addresses are reached from other machines. */
final class RpcConfigExposure {

    private RpcConfigExposure() {}

    /** The keys whose address is not a loopback one. */
    static List<String> keys(RpcConfig.Node node, RpcConfig.Cluster cluster) {
        List<String> keys = new ArrayList<>();
        if (isExposed(node.host())) {
            keys.add(RpcConfigKeys.HOST.name());
        }
        boolean member = cluster.usesHazelcast() && !cluster.grid().isClient();
        if (cluster.usesHazelcast()
                && cluster.grid().isClient()
                && cluster.members().stream().anyMatch(address -> isExposed(address.host()))) {
            keys.add(RpcConfigKeys.CLUSTER_MEMBERS.name());
        }
        if (member && isExposed(cluster.host()) && !cluster.host().equals(node.host())) {
            keys.add(RpcConfigKeys.CLUSTER_HOST.name());
        }
        return List.copyOf(keys);
    }

    /** The address, or the addresses, that such a key has. */
    static String valueOf(String key, RpcConfig config) {
        if (key.equals(RpcConfigKeys.HOST.name())) {
            return config.node().host();
        }
        return key.equals(RpcConfigKeys.CLUSTER_HOST.name())
                ? config.cluster().host()
                : config.cluster().members().stream()
                        .map(RpcConfigAddress::toString)
                        .collect(Collectors.joining(","));
    }

    /** Whether the host is bound to every address, which says nothing about where others reach it. */
    static boolean isWildcard(String host) {
        try {
            return InetAddress.getByName(host).isAnyLocalAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static boolean isExposed(String host) {
        try {
            return !InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            // Binding it will fail with a message of its own; until then it counts as the more dangerous kind.
            return true;
        }
    }
}
