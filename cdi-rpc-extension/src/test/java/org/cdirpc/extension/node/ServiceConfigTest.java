package org.cdirpc.extension.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.cdirpc.FailureMode;
import org.cdirpc.cluster.CanaryRules;
import org.cdirpc.transport.cbor.CborLimits;
import org.junit.jupiter.api.Test;

/** What is configured for single services, whose names have dots as the keys do. */
class ServiceConfigTest {

    @Test
    void everyOptionOfAService() {
        RpcConfig config = RpcConfig.of(Map.of(
                "cdirpc.service.com.acme.Orders.timeout", "500ms",
                "cdirpc.service.com.acme.Orders.balancer", "random",
                "cdirpc.service.com.acme.Orders.failure-mode", "hedged",
                "cdirpc.service.com.acme.Orders.max-concurrent", "10",
                "cdirpc.service.com.acme.Orders.max-per-second", "1000",
                "cdirpc.service.com.acme.Orders.cluster-max-per-second", "5000",
                "cdirpc.service.com.acme.Orders.method.place.max-concurrent", "2",
                "cdirpc.service.com.acme.Orders.method.place.max-per-second", "20",
                "cdirpc.service.plain.timeout", "1s",
                "cdirpc.failure-mode", "failfast"));

        assertThat(config.calls().failureMode()).isEqualTo(FailureMode.FAILFAST);
        assertThat(config.services()).containsOnlyKeys("com.acme.Orders", "plain");
        ServiceConfig orders = config.services().get("com.acme.Orders");
        assertThat(orders.timeout()).contains(Duration.ofMillis(500));
        assertThat(orders.balancer()).contains("random");
        assertThat(orders.failureMode()).contains(FailureMode.HEDGED);
        assertThat(orders.canary()).isEmpty();
        assertThat(orders.limits()).isEqualTo(limits(10, 1000));
        assertThat(orders.clusterMaxPerSecond()).hasValue(5000);
        assertThat(orders.methods()).containsOnly(Map.entry("place", limits(2, 20)));
        ServiceConfig plain = config.services().get("plain");
        assertThat(plain.timeout()).contains(Duration.ofSeconds(1));
        assertThat(plain.failureMode()).isEmpty();
        assertThat(plain.limits()).isEqualTo(new ServiceConfig.Limits(OptionalInt.empty(), OptionalInt.empty()));
    }

    @Test
    void anUnknownOptionIsToldWithTheKnownOnes() {
        assertThat(problemsOf(Map.of("cdirpc.service.com.acme.Orders.retries", "3")))
                .containsExactly(
                        "CDIRPC320008: cdirpc.service.com.acme.Orders.retries, from the given map: \"retries\" is"
                                + " no option of a service, or of a method where the key says so (expected: one of timeout,"
                                + " balancer, failure-mode, canary, max-concurrent, max-per-second, cluster-max-per-second,"
                                + " method.<method>.max-concurrent and .max-per-second; remove or rename it)");
        assertThat(problemsOf(Map.of("cdirpc.service.com.acme.Orders.method.place.timeout", "3s")))
                .singleElement()
                .asString()
                .contains("\"timeout\" is no option")
                .contains("(expected: one of max-concurrent, max-per-second;");
    }

    @Test
    void anOptionOfNoServiceIsRefused() {
        assertThat(problemsOf(Map.of("cdirpc.service.timeout", "3s")))
                .containsExactly("CDIRPC320009: cdirpc.service.timeout, from the given map, names no service (expected:"
                        + " cdirpc.service.<service>.timeout)");
    }

    @Test
    void canaryRulesOfAService() {
        RpcConfig config =
                RpcConfig.of(Map.of("cdirpc.service.com.acme.Orders.canary", " [1.3,2) 5%; [1.3,2) tenant=blue "));
        CanaryRules rules = CanaryRules.parse("[1.3,2) 5%; [1.3,2) tenant=blue");
        assertThat(config.services().get("com.acme.Orders").canary()).contains(rules);
        assertThat(new NodeSettings(config, CborLimits.DEFAULT, getClass().getClassLoader()).canaries())
                .isEqualTo(Map.of("com.acme.Orders", rules));
    }

    @Test
    void malformedCanaryRulesStopTheStart() {
        assertThat(problemsOf(Map.of("cdirpc.service.com.acme.Orders.canary", "[1.3,2) 60%; [1.4,2) 60%")))
                .containsExactly(
                        "CDIRPC320001: cdirpc.service.com.acme.Orders.canary: \"[1.3,2) 60%; [1.4,2) 60%\", from"
                                + " the given map (expected: rules separated by ;, each with versions and then a share or"
                                + " attachments, such as [1.3,2) 5%; [1.3,2) tenant=blue; shares of at most 100% together)");
    }

    @Test
    void theStrongestSourceCounts() {
        String key = "cdirpc.service.com.acme.Orders.max-concurrent";
        RpcConfig config = new RpcConfigReader(List.of(
                        new ConfigSourceEnvironment(Map.of("CDIRPC_SERVICE_COM_ACME_ORDERS_MAX_CONCURRENT", "3")),
                        new ConfigSourceMap("one", Map.of(key, "2")),
                        new ConfigSourceMap("other", Map.of(key, "x"))))
                .read();

        assertThat(config.services().get("com.acme.Orders").limits().maxConcurrent())
                .hasValue(3);
    }

    private static ServiceConfig.Limits limits(int concurrent, int perSecond) {
        return new ServiceConfig.Limits(OptionalInt.of(concurrent), OptionalInt.of(perSecond));
    }

    private static List<String> problemsOf(Map<String, String> values) {
        return catchThrowableOfType(RpcConfigException.class, () -> RpcConfig.of(values))
                .problems();
    }
}
