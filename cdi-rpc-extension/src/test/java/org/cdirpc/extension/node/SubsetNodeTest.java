package org.cdirpc.extension.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nodes that call many others use some of them, as configured. */
@Timeout(120)
class SubsetNodeTest {

    private final InProcessCluster cluster = new InProcessCluster();
    private final Map<String, RpcNode> providers = new LinkedHashMap<>();

    @AfterEach
    void stop() {
        providers.values().forEach(RpcNode::close);
    }

    private static RpcConfig config(String name, Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(more);
        all.put("cdirpc.node.name", name);
        all.put("cdirpc.balancer", "round-robin");
        all.put("cdirpc.warm-up", "0ms");
        return RpcConfig.of(all);
    }

    private void provide(int from, int to) {
        for (int i = from; i < to; i++) {
            String name = "provider-" + i;
            providers.put(
                    name,
                    RpcNode.builder()
                            .inProcess(cluster)
                            .config(config(name, Map.of()))
                            .export(Shop.class, new ShopBean(name))
                            .start());
        }
    }

    private RpcNode consumer(String name, Map<String, String> more) {
        return RpcNode.builder().inProcess(cluster).config(config(name, more)).start();
    }

    /** The names of those that answered so many calls. */
    private static Set<String> answering(Shop shop, int calls) throws Exception {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < calls; i++) {
            String answer = shop.future("x").get(10, TimeUnit.SECONDS);
            names.add(answer.substring("x from ".length()));
        }
        return names;
    }

    @Test
    void aNodeCallsTwentyAtMostReplacesThoseThatStopAndTakesInThoseThatCome() throws Exception {
        provide(0, 25);
        try (RpcNode consumer = consumer("consumer", Map.of());
                RpcNode four = consumer("four", Map.of("cdirpc.client.peers", "4"));
                RpcNode all = consumer("all", Map.of("cdirpc.client.peers", "0"))) {
            Shop shop = consumer.proxy(Shop.class);
            Set<String> first = answering(shop, 100);
            assertThat(first).hasSize(20);
            assertThat(answering(four.proxy(Shop.class), 100)).hasSize(4);
            assertThat(answering(all.proxy(Shop.class), 100)).hasSize(25);
            List<String> gone = List.copyOf(first).subList(0, 5);
            gone.forEach(name -> providers.remove(name).close());
            assertThat(answering(shop, 100)).isEqualTo(providers.keySet()).hasSize(20);
            provide(25, 65);
            // Newcomers are dialled within a second, and wait for it behind those that are connected. Forty of sixty
            // are new: of the twenty that it likes best, thirteen on average, and fewer than five once in a million
            // times.
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            Set<String> now = answering(shop, 100);
            while ((now.size() != 20 || newcomers(now) < 5) && System.nanoTime() - end < 0) {
                now = answering(shop, 100);
            }
            assertThat(now).hasSize(20);
            assertThat(newcomers(now)).isBetween(5L, 20L);
        }
    }

    private static long newcomers(Set<String> names) {
        return names.stream().filter(name -> number(name) >= 25).count();
    }

    private static int number(String name) {
        return Integer.parseInt(name.substring(name.indexOf('-') + 1));
    }
}
