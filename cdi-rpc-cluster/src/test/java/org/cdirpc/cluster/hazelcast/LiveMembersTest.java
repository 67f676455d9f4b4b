package org.cdirpc.cluster.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.cdirpc.cluster.Endpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LiveMembersTest {

    private static ServerSocket listening(String host) throws Exception {
        return new ServerSocket(0, 50, InetAddress.getByName(host));
    }

    @Test
    void onlyWhereSomebodyListens() throws Exception {
        try (ServerSocket one = listening("127.0.0.1");
                ServerSocket gone = listening("127.0.0.1")) {
            int closed = gone.getLocalPort();
            gone.close();
            List<Endpoint> both =
                    List.of(new Endpoint("localhost", one.getLocalPort()), new Endpoint("127.0.0.1", closed));
            assertThat(new LiveMembers(both).getMembers()).containsExactly("127.0.0.1:" + one.getLocalPort());
        }
    }

    /** As behind a firewall that drops: a listener whose queue is full answers nobody. */
    @Test
    void whoDoesNotAnswerCountsAtTheStartOnlyAndCostsNoMoreThanTheLimit() throws Exception {
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            InetSocketAddress address = new InetSocketAddress("127.0.0.1", full.getLocalPort());
            // One connect more than the queue takes is accepted by the kernel, and all later ones are not.
            for (int i = 0;
                    i < 20 && !Listening.among(Set.of(address), 200, false).isEmpty();
                    i++) {
                assertThat(i).isLessThan(19);
            }
            long begun = System.nanoTime();
            assertThat(Listening.among(Set.of(address), 200, true)).containsExactly(address);
            assertThat(Listening.among(Set.of(address), 200, false)).isEmpty();
            assertThat(System.nanoTime() - begun).isLessThan(TimeUnit.SECONDS.toNanos(5));
        }
    }

    @Test
    void aNameThatDoesNotResolveIsLeftOut() {
        assertThat(new LiveMembers(List.of(new Endpoint("no-such-host.invalid", 5701))).getMembers())
                .isEmpty();
    }

    /** Left to itself, the grid takes one address of a name, and drops it where the member listens on another. */
    @Test
    void aNameStandsForAllItsAddressesAndIsLookedUpEachTime() throws Exception {
        Map<String, List<String>> dns = new HashMap<>();
        try (ServerSocket one = listening("127.0.0.1");
                ServerSocket other = new ServerSocket(one.getLocalPort(), 50, InetAddress.getByName("127.0.0.2"))) {
            int port = other.getLocalPort();
            LiveMembers members = new LiveMembers(List.of(new Endpoint("nodes.test", port)), host -> {
                List<InetAddress> addresses = new ArrayList<>();
                for (String address : dns.getOrDefault(host, List.of())) {
                    addresses.add(InetAddress.getByName(address));
                }
                return addresses;
            });
            assertThat(members.getMembers()).isEmpty();
            dns.put("nodes.test", List.of("127.0.0.1", "127.0.0.2", "127.0.0.3"));
            assertThat(members.getMembers()).containsExactlyInAnyOrder("127.0.0.1:" + port, "127.0.0.2:" + port);
            dns.put("nodes.test", List.of("127.0.0.2"));
            assertThat(members.getMembers()).containsExactly("127.0.0.2:" + port);
        }
    }

    @Test
    void membersFindEachOtherByName() throws Exception {
        MemberSettings ports = TestGrid.settings(2);
        List<Endpoint> members = List.of(new Endpoint("localhost", ports.firstPort()));
        try (HazelcastMember one = HazelcastMember.start(named(ports, 0, members));
                HazelcastMember other = HazelcastMember.start(named(ports, 1, members))) {
            assertThat(other.instance().getCluster().getMembers()).hasSize(2);
            TestGrid.awaitMembers(one.instance().getCluster(), 2, 20);
        }
    }

    private static MemberSettings named(MemberSettings ports, int index, List<Endpoint> members) {
        return new MemberSettings(
                ports.clusterName(), "127.0.0.1", ports.firstPort() + index, 1, members, ports.classLoader());
    }

    /** The DNS mode of Hazelcast's own discovery for Kubernetes, with the resolver of this machine. */
    @Test
    void membersFindEachOtherByTheDnsOfKubernetes() throws Exception {
        MemberSettings ports = TestGrid.settings(2);
        GridJoin join = new GridJoin(
                GridJoin.Kind.KUBERNETES,
                Map.of("service-dns", "localhost", "service-port", String.valueOf(ports.firstPort())));
        try (HazelcastMember one = HazelcastMember.start(at(ports, 0, join));
                HazelcastMember other = HazelcastMember.start(at(ports, 1, join))) {
            assertThat(other.instance().getCluster().getMembers()).hasSize(2);
            TestGrid.awaitMembers(one.instance().getCluster(), 2, 20);
        }
    }

    private static MemberSettings at(MemberSettings ports, int index, GridJoin join) {
        return new MemberSettings(
                ports.clusterName(), "127.0.0.1", ports.firstPort() + index, 1, List.of(), join, ports.classLoader());
    }
}
