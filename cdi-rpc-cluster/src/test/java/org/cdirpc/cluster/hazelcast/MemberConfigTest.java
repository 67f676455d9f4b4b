package org.cdirpc.cluster.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.cdirpc.cluster.Endpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemberConfigTest {

    private static final ClassLoader LOADER = MemberConfigTest.class.getClassLoader();

    private static MemberSettings boundTo(String host) {
        return new MemberSettings("c", host, 5701, 1, List.of(new Endpoint("127.0.0.1", 5701)), LOADER);
    }

    @Test
    void theDefaultsFindNodesOfThisMachineOnly() {
        Config config = MemberConfig.of(MemberSettings.defaults(LOADER));
        assertThat(config.getClusterName()).isEqualTo("cdi-rpc");
        assertThat(config.getClassLoader()).isSameAs(LOADER);
        assertThat(config.getInstanceName())
                .isNotEqualTo(MemberConfig.of(MemberSettings.defaults(LOADER)).getInstanceName());
        assertThat(config.getNetworkConfig().getPort()).isEqualTo(5701);
        assertThat(config.getNetworkConfig().getPortCount()).isEqualTo(10);
        assertThat(config.getNetworkConfig().getInterfaces().isEnabled()).isTrue();
        assertThat(config.getNetworkConfig().getInterfaces().getInterfaces()).containsExactly("127.0.0.1");
        JoinConfig join = config.getNetworkConfig().getJoin();
        assertThat(join.getTcpIpConfig().isEnabled()).isTrue();
        assertThat(join.getTcpIpConfig()).isInstanceOf(LiveMembers.class);
        assertThat(MemberSettings.defaults(LOADER).members())
                .hasSize(10)
                .startsWith(new Endpoint("127.0.0.1", 5701))
                .endsWith(new Endpoint("127.0.0.1", 5710));
        assertThat(join.isAutoDetectionEnabled()).isFalse();
        assertThat(join.getMulticastConfig().isEnabled()).isFalse();
        assertThat(config.getJetConfig().isEnabled()).isFalse();
        assertThat(config.getAdvancedNetworkConfig().isEnabled()).isFalse();
    }

    @Test
    void nothingPhonesHomeListensElsewhereOrOutlivesTheNode() {
        Config config = MemberConfig.of(MemberSettings.defaults(LOADER));
        assertThat(config.getProperty("hazelcast.phone.home.enabled")).isEqualTo("false");
        assertThat(config.getProperty("hazelcast.socket.bind.any")).isEqualTo("false");
        assertThat(config.getProperty("hazelcast.shutdownhook.enabled")).isEqualTo("false");
        assertThat(config.getProperty("hazelcast.graceful.shutdown.max.wait")).isEqualTo("3");
        assertThat(config.getProperty("hazelcast.heartbeat.interval.seconds")).isEqualTo("1");
        assertThat(config.getProperty("hazelcast.max.no.heartbeat.seconds")).isEqualTo("5");
        assertThat(config.getProperty("hazelcast.mastership.claim.timeout.seconds"))
                .isEqualTo("18");
    }

    /** THREATS.md: with the defaults off, an empty list of allowed classes would let every class in. */
    @Test
    void theDeserializationFilterHasItsDefaultsOffAndAListOfItsOwn() {
        var filter = MemberConfig.of(MemberSettings.defaults(LOADER))
                .getSerializationConfig()
                .getJavaSerializationFilterConfig();
        assertThat(filter.isDefaultsDisabled()).isTrue();
        assertThat(filter.getWhitelist().isEmpty()).isFalse();
        assertThat(filter.getWhitelist().getPrefixes()).containsExactly("com.hazelcast.");
        assertThat(filter.getWhitelist().isListed("java.util.PriorityQueue")).isFalse();
        assertThat(filter.getWhitelist().isListed("com.hazelcast.spi.exception.TargetNotMemberException"))
                .isTrue();
    }

    /** What a member answers with while others join is repeated by the asking one, if it can read it. */
    @Test
    void everyExceptionOfTheGridItselfCanBeRead() throws Exception {
        var filter = MemberConfig.of(MemberSettings.defaults(LOADER))
                .getSerializationConfig()
                .getJavaSerializationFilterConfig();
        Path jar = Path.of(
                Config.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        List<String> exceptions;
        try (JarFile classes = new JarFile(jar.toFile())) {
            exceptions = classes.stream()
                    .map(JarEntry::getName)
                    .filter(name -> name.matches("com/hazelcast/(?!jet/|shaded/|sql/).*Exception\\.class"))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .toList();
        }
        assertThat(exceptions)
                .contains("com.hazelcast.internal.cluster.impl.ClusterTopologyChangedException")
                .allMatch(filter.getWhitelist()::isListed)
                .noneMatch(filter.getBlacklist()::isListed);
        assertThat(filter.getBlacklist().isListed("com.hazelcast.shaded.any.Gadget"))
                .isTrue();
    }

    @Test
    void aWildcardOrAnUnknownHostIsAnError() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MemberConfig.of(boundTo("0.0.0.0")))
                .withMessageStartingWith("CDIRPC202501: cluster bind address: '0.0.0.0' (expected: one address");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MemberConfig.of(boundTo("no such host")))
                .withMessageStartingWith("CDIRPC202502:");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MemberSettings.onLoopback("c", 65_530, 10, LOADER))
                .withMessageContaining("none of them above 65535");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DirectorySettings(2000, 5000, 10_000, 5000, System::nanoTime))
                .withMessageContaining("lease: '5000 ms' (expected: from 6000 to");
    }

    @Test
    void multicastStaysOnThisMachineWhereTheMemberDoes() {
        GridJoin join = new GridJoin(GridJoin.Kind.MULTICAST, Map.of("port", "54399", "group", "224.2.2.9"));
        Config config = MemberConfig.of(new MemberSettings("c", "127.0.0.1", 5701, 1, List.of(), join, LOADER));
        JoinConfig used = config.getNetworkConfig().getJoin();
        assertThat(used.getMulticastConfig().isEnabled()).isTrue();
        assertThat(used.getMulticastConfig().getMulticastTimeToLive()).isZero();
        assertThat(used.getMulticastConfig().getMulticastPort()).isEqualTo(54399);
        assertThat(used.getTcpIpConfig().isEnabled()).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GridJoin(GridJoin.Kind.MULTICAST, Map.of("namespace", "x")))
                .withMessageStartingWith(
                        "CDIRPC202500: option of cluster join MULTICAST: 'namespace' (expected: one of");
        GridJoin far = new GridJoin(GridJoin.Kind.MULTICAST, Map.of("ttl", "300"));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> MemberConfig.of(new MemberSettings("c", "127.0.0.1", 5701, 1, List.of(), far, LOADER)))
                .withMessageContaining("'300' (expected: a whole number from 0 to 255)");
    }

    @Test
    void aFileSaysEverythingButWhatMustHoldInsideOfANode(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("own.yaml");
        Files.writeString(file, """
                hazelcast:
                  cluster-name: mine
                  properties:
                    hazelcast.shutdownhook.enabled: true
                    hazelcast.logging.type: jdk
                  network:
                    interfaces:
                      enabled: true
                      interfaces: [127.0.0.1]
                """);
        Config config = MemberConfig.of(file.toString(), false, LOADER);
        assertThat(config.getClusterName()).isEqualTo("mine");
        assertThat(config.getProperty("hazelcast.shutdownhook.enabled")).isEqualTo("false");
        assertThat(config.getProperty("hazelcast.socket.bind.any")).isEqualTo("false");
        assertThat(config.getProperty("hazelcast.logging.type")).isEqualTo("jdk");
        assertThat(config.getSerializationConfig()
                        .getJavaSerializationFilterConfig()
                        .isDefaultsDisabled())
                .isTrue();

        Files.writeString(file, "hazelcast:\n  cluster-name: mine\n");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MemberConfig.of(file.toString(), false, LOADER))
                .withMessageStartingWith("CDIRPC202587: cdirpc.cluster.config: '" + file + "' lets the member listen");
        assertThat(MemberConfig.of(file.toString(), true, LOADER).getClusterName())
                .isEqualTo("mine");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MemberConfig.of("none.yaml", true, LOADER))
                .withMessageStartingWith("CDIRPC202585: cdirpc.cluster.config: 'none.yaml' (expected: a file,");
        Files.writeString(file, "hazelcast: [");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MemberConfig.of(file.toString(), true, LOADER))
                .withMessageStartingWith("CDIRPC202586:");
    }
}
