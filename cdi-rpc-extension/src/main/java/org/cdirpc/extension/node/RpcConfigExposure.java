package org.cdirpc.extension.node;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** Which addresses are reached from other machines. */
final class RpcConfigExposure {

    private RpcConfigExposure() {}

    /** The keys whose address is not a loopback one. */
    static List<String> keys(RpcConfig.Node node, RpcConfig.Cluster cluster) {
        List<String> keys = new ArrayList<>();
        if (isExposed(node.host())) {
            keys.add(RpcConfigKeys.HOST.name());
        }
        if (cluster.usesHazelcast()
                && isExposed(cluster.host())
                && !cluster.host().equals(node.host())) {
            keys.add(RpcConfigKeys.CLUSTER_HOST.name());
        }
        return List.copyOf(keys);
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
