package org.cdirpc.cluster.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.cdirpc.cluster.Endpoint;
import org.junit.jupiter.api.Test;

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
        assertThat(join.getTcpIpConfig().getMembers())
                .hasSize(10)
                .startsWith("127.0.0.1:5701")
                .endsWith("127.0.0.1:5710");
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
}
