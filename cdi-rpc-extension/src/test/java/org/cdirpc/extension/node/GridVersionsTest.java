package org.cdirpc.extension.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.cdirpc.RpcVersions;
import org.cdirpc.cluster.hazelcast.HazelcastMember;
import org.cdirpc.cluster.hazelcast.MemberSettings;
import org.cdirpc.spi.VersionRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The gate on two members of a real grid. */
@Timeout(120)
class GridVersionsTest {

    private static MemberSettings grid() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // Two members find each other in a range of ports that begins with a free one.
            int port = Math.min(free.getLocalPort(), 65_000);
            return MemberSettings.onLoopback(
                    "versions-" + UUID.randomUUID(), port, 20, GridVersionsTest.class.getClassLoader());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RpcNode.Builder on(HazelcastMember member, String name) {
        return RpcNode.builder()
                .hazelcast(member.instance())
                .config(RpcConfig.of(Map.of("cdirpc.node.name", name, "cdirpc.drain", "0ms")));
    }

    private static List<RpcVersions.Consumer> consumers(RpcNode node, int count) {
        List<RpcVersions.Consumer> known = node.versions().consumersOf(Orders.SERVICE);
        while (known.size() != count) {
            Thread.onSpinWait();
            known = node.versions().consumersOf(Orders.SERVICE);
        }
        return known;
    }

    @Test
    void whatOneMembersNodesUseIsSparedByTheDeploymentsOfTheOther() {
        MemberSettings grid = grid();
        try (HazelcastMember first = HazelcastMember.start(grid);
                HazelcastMember second = HazelcastMember.start(grid);
                RpcNode old = on(first, "old")
                        .export(Orders.V10.class, new Orders.Bean())
                        .start();
                RpcNode web = on(first, "web").start()) {
            assertThat(second.instance().getCluster().getMembers()).hasSize(2);
            assertThat(web.proxy(Orders.V10.class).place(1)).isEqualTo("placed 1");
            consumers(old, 1);

            assertThat(catchThrowableOfType(
                                    RpcStartException.class,
                                    () -> on(second, "changed")
                                            .export(Orders.V10Changed.class, new Orders.TextBean())
                                            .start())
                            .problems())
                    .satisfiesExactly(
                            shape -> assertThat(shape).contains("CDIRPC360110", "by old", "place("),
                            broken -> assertThat(broken).contains("CDIRPC360111", "used by web (1.0)"));
            assertThat(catchThrowableOfType(
                                    RpcStartException.class,
                                    () -> on(second, "broken")
                                            .export(Orders.V12Broken.class, new Orders.TextBean())
                                            .start())
                            .problems())
                    .singleElement()
                    .asString()
                    .contains("CDIRPC360111", "place(", "used by web (1.0)");

            try (RpcNode next = on(second, "next")
                    .export(Orders.V11.class, new Orders.Bean())
                    .start()) {
                assertThat(consumers(next, 1)).singleElement().satisfies(consumer -> {
                    assertThat(consumer.node()).isEqualTo("web");
                    assertThat(consumer.instance()).isEqualTo(web.instance());
                    assertThat(consumer.range()).isEqualTo(VersionRange.parse("1.0"));
                });
                web.close();
                assertThat(consumers(next, 0)).isEmpty();
            }
        }
    }
}
