package org.cdirpc.it.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.cdirpc.it.server.AppServer;
import org.cdirpc.it.server.Await;
import org.cdirpc.it.server.FreePorts;
import org.cdirpc.it.server.Http;
import org.cdirpc.it.server.LibertyServer;
import org.cdirpc.it.server.ServerSetup;
import org.cdirpc.it.server.TomEeServer;
import org.cdirpc.it.server.WildFlyServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The one archive, unchanged, on WildFly, Open Liberty and TomEE at once: they find and call one another. */
class ShopAcrossServersIT {

    private static final Duration TO_FIND_EACH_OTHER = Duration.ofSeconds(60);
    /** The default balancer prefers who answers faster; one that was slow when cold must get its share again. */
    private static final Duration TO_BALANCE = Duration.ofSeconds(60);

    private static final int ORDERS_AT_ONCE = 16;

    private static final Map<String, Function<ServerSetup, AppServer>> KINDS = kinds();

    private static final List<AppServer> SERVERS = new ArrayList<>();
    private static final List<ShopClient> SHOPS = new ArrayList<>();

    @BeforeAll
    static void startAll() throws Exception {
        String cluster = "it-" + UUID.randomUUID();
        Map<String, Integer> ports =
                KINDS.keySet().stream().collect(Collectors.toMap(name -> name, name -> FreePorts.next()));
        String members =
                ports.values().stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
        KINDS.forEach((name, kind) -> SERVERS.add(kind.apply(ServerSetup.of(
                ShopAcrossServersIT.class,
                name,
                "-Dcdirpc.node.name=" + name,
                "-Dcdirpc.cluster.name=" + cluster,
                "-Dcdirpc.cluster.port=" + ports.get(name),
                "-Dcdirpc.cluster.members=" + members,
                "-Dcdirpc.client.self-calls=avoid",
                "-Dshop.node=" + name))));

        Path war = ServerSetup.existing("it.shop.war");
        ExecutorService threads = Executors.newFixedThreadPool(SERVERS.size());
        try {
            Map<AppServer, Future<URI>> deploying = new HashMap<>();
            for (AppServer server : SERVERS) {
                deploying.put(server, threads.submit(() -> {
                    server.start();
                    return server.deploy(war, "");
                }));
            }
            for (Map.Entry<AppServer, Future<URI>> deployed : deploying.entrySet()) {
                URI base = deployed.getValue().get(4, TimeUnit.MINUTES);
                SHOPS.add(new ShopClient(deployed.getKey().name(), base));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static Map<String, Function<ServerSetup, AppServer>> kinds() {
        Map<String, Function<ServerSetup, AppServer>> kinds = new TreeMap<>();
        kinds.put("wildfly", WildFlyServer::new);
        kinds.put("liberty", LibertyServer::new);
        if (TomEeServer.runsHere()) {
            kinds.put("tomee", TomEeServer::new);
        }
        return kinds;
    }

    @AfterAll
    static void stopAll() {
        SERVERS.parallelStream().forEach(AppServer::close);
    }

    @Test
    void everyPageIsServedByAllOtherServersAndNoOrderRunsTwice() throws IOException {
        Set<String> placed = new HashSet<>();
        for (ShopClient shop : SHOPS) {
            awaitAnOrderTakenElsewhere(shop, placed);
        }
        for (ShopClient shop : SHOPS) {
            Set<String> others = Set.of(othersThan(shop));
            Map<String, Integer> byNode = new TreeMap<>();
            Await.until(
                    "orders placed on " + shop.node() + " to be taken by all of " + others,
                    TO_BALANCE,
                    () -> {
                        for (ShopClient.Taken taken : shop.placeAtOnce("tea-assam", ORDERS_AT_ONCE)) {
                            placed.add(taken.order());
                            byNode.merge(taken.node(), 1, Integer::sum);
                        }
                        return byNode.keySet().containsAll(others) ? true : null;
                    },
                    () -> "they were taken by " + byNode);
            assertThat(others).as("who took the orders of %s", shop.node()).containsAll(byNode.keySet());
            System.out.println("orders placed on " + shop.node() + " were taken by " + byNode);
        }
        Map<String, Integer> runs = new HashMap<>();
        for (ShopClient shop : SHOPS) {
            shop.ledger().forEach((order, times) -> runs.merge(order, times, Integer::sum));
        }
        assertThat(runs.keySet()).containsAll(placed);
        assertThat(runs.values()).containsOnly(1);
    }

    @Test
    void theFormShowsAReceiptOfAnotherServerAndTheContractsException() throws IOException {
        for (ShopClient shop : SHOPS) {
            awaitAnOrderTakenElsewhere(shop, new HashSet<>());
            HttpResponse<String> posted = Http.post(
                    shop.base(), "sku=pot-clay&quantity=1&delivery=EXPRESS&payment=voucher&note=%3Cb%3E%C3%A4");
            assertThat(posted.statusCode()).isEqualTo(303);
            String location = posted.headers().firstValue("Location").orElseThrow();
            String page = Http.get(shop.base().resolve(location)).body();
            assertThat(page).contains("<h2>Receipt</h2>", "49.90");
            assertThat(othersThan(shop)).anyMatch(node -> page.contains("by node <strong>" + node + "</strong>"));

            String viewed = Http.get(shop.base().resolve("?view=pot-clay")).body();
            assertThat(viewed).contains("49.90 for one").doesNotContain("role=\"alert\"");

            HttpResponse<String> refused = shop.tryPlace("tea-oolong", 4);
            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(409);
            assertThat(refused.body()).contains("out of stock: tea-oolong, 3 left");
        }
    }

    private static void awaitAnOrderTakenElsewhere(ShopClient shop, Set<String> placed) {
        StringBuilder last = new StringBuilder();
        Await.until(
                "an order placed on " + shop.node() + " and taken elsewhere",
                TO_FIND_EACH_OTHER,
                () -> {
                    HttpResponse<String> answer = shop.tryPlace("tea-assam", 1);
                    last.replace(0, last.length(), answer.body());
                    if (answer.statusCode() != 200) {
                        return null;
                    }
                    answer.body()
                            .lines()
                            .filter(line -> line.startsWith("order="))
                            .forEach(line -> placed.add(line.substring("order=".length())));
                    return answer.body().contains("node=" + shop.node() + "\n") ? null : true;
                },
                () -> "the last answer was: " + last + "\n"
                        + SERVERS.stream().map(server -> server.logTail(40)).collect(Collectors.joining("\n")));
    }

    private static String[] othersThan(ShopClient shop) {
        return KINDS.keySet().stream().filter(name -> !name.equals(shop.node())).toArray(String[]::new);
    }
}
