package org.cdirpc.cluster.hazelcast;

import static org.cdirpc.cluster.hazelcast.GridMessages.MESSAGES;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.cdirpc.cluster.Endpoint;

/**
 * Settings of an embedded member. The defaults let all nodes on one machine find each other at once, and nobody else.
 *
 * @param clusterName only members of one name form a cluster; 1 to 128 characters; {@code cdi-rpc} by default
 * @param bindHost the one address to listen on, a name or an IP literal, never a wildcard; {@code 127.0.0.1} by default
 * @param firstPort the first port to try, 1 to 65535; 5701 by default
 * @param portCount how many ports to try, 1 to 100; 10 by default
 * @param members where to look for other members, this one may be among them; by default the bind host's ports
 * @param join how others are found; only the list needs members
 * @param classLoader the application's class loader
 */
public record MemberSettings(
        String clusterName,
        String bindHost,
        int firstPort,
        int portCount,
        List<Endpoint> members,
        GridJoin join,
        ClassLoader classLoader) {

    private static final String DEFAULT_NAME = "cdi-rpc";
    private static final String DEFAULT_HOST = "127.0.0.1";
    private static final int DEFAULT_PORT = 5701;
    private static final int DEFAULT_COUNT = 10;

    public MemberSettings {
        if (clusterName.isBlank() || clusterName.length() > 128) {
            throw MESSAGES.setting("cluster name", clusterName, "1 to 128 characters");
        }
        if (bindHost.isBlank()) {
            throw MESSAGES.setting("cluster bind address", bindHost, "one address of this host");
        }
        if (firstPort < 1 || firstPort > 65_535) {
            throw MESSAGES.setting("cluster port", String.valueOf(firstPort), "from 1 to 65535");
        }
        if (portCount < 1 || portCount > 100 || firstPort + portCount > 65_536) {
            throw MESSAGES.setting(
                    "number of cluster ports", String.valueOf(portCount), "from 1 to 100, none of them above 65535");
        }
        members = List.copyOf(members);
        if (members.isEmpty() && join.kind() == GridJoin.Kind.LIST) {
            throw MESSAGES.setting("cluster member addresses", "", "at least one host:port");
        }
        Objects.requireNonNull(classLoader, "classLoader");
    }

    /** A member that finds others by the list. */
    public MemberSettings(
            String clusterName,
            String bindHost,
            int firstPort,
            int portCount,
            List<Endpoint> members,
            ClassLoader classLoader) {
        this(clusterName, bindHost, firstPort, portCount, members, GridJoin.LIST, classLoader);
    }

    /** A member on loopback, ports 5701 to 5710. */
    public static MemberSettings defaults(ClassLoader classLoader) {
        return onLoopback(DEFAULT_NAME, DEFAULT_PORT, DEFAULT_COUNT, classLoader);
    }

    /** A member of a cluster of that name on the given loopback ports. */
    public static MemberSettings onLoopback(String clusterName, int firstPort, int portCount, ClassLoader classLoader) {
        return new MemberSettings(
                clusterName,
                DEFAULT_HOST,
                firstPort,
                portCount,
                // Held within the ranges, so that the constructor is the one that complains.
                IntStream.range(Math.max(1, firstPort), Math.min(65_536, firstPort + Math.min(100, portCount)))
                        .mapToObj(port -> new Endpoint(DEFAULT_HOST, port))
                        .toList(),
                classLoader);
    }
}
