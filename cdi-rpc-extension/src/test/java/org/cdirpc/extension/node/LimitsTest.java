package org.cdirpc.extension.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.cdirpc.Remote;
import org.cdirpc.RpcLimit;
import org.cdirpc.RpcRejectedException;
import org.cdirpc.spi.Progress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Limits of services and methods, as a node is told of them. */
@Timeout(60)
class LimitsTest {

    @Remote(name = "desk")
    interface Desk {
        String ask(String what);

        String look(String what);

        String free(String what);
    }

    static class LimitedDesk implements Desk {
        @Override
        @RpcLimit(perSecond = 1)
        public String ask(String what) {
            return what;
        }

        @Override
        @RpcLimit(perSecond = 1)
        public String look(String what) {
            return what;
        }

        @Override
        public String free(String what) {
            return what;
        }
    }

    @RpcLimit(perSecond = -1)
    static final class WrongDesk extends LimitedDesk {}

    private final InProcessCluster cluster = new InProcessCluster();

    private RpcNode.Builder provider(String... keysAndValues) {
        Map<String, String> values = new HashMap<>(Map.of("cdirpc.failure-mode", "failfast"));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            values.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return RpcNode.builder().inProcess(cluster).config(RpcConfig.of(values));
    }

    private static @Nullable RpcRejectedException rejected(Desk desk) {
        return catchThrowableOfType(RpcRejectedException.class, () -> desk.ask("again"));
    }

    @Test
    void anObjectsMethodsHaveTheLimitsOfTheirAnnotations() {
        try (RpcNode node = provider().export(Desk.class, new LimitedDesk()).start()) {
            Desk desk = node.proxy(Desk.class);
            assertThat(desk.ask("once")).isEqualTo("once");
            RpcRejectedException refused = rejected(desk);
            assertThat(refused.progress()).isEqualTo(Progress.NOT_STARTED);
            assertThat(refused).hasMessageContaining("its limit is 1 calls of desk.ask per second");
            assertThat(desk.look("at")).as("a limit of its own").isEqualTo("at");
            for (int i = 0; i < 100; i++) {
                assertThat(desk.free("as")).isEqualTo("as");
            }
        }
    }

    @Test
    void configurationGoesOverAnnotations() {
        try (RpcNode node = provider(
                        "cdirpc.service.desk.method.ask.max-per-second", "1000000",
                        "cdirpc.service.desk.method.free.max-per-second", "1")
                .export(Desk.class, new LimitedDesk())
                .start()) {
            Desk desk = node.proxy(Desk.class);
            for (int i = 0; i < 20; i++) {
                assertThat(desk.ask("often")).isEqualTo("often");
            }
            assertThat(desk.free("once")).isEqualTo("once");
            assertThatThrownBy(() -> desk.free("twice"))
                    .isInstanceOf(RpcRejectedException.class)
                    .hasMessageContaining("its limit is 1 calls of desk.free per second");
        }
    }

    @Test
    void aLimitOutOfItsRangeStopsTheStart() {
        assertThatThrownBy(() -> provider().export(Desk.class, new WrongDesk()).start())
                .isInstanceOf(RpcStartException.class)
                .hasMessageContaining("@RpcLimit(concurrent = 0, perSecond = -1)");
    }

    /** Alone, the provider has the whole rate of the cluster after a while, and before that a tenth. */
    @Test
    void aRateOfTheClusterIsSharedWithNobodyByOneAlone() {
        try (RpcNode node = provider(
                        "cdirpc.service.desk.cluster-max-per-second", "20",
                        "cdirpc.service.desk.method.ask.max-per-second", "1000000")
                .export(Desk.class, new LimitedDesk())
                .start()) {
            Desk desk = node.proxy(Desk.class);
            String first = refusal(desk);
            assertThat(first)
                    .contains("the cluster's limit is 20 calls of desk per second, of which this instance has 2.0");
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (!refusal(desk).contains("this instance has 20.0")) {
                assertThat(System.nanoTime() - deadline).isNegative();
            }
        }
    }

    /** Calls until it is too often. */
    private static String refusal(Desk desk) {
        for (int i = 0; i < 10_000; i++) {
            RpcRejectedException refused = rejected(desk);
            if (refused != null) {
                return refused.getMessage();
            }
        }
        throw new AssertionError("nothing is refused");
    }

    @Test
    void aRateOfTheClusterNeedsARegistry() {
        RpcConfig config = RpcConfig.of(
                Map.of("cdirpc.endpoints", "127.0.0.1:1", "cdirpc.service.desk.cluster-max-per-second", "50"));
        assertThatThrownBy(() -> RpcNode.builder()
                        .config(config)
                        .export(Desk.class, new LimitedDesk())
                        .start())
                .isInstanceOf(RpcStartException.class)
                .hasMessageContaining("CDIRPC360030: cdirpc.service.desk.cluster-max-per-second")
                .hasMessageContaining("or max-per-second, which is per provider");
    }
}
