package org.cdirpc.extension.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cdirpc.FailureMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RpcConfigTest {

    @Test
    void everyDefaultWorksOnOneMachine() {
        RpcConfig config = RpcConfig.defaults();

        assertThat(config.enabled()).isTrue();
        assertThat(config.node().name()).endsWith("-" + ProcessHandle.current().pid());
        assertThat(config.node().host()).isEqualTo("127.0.0.1");
        assertThat(config.node().port()).isZero();
        assertThat(config.node().advertisedHost()).isEmpty();
        assertThat(config.calls())
                .isEqualTo(new RpcConfig.Calls(
                        Duration.ofSeconds(3), 8 << 20, "p2c", FailureMode.FAILOVER, Duration.ofSeconds(60), true));
        assertThat(config.services()).isEmpty();
        assertThat(config.channels())
                .isEqualTo(
                        new RpcConfig.Channels(Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofSeconds(20)));
        assertThat(config.cluster().usesHazelcast()).isTrue();
        assertThat(config.cluster().host()).isEqualTo("127.0.0.1");
        assertThat(config.cluster().members()).hasSize(10).contains(new RpcConfigAddress("127.0.0.1", 5710));
        assertThat(config.record()).isEmpty();
        assertThat(config.exposedKeys()).isEmpty();
    }

    @Test
    void valuesGoOverDefaults() {
        RpcConfig config = RpcConfig.of(Map.of(
                "cdirpc.node.name", "blue-1",
                "cdirpc.client.self-calls", "AVOID",
                "cdirpc.endpoints", "shop.example:7000, [::1]:7001",
                "cdirpc.record", "target/records"));

        assertThat(config.node().name()).isEqualTo("blue-1");
        assertThat(config.client().selfCalls()).isEqualTo(RpcConfig.SelfCalls.AVOID);
        assertThat(config.cluster().endpoints())
                .containsExactly(new RpcConfigAddress("shop.example", 7000), new RpcConfigAddress("::1", 7001));
        assertThat(config.cluster().usesHazelcast()).isFalse();
        assertThat(config.record()).contains(Path.of("target/records"));
    }

    @ParameterizedTest
    @CsvSource({"500ms,500", "3s,3000", " 3 s ,3000", "1m,60000", "2h,7200000", "PT0.25S,250"})
    void timesHaveUnits(String text, long millis) {
        assertThat(RpcConfig.of(Map.of("cdirpc.timeout", text)).calls().timeout())
                .isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @CsvSource({"65536,65536", "64KiB,65536", "8 mib,8388608", "1GiB,1073741824"})
    void sizesHaveUnits(String text, int bytes) {
        assertThat(RpcConfig.of(Map.of("cdirpc.message-cap", text)).calls().messageCap())
                .isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cdirpc.enabled|yes",
                "cdirpc.node.name|two words",
                "cdirpc.host|http://host",
                "cdirpc.port|65536",
                "cdirpc.port|abc",
                "cdirpc.advertised.port|0",
                "cdirpc.weight|0",
                "cdirpc.timeout|0ms",
                "cdirpc.timeout|25h",
                "cdirpc.timeout|3",
                "cdirpc.timeout|999999999999h",
                "cdirpc.message-cap|1KiB",
                "cdirpc.message-cap|2GiB",
                "cdirpc.message-cap|999999999999GiB",
                "cdirpc.client.self-calls|never",
                "cdirpc.server.threads|0",
                "cdirpc.server.limit|none",
                "cdirpc.failure-mode|inherit",
                "cdirpc.service.com.acme.Orders.timeout|3",
                "cdirpc.service.com.acme.Orders.balancer|two words",
                "cdirpc.service.com.acme.Orders.failure-mode|retry",
                "cdirpc.service.com.acme.Orders.max-concurrent|0",
                "cdirpc.service.com.acme.Orders.max-per-second|10000001",
                "cdirpc.service.com.acme.Orders.cluster-max-per-second|many",
                "cdirpc.service.com.acme.Orders.method.place.max-concurrent|-1",
                "cdirpc.cluster|zookeeper",
                "cdirpc.cluster.members|127.0.0.1:5710-5701",
                "cdirpc.cluster.members|127.0.0.1:5701-99999",
                "cdirpc.endpoints|127.0.0.1",
                "cdirpc.endpoints|127.0.0.1:5701-5710",
            })
    void aWrongValueSaysKeyValueSourceAndWhatWasExpected(String key, String value) {
        assertThat(problemsOf(Map.of(key, value)))
                .singleElement()
                .asString()
                .matches("(?s)CDIRPC320001: \\Q" + key + ": \"" + value + "\", from the given map (expected: \\E.+\\)");
    }

    @Test
    void everyProblemIsReportedTogether() {
        assertThat(problemsOf(Map.of("cdirpc.port", "x", "cdirpc.weight", "0", "cdirpc.tiemout", "3s")))
                .hasSize(3)
                .anySatisfy(problem -> assertThat(problem)
                        .isEqualTo("CDIRPC320002: cdirpc.tiemout, from the given map, is no key of this release"
                                + " (expected: perhaps cdirpc.timeout; remove or rename it)"));
    }

    @Test
    void aKeyWithoutThePrefixIsUnknownWhereOnlyOursAreExpected() {
        assertThat(problemsOf(Map.of("port", "7000")))
                .singleElement()
                .asString()
                .startsWith("CDIRPC320002: port, from the given map, is no key of this release (expected: perhaps"
                        + " cdirpc.port;");
    }

    @Test
    void aDeadChannelIsGivenUpAfterItWasProbed() {
        assertThat(problemsOf(Map.of("cdirpc.ping.interval", "20s")))
                .singleElement()
                .asString()
                .startsWith("CDIRPC320003: cdirpc.ping.dead: PT20S (expected: longer than cdirpc.ping.interval");
    }

    @Test
    void cleartextBeyondLoopbackIsRefusedUnlessAllowed() {
        assertThat(problemsOf(Map.of("cdirpc.host", "192.0.2.1")))
                .singleElement()
                .asString()
                .startsWith("CDIRPC320004: cdirpc.host: \"192.0.2.1\" is reached from other machines")
                .contains("cdirpc.allow-cleartext=true");
        assertThat(problemsOf(Map.of("cdirpc.cluster.host", "192.0.2.1")))
                .singleElement()
                .asString()
                .startsWith("CDIRPC320004: cdirpc.cluster.host");

        RpcConfig allowed = RpcConfig.of(Map.of("cdirpc.host", "192.0.2.1", "cdirpc.allow-cleartext", "true"));
        assertThat(allowed.exposedKeys()).containsExactly("cdirpc.host");
        assertThat(allowed.cluster().host()).isEqualTo("192.0.2.1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mode=given;members=127.0.0.1:5701|members|cdirpc.cluster.mode=given (expected: the given instance says it)",
                "mode=given;config=h.yaml|config|cdirpc.cluster.mode=given (expected: the given instance says it)",
                "mode=client;bean=own|bean|cdirpc.cluster.mode=client (expected: cdirpc.cluster.mode=given)",
                "mode=client;port=5701|port|cdirpc.cluster.mode=client (expected: cdirpc.cluster.members,",
                "mode=client;join=multicast|join|cdirpc.cluster.mode=client (expected: list or kubernetes)",
                "config=h.yaml;name=x|name|cdirpc.cluster.config (expected: that file says it)",
                "join.options=ttl=1|join.options|cdirpc.cluster.join=list (expected: kubernetes or multicast)",
                "join=kubernetes;members=a:1|members|cdirpc.cluster.join=kubernetes (expected: cdirpc.cluster.join=list)",
                "join=multicast;join.options=namespace=x|join.options|cdirpc.cluster.join=multicast (expected: one of group,",
            })
    void whatDoesNotFitTogetherInTheGridIsSaid(String keys, String key, String expected) {
        Map<String, String> values = new HashMap<>();
        for (String pair : keys.split(";")) {
            int equals = pair.indexOf('=');
            values.put("cdirpc.cluster." + pair.substring(0, equals), pair.substring(equals + 1));
        }
        assertThat(problemsOf(values))
                .singleElement()
                .asString()
                .startsWith("CDIRPC320060: cdirpc.cluster." + key + ": \"")
                .contains("\" means nothing with " + expected);
    }

    @Test
    void aGridIsNothingToSayOfWithoutARegistry() {
        assertThat(problemsOf(Map.of("cdirpc.cluster", "none", "cdirpc.cluster.mode", "client")))
                .singleElement()
                .asString()
                .isEqualTo("CDIRPC320060: cdirpc.cluster.mode: \"client\" means nothing with cdirpc.cluster=none"
                        + " (expected: one of the two)");
    }

    @Test
    void aClientSendsCleartextBeyondLoopbackOnlyWhereAllowed() {
        Map<String, String> far =
                new HashMap<>(Map.of("cdirpc.cluster.mode", "client", "cdirpc.cluster.members", "192.0.2.1:5701"));
        assertThat(problemsOf(far))
                .singleElement()
                .asString()
                .startsWith("CDIRPC320004: cdirpc.cluster.members: \"192.0.2.1:5701\"");
        far.put("cdirpc.allow-cleartext", "true");
        assertThat(RpcConfig.of(far).cluster().grid().isClient()).isTrue();
    }

    @Test
    void aWildcardAddressHasToBeAdvertisedAsSomethingElse() {
        assertThat(problemsOf(Map.of("cdirpc.host", "0.0.0.0", "cdirpc.allow-cleartext", "true")))
                .singleElement()
                .asString()
                .startsWith("CDIRPC320005: cdirpc.host: \"0.0.0.0\"");
    }

    private static List<String> problemsOf(Map<String, String> values) {
        return catchThrowableOfType(RpcConfigException.class, () -> RpcConfig.of(values))
                .problems();
    }
}
