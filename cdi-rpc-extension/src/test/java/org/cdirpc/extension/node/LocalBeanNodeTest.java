package org.cdirpc.extension.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.cdirpc.CallScope;
import org.cdirpc.OneWay;
import org.cdirpc.Remote;
import org.cdirpc.RoutingKey;
import org.cdirpc.RpcTimeoutException;
import org.cdirpc.extension.call.ContractCodec;
import org.cdirpc.extension.contract.Contract;
import org.cdirpc.transport.cbor.CborLimits;
import org.cdirpc.transport.cbor.CborMapping;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Fallbacks, mocks, and where calls with a key go. */
@Timeout(60)
class LocalBeanNodeTest {

    @Remote
    interface Desk {
        List<String> same(List<String> given) throws IOException;

        CompletionStage<String> later(String value);

        @OneWay
        void note(String value);

        String keyed(@RoutingKey String key, int other);
    }

    private static class Local implements Desk {
        final String name;
        final CountDownLatch noted = new CountDownLatch(1);

        Local(String name) {
            this.name = name;
        }

        @Override
        public List<String> same(List<String> given) throws IOException {
            if (given.isEmpty()) {
                throw new IOException("empty");
            }
            return given;
        }

        @Override
        public CompletionStage<String> later(String value) {
            return value.equals("never") ? new CompletableFuture<>() : CompletableFuture.completedFuture(name);
        }

        @Override
        public void note(String value) {
            noted.countDown();
        }

        @Override
        public String keyed(String key, int other) {
            return name;
        }
    }

    @Remote
    interface Keyed {
        String keyed(@RoutingKey String key, int other);

        String later(String value);
    }

    private final InProcessCluster cluster = new InProcessCluster();

    private RpcNode.Builder node(String name) {
        return RpcNode.builder().inProcess(cluster).config(RpcConfig.of(Map.of("cdirpc.node.name", name)));
    }

    private record Named(String name) implements Keyed {
        @Override
        public String keyed(String key, int other) {
            return name;
        }

        @Override
        public String later(String value) {
            return name;
        }
    }

    @Test
    void theFallbackServesUntilThereIsAnInstance() throws Exception {
        Keyed fallback = new Named("fallback");
        try (RpcNode consumer = node("c").fallback(Keyed.class, fallback).start()) {
            Keyed keyed = consumer.proxy(Keyed.class);
            assertThat(keyed.later("x")).isEqualTo("fallback");
            try (RpcNode provider =
                    node("p").export(Keyed.class, new Named("remote")).start()) {
                assertThat(provider.name()).isEqualTo("p");
                assertThat(keyed.later("x")).isEqualTo("remote");
            }
            assertThat(keyed.later("x")).isEqualTo("fallback");
        }
    }

    @Test
    void aMockGetsTheCallersOwnObjectsAndItsDeadlines() throws Exception {
        Local local = new Local("mock");
        try (RpcNode node = node("c").mock(Desk.class, local).start()) {
            Desk desk = node.proxy(Desk.class);
            List<String> given = List.of("x");
            assertThat(desk.same(given)).isSameAs(given);
            assertThatThrownBy(() -> desk.same(List.of()))
                    .isInstanceOf(IOException.class)
                    .hasMessage("empty");
            assertThat(desk.later("x").toCompletableFuture().get(5, TimeUnit.SECONDS))
                    .isEqualTo("mock");
            desk.note("x");
            assertThat(local.noted.await(5, TimeUnit.SECONDS)).isTrue();
            CompletionStage<String> never =
                    CallScope.withTimeout(Duration.ofMillis(30)).call(() -> desk.later("never"));
            assertThatThrownBy(() -> never.toCompletableFuture().get(5, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(RpcTimeoutException.class);
        }
    }

    @Remote
    interface Failing {
        String fail();
    }

    @Test
    void whatTheBeanThrowsIsNothingForTheFallback() {
        try (RpcNode provider = node("p")
                        .export(Failing.class, () -> {
                            throw new IllegalStateException("it ran");
                        })
                        .start();
                RpcNode consumer =
                        node("c").fallback(Failing.class, () -> "fallback").start()) {
            assertThat(provider.name()).isEqualTo("p");
            Failing failing = consumer.proxy(Failing.class);
            assertThatThrownBy(failing::fail).hasMessageContaining("it ran");
        }
    }

    @Test
    void equalKeysGoToOneInstanceWhateverTheOtherArguments() {
        try (RpcNode a = node("a").export(Keyed.class, new Named("a")).start();
                RpcNode b = node("b").export(Keyed.class, new Named("b")).start();
                RpcNode consumer = node("c").start();
                RpcNode other = node("d").start()) {
            assertThat(List.of(a.name(), b.name())).containsExactly("a", "b");
            Keyed keyed = consumer.proxy(Keyed.class);
            int atA = 0;
            for (int key = 0; key < 40; key++) {
                String first = keyed.keyed("k" + key, 0);
                atA += first.equals("a") ? 1 : 0;
                for (int i = 1; i < 4; i++) {
                    assertThat(keyed.keyed("k" + key, i)).isEqualTo(first);
                }
                assertThat(other.proxy(Keyed.class).keyed("k" + key, 9))
                        .as("other nodes think the same")
                        .isEqualTo(first);
            }
            assertThat(atA).isBetween(5, 35);
        }
    }

    /** Fixed: nodes of different releases must send equal keys to the same instance. */
    @Test
    void theHashOfAKeyNeverChanges() {
        ContractCodec codec = ContractCodec.of(
                Contract.read(Keyed.class).contract().orElseThrow(), new CborMapping(CborLimits.DEFAULT), 1 << 20);
        assertThat(codec.methods().get(0).routingHash(new Object[] {"tea", 1}))
                .isEqualTo(codec.methods().get(0).routingHash(new Object[] {"tea", 2}))
                .isNotEqualTo(codec.methods().get(0).routingHash(new Object[] {"milk", 1}));
        assertThat(codec.methods().get(1).routingHash(new Object[] {"tea"})).isZero();
    }
}
