package org.cdirpc.extension.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.cdirpc.CallScope;
import org.cdirpc.Remote;
import org.cdirpc.RpcContractException;
import org.cdirpc.RpcUnavailableException;
import org.cdirpc.spi.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nodes on real sockets, with a static list instead of a registry. */
@Timeout(60)
class LoopbackNodeTest {

    private static RpcConfig config(String... keysAndValues) {
        Map<String, String> values = new HashMap<>(Map.of("cdirpc.cluster", "none"));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            values.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return RpcConfig.of(values);
    }

    private static RpcNode provider(ShopBean bean, String... settings) {
        return RpcNode.builder()
                .config(config(settings))
                .export(Shop.class, bean)
                .start();
    }

    /** Those that stay: a thread whose work is done may take a moment to end. */
    private static Set<String> ownThreads() throws InterruptedException {
        Set<String> left = new HashSet<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().contains("cdi-rpc") || thread.getName().contains("XNIO")) {
                thread.join(5_000);
                if (thread.isAlive()) {
                    left.add(thread.getName());
                }
            }
        }
        return left;
    }

    @Test
    void aStaticListFailsOverAndLeavesNothingBehind() throws Exception {
        ShopBean a = new ShopBean("a");
        ShopBean b = new ShopBean("b");
        RpcNode first = provider(a);
        try (RpcNode second = provider(b);
                RpcNode consumer = RpcNode.builder()
                        .config(config("cdirpc.endpoints", first.address() + "," + second.address()))
                        .start()) {
            Shop shop = consumer.proxy(Shop.class);
            for (int i = 0; i < 20; i++) {
                assertThat(shop.add(i, 1)).isEqualTo(i + 1);
            }
            first.close();
            for (int i = 0; i < 20; i++) {
                assertThat(shop.add(i, 1)).isEqualTo(i + 1);
            }
        } finally {
            first.close();
        }
        assertThat(ownThreads()).isEmpty();
    }

    @Test
    void aProviderMayStartAfterItsConsumerAndRestartAtItsAddress() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        try (RpcNode consumer = RpcNode.builder()
                .config(config("cdirpc.endpoints", "127.0.0.1:" + port))
                .start()) {
            Shop shop = consumer.proxy(Shop.class);
            RpcUnavailableException thrown = catchThrowableOfType(RpcUnavailableException.class, () -> shop.add(1, 1));
            assertThat(thrown.progress()).isEqualTo(Progress.NOT_SENT);
            assertThat(thrown).hasMessageContaining("127.0.0.1:" + port).hasMessageContaining("refused");
            for (int start = 0; start < 2; start++) {
                try (RpcNode provider = provider(new ShopBean("p"), "cdirpc.port", String.valueOf(port))) {
                    assertThat(provider.address()).isEqualTo("127.0.0.1:" + port);
                    assertThat(eventually(shop)).isEqualTo(2);
                }
            }
        }
    }

    /** Calls until one is answered: the consumer redials with backoff. The test's own time limit ends it. */
    private static int eventually(Shop shop) {
        while (true) {
            try {
                return shop.add(1, 1);
            } catch (RpcUnavailableException notYet) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void aPortInUseIsNamedWithItsCure() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String port = String.valueOf(taken.getLocalPort());
            assertThatThrownBy(() -> provider(new ShopBean("x"), "cdirpc.port", port))
                    .isInstanceOf(RpcStartException.class)
                    .hasMessageContaining("CDIRPC360010")
                    .hasMessageContaining("127.0.0.1:" + port)
                    .hasMessageContaining("cdirpc.port");
        }
        assertThat(ownThreads()).isEmpty();
    }

    @Test
    void aStaticProviderThatIsTooOldSaysSoAtBinding() {
        try (RpcNode provider = provider(new ShopBean("old"));
                RpcNode consumer = RpcNode.builder()
                        .config(config("cdirpc.endpoints", provider.address()))
                        .start()) {
            Shop newer = consumer.proxy(Shop.class, new ProxyOptions("1.3", "", 0, ""));
            assertThatThrownBy(() -> newer.add(1, 1))
                    .isInstanceOf(RpcContractException.class)
                    .satisfies(thrown -> assertThat(
                                    ((RpcContractException) thrown).progress().certainlyNotRun())
                            .isTrue());
            assertThatThrownBy(() -> newer.add(1, 1))
                    .isInstanceOf(RpcContractException.class)
                    .hasMessageContaining("version 1.2 is served here and 1.3 is needed");
            assertThat(consumer.proxy(Shop.class).add(1, 1)).isEqualTo(2);
        }
    }

    @Remote(name = "org.cdirpc.extension.node.Shop", version = "1.2")
    interface HalfAShop {
        int add(int one, int other);
    }

    /** Else the instance that refuses at once would look like the fastest one. */
    @Test
    void anInstanceWhoseMethodDoesNotFitIsNotAskedAgain() {
        HalfAShop half = Integer::sum;
        try (RpcNode misfit = RpcNode.builder()
                        .config(config("cdirpc.node.name", "misfit"))
                        .export(HalfAShop.class, half)
                        .start();
                RpcNode whole = provider(new ShopBean("whole"), "cdirpc.node.name", "whole");
                RpcNode consumer = RpcNode.builder()
                        .config(config("cdirpc.endpoints", misfit.address() + "," + whole.address()))
                        .start()) {
            Shop shop = consumer.proxy(Shop.class, new ProxyOptions("", "", 0, "round-robin"));
            Set<String> served = new HashSet<>();
            for (int i = 0; i < 50; i++) {
                assertThat(shop.find("x")).isEqualTo("by name x");
                CallScope scope = CallScope.create();
                scope.call(() -> shop.add(1, 1));
                served.add(scope.lastCall().orElseThrow().peer().orElseThrow().address());
            }
            assertThat(served).as("what fits is shared").hasSize(2);
            whole.close();
            assertThatThrownBy(() -> shop.find("x"))
                    .isInstanceOfAny(RpcContractException.class, RpcUnavailableException.class);
            assertThat(shop.add(2, 2)).isEqualTo(4);
        }
    }
}
