package org.cdirpc.extension.node;

import com.hazelcast.core.HazelcastInstance;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.stream.IntStream;
import org.cdirpc.cluster.Endpoint;
import org.cdirpc.cluster.hazelcast.ClientSettings;
import org.cdirpc.cluster.hazelcast.GridJoin;
import org.cdirpc.cluster.hazelcast.HazelcastLink;
import org.cdirpc.cluster.hazelcast.HazelcastMember;
import org.cdirpc.cluster.hazelcast.MemberSettings;

/** Makes the node's own way into the registry's grid, as the configuration says: a member or a client. */
final class GridAccess {

    private static final int FIRST_PORT = 5701;
    private static final int PORTS = 10;
    private static final int MOST_PORTS = 100;

    private GridAccess() {}

    /**
     * A running instance.
     *
     * @param teardown ends it
     * @throws RuntimeException if the cluster cannot be joined; the message says why
     */
    static HazelcastInstance open(RpcConfig config, ClassLoader loader, Teardown teardown) {
        RpcConfig.Cluster cluster = config.cluster();
        String file = cluster.grid().config().orElse(null);
        if (cluster.grid().isClient()) {
            HazelcastLink link = file == null
                    ? HazelcastLink.start(client(cluster, loader))
                    : HazelcastLink.start(file, ClientSettings.CONNECT_MILLIS, loader);
            return teardown.add("its Hazelcast client", link).instance();
        }
        HazelcastMember member = file == null
                ? member(cluster, loader)
                : HazelcastMember.start(file, config.node().allowCleartext(), loader);
        return teardown.add("its Hazelcast member", member).instance();
    }

    private static ClientSettings client(RpcConfig.Cluster cluster, ClassLoader loader) {
        GridJoin join = join(cluster.grid());
        List<Endpoint> addresses =
                join.kind() == GridJoin.Kind.LIST ? Membership.endpoints(cluster.members()) : List.of();
        return new ClientSettings(cluster.name(), addresses, join, ClientSettings.CONNECT_MILLIS, loader);
    }

    private static GridJoin join(RpcConfig.Grid grid) {
        return new GridJoin(GridJoin.Kind.valueOf(grid.join().name()), grid.options());
    }

    private static HazelcastMember member(RpcConfig.Cluster cluster, ClassLoader loader) {
        List<Endpoint> members = Membership.endpoints(cluster.members());
        if (members.isEmpty() || cluster.grid().join() != RpcConfig.Join.LIST) {
            members = IntStream.range(FIRST_PORT, FIRST_PORT + PORTS)
                    .mapToObj(port -> new Endpoint(cluster.host(), port))
                    .toList();
        }
        int firstPort = cluster.port();
        int ports = 1;
        if (firstPort == 0) {
            // Where the others look for members on this host is where this one should be.
            IntSummaryStatistics own = members.stream()
                    .filter(member -> member.host().equals(cluster.host()))
                    .mapToInt(Endpoint::port)
                    .summaryStatistics();
            boolean listed = own.getCount() > 0 && own.getMax() - own.getMin() < MOST_PORTS;
            firstPort = listed ? own.getMin() : FIRST_PORT;
            ports = listed ? own.getMax() - own.getMin() + 1 : PORTS;
        }
        return HazelcastMember.start(new MemberSettings(
                cluster.name(), cluster.host(), firstPort, ports, members, join(cluster.grid()), loader));
    }
}
