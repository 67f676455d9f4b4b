package org.cdirpc.extension.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.cdirpc.cluster.hazelcast.HazelcastMember;
import org.cdirpc.cluster.hazelcast.MemberSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a node can be in the registry's grid, by configuration alone; real members and clients on loopback. */
@Timeout(120)
class GridModesTest {

    private static MemberSettings grid() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = Math.min(free.getLocalPort(), 65_000);
            return MemberSettings.onLoopback(
                    "modes-" + UUID.randomUUID(), port, 10, GridModesTest.class.getClassLoader());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RpcNode.Builder node(String... keysAndValues) {
        Map<String, String> values =
                new HashMap<>(Map.of("cdirpc.drain", "0ms", "cdirpc.timeout", "30s", "cdirpc.connect-timeout", "30s"));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            values.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return RpcNode.builder().config(RpcConfig.of(values));
    }

    private static int add(RpcNode consumer) {
        return consumer.proxy(Shop.class).add(1, 2);
    }

    @Test
    void clientsOfAClusterThatRunsElsewhereCallEachOther(@TempDir Path folder) throws Exception {
        MemberSettings grid = grid();
        String members = "127.0.0.1:" + grid.firstPort() + "-" + (grid.firstPort() + 9);
        Path file = folder.resolve("client.yaml");
        Files.writeString(
                file,
                "hazelcast-client:\n  cluster-name: " + grid.clusterName() + "\n  network:\n    cluster-members: ['"
                        + "127.0.0.1:" + grid.firstPort() + "']\n");
        try (HazelcastMember external = HazelcastMember.start(grid);
                RpcNode provider = node(
                                "cdirpc.cluster.mode",
                                "client",
                                "cdirpc.cluster.name",
                                grid.clusterName(),
                                "cdirpc.cluster.members",
                                members)
                        .export(Shop.class, new ShopBean("a"))
                        .start();
                RpcNode consumer = node("cdirpc.cluster.mode", "client", "cdirpc.cluster.config", file.toString())
                        .start()) {
            assertThat(add(consumer)).isEqualTo(3);
            assertThat(external.instance().getCluster().getMembers()).hasSize(1);
            assertThat(external.instance().getClientService().getConnectedClients())
                    .hasSize(2);
            // Without the grid, calls go on by what was known last.
            external.instance().getLifecycleService().terminate();
            assertThat(add(consumer)).isEqualTo(3);
            assertThat(provider.address()).isNotEmpty();
        }
    }

    @Test
    void membersByTheApplicationsOwnFileFindEachOther(@TempDir Path folder) throws Exception {
        MemberSettings grid = grid();
        Path file = folder.resolve("hazelcast.yaml");
        Files.writeString(file, """
                hazelcast:
                  cluster-name: %s
                  jet:
                    enabled: false
                  network:
                    port:
                      port: %d
                      port-count: 10
                    interfaces:
                      enabled: true
                      interfaces: [127.0.0.1]
                    join:
                      auto-detection:
                        enabled: false
                      tcp-ip:
                        enabled: true
                        member-list: ['127.0.0.1:%d']
                """.formatted(grid.clusterName(), grid.firstPort(), grid.firstPort()));
        try (RpcNode provider = node("cdirpc.cluster.config", file.toString())
                        .export(Shop.class, new ShopBean("a"))
                        .start();
                RpcNode consumer =
                        node("cdirpc.cluster.config", file.toString()).start()) {
            assertThat(add(consumer)).isEqualTo(3);
            assertThat(provider.address()).isNotEmpty();
        }
    }

    @Test
    void whatIsGivenAndWhatIsConfiguredHaveToAgree() {
        assertThat(catchThrowableOfType(
                                RpcStartException.class,
                                () -> node("cdirpc.cluster.mode", "given").start())
                        .problems())
                .singleElement()
                .asString()
                .startsWith("CDIRPC360180: cdirpc.cluster.mode: given, and node");
        MemberSettings grid = grid();
        try (HazelcastMember own = HazelcastMember.start(grid)) {
            assertThat(catchThrowableOfType(
                                    RpcStartException.class,
                                    () -> node("cdirpc.cluster.mode", "client")
                                            .hazelcast(own.instance())
                                            .start())
                            .problems())
                    .singleElement()
                    .asString()
                    .startsWith("CDIRPC360181: cdirpc.cluster.mode: client, and node");
            try (RpcNode given = node("cdirpc.cluster.mode", "given")
                    .hazelcast(own.instance())
                    .export(Shop.class, new ShopBean("a"))
                    .start()) {
                assertThat(add(given)).isEqualTo(3);
            }
            assertThat(own.instance().getLifecycleService().isRunning()).isTrue();
        }
    }
}
