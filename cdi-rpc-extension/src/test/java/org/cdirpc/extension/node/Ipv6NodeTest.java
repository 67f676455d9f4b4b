package org.cdirpc.extension.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.Map;
import java.util.UUID;
import org.cdirpc.Remote;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** IPv6 addresses, in brackets, wherever an address is configured. */
@Timeout(90)
class Ipv6NodeTest {

    @Remote(name = "ipv6.Echo")
    interface Echo {
        String echo(String text);
    }

    private static void assumeIpv6() throws Exception {
        assumeThat(NetworkInterface.getByInetAddress(InetAddress.getByName("::1")))
                .as("a loopback interface with an IPv6 address")
                .isNotNull();
    }

    private static RpcNode.Builder node(Map<String, String> config) {
        return RpcNode.builder().config(RpcConfig.of(config));
    }

    @Test
    void nodesListenAndDialThere() throws Exception {
        assumeIpv6();
        try (RpcNode shop = node(Map.of("cdirpc.node.name", "shop", "cdirpc.host", "[::1]", "cdirpc.cluster", "none"))
                .export(Echo.class, text -> text)
                .start()) {
            assertThat(shop.address()).startsWith("[::1]:");
            try (RpcNode desk = node(Map.of("cdirpc.node.name", "desk", "cdirpc.endpoints", shop.address()))
                    .start()) {
                assertThat(desk.proxy(Echo.class).echo("six")).isEqualTo("six");
            }
        }
    }

    @Test
    void membersFindOneAnotherThere() throws Exception {
        assumeIpv6();
        int port = GridPorts.free();
        Map<String, String> both = Map.of(
                "cdirpc.cluster.name", "six-" + UUID.randomUUID(),
                "cdirpc.cluster.host", "::1",
                "cdirpc.host", "::1",
                "cdirpc.advertised.host", "[::1]",
                "cdirpc.cluster.members", "[::1]:" + port + "-" + (port + 9));
        try (RpcNode shop = node(with(both, "shop"))
                        .export(Echo.class, text -> text)
                        .start();
                RpcNode desk = node(with(both, "desk")).start()) {
            assertThat(desk.proxy(Echo.class).echo("six")).isEqualTo("six");
            assertThat(shop.versions().providersOf(Echo.class)).hasSize(1);
        }
    }

    private static Map<String, String> with(Map<String, String> config, String name) {
        Map<String, String> all = new java.util.HashMap<>(config);
        all.put("cdirpc.node.name", name);
        return all;
    }

    @Test
    void halfABracketIsRefusedWithWhatIsExpected() {
        assertThatThrownBy(() -> RpcConfig.of(Map.of("cdirpc.host", "[::1")))
                .isInstanceOf(RpcConfigException.class)
                .hasMessageContainingAll("cdirpc.host", "[::1", "an IPv6 address with or without brackets");
        assertThatThrownBy(() -> RpcConfig.of(Map.of("cdirpc.endpoints", "::1:7700")))
                .isInstanceOf(RpcConfigException.class)
                .hasMessageContainingAll("cdirpc.endpoints", "::1:7700", "IPv6 addresses in brackets");
    }
}
