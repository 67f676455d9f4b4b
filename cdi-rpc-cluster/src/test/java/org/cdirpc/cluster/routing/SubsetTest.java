package org.cdirpc.cluster.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cdirpc.cluster.Instances.key;
import static org.cdirpc.cluster.Instances.offer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.cdirpc.cluster.CanaryRule;
import org.cdirpc.cluster.CanaryRules;
import org.cdirpc.cluster.Instance;
import org.cdirpc.cluster.InstanceState;
import org.cdirpc.cluster.LocalCluster;
import org.cdirpc.spi.Balancer;
import org.cdirpc.spi.BalancerFactory;
import org.cdirpc.spi.VersionRange;
import org.junit.jupiter.api.Test;

/** A consumer of many instances uses some of them. */
class SubsetTest {

    private static final int MOST = 20;

    private final LocalCluster cluster = new LocalCluster();
    private final Map<String, LocalCluster.Node> providers = new HashMap<>();
    private final Random random = new Random(5);

    private String uuid() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    private static Instance instance(String zone, String id, String version) {
        return new Instance(
                "node-" + id, id, "127.0.0.1", 1, zone, 100, InstanceState.UP, 1, List.of(offer("s", version)), false);
    }

    private String start(String zone) {
        String id = uuid();
        start(id, zone, "1");
        return id;
    }

    private void start(String id, String zone, String version) {
        LocalCluster.Node node = cluster.join();
        node.announce(instance(zone, id, version));
        providers.put(id, node);
    }

    private void start(int instances, String zone) {
        for (int i = 0; i < instances; i++) {
            start(zone);
        }
    }

    private void stop(String id) {
        providers.remove(id).withdraw();
    }

    private Router consumer(String id, String zone, String balancer, int most) {
        return new Router(
                cluster.join(),
                new RouterOptions("", SelfCalls.ALLOW, zone, balancer, Balancers.builtIn(), () -> 1)
                        .withSubset(new Subset(id, most)));
    }

    private Router consumer(String id) {
        return consumer(id, "", "round-robin", MOST);
    }

    private static Route<Instance> route(Router router) {
        return router.route(new Requirement(key("s"), VersionRange.parse("1"), ""));
    }

    private static Chosen<Instance> pick(Route<Instance> route, long key, Set<String> tried) {
        return (Chosen<Instance>) route.pick(tried, 1, new RouteKey(key, null), Map.of());
    }

    /** All that so many calls go to. */
    private static Set<String> called(Route<Instance> route, int calls) {
        Set<String> ids = new HashSet<>();
        for (int i = 1; i <= calls; i++) {
            Chosen<Instance> chosen = pick(route, i, Set.of());
            ids.add(chosen.instance().instanceId());
            chosen.succeeded(1000);
        }
        return ids;
    }

    @Test
    void aConsumerUsesNoMoreThanItMayAndAnotherOneOthers() {
        start(100, "");
        try (Router one = consumer("one");
                Router another = consumer("another");
                Router again = consumer("one");
                Router whole = consumer("one", "", "round-robin", 0)) {
            Route<Instance> route = route(one);
            Set<String> called = called(route, 400);
            assertThat(called).hasSize(MOST);
            assertThat(one.used()).isEqualTo(called);
            assertThat(called(route(again), 400)).isEqualTo(called);
            assertThat(called(route(another), 400)).isNotEqualTo(called).hasSize(MOST);
            assertThat(called(route(whole), 400)).hasSize(100);
        }
    }

    /** A call that all of them have refused goes on to the others: nothing is lost by using few. */
    @Test
    void aCallForWhichThereIsNobodyElseGoesOnToTheOthers() {
        start(25, "");
        try (Router router = consumer("one")) {
            Route<Instance> route = route(router);
            Set<String> tried = new HashSet<>();
            for (int i = 0; i < 25; i++) {
                Chosen<Instance> chosen = pick(route, 0, tried);
                assertThat(tried.add(chosen.instance().instanceId())).isTrue();
                chosen.notUsed();
                if (i == MOST - 1) {
                    assertThat(tried).isEqualTo(router.used());
                }
            }
            assertThat(route.pick(tried)).isInstanceOf(NoInstance.class);
        }
    }

    /**
     * Nobody tells consumers which instances to take. What chance allows: with n consumers of an instance on average the
     * standard deviation is below the root of n, and of a hundred instances none is four of these away.
     */
    @Test
    void allConsumersTogetherLoadTheInstancesEvenly() {
        int instances = 100;
        int consumers = 500;
        List<String> ids = Stream.generate(this::uuid).limit(instances).toList();
        Map<String, Integer> channels = new HashMap<>();
        ids.forEach(id -> channels.put(id, 0));
        for (int i = 0; i < consumers; i++) {
            Subset subset = new Subset(uuid(), MOST);
            ids.stream()
                    .sorted((a, b) -> Long.compare(subset.liking(b), subset.liking(a)))
                    .limit(MOST)
                    .forEach(id -> channels.merge(id, 1, Integer::sum));
        }
        double mean = 1.0 * consumers * MOST / instances;
        double deviation = Math.sqrt(channels.values().stream()
                .mapToDouble(count -> (count - mean) * (count - mean))
                .average()
                .orElseThrow());
        assertThat(channels.values())
                .allSatisfy(count -> assertThat(Math.abs(count - mean)).isLessThan(4 * Math.sqrt(mean)));
        assertThat(deviation).isBetween(0.7 * Math.sqrt(mean * 0.8), 1.3 * Math.sqrt(mean * 0.8));
    }

    @Test
    void anInstanceThatComesDisplacesOneAtMostAndOneThatGoesIsReplacedByOne() {
        start(100, "");
        List<Router> consumers = new ArrayList<>();
        List<Route<Instance>> routes = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            Router router = consumer("consumer-" + i);
            consumers.add(router);
            routes.add(route(router));
        }
        List<Set<String>> before = consumers.stream().map(Router::used).toList();
        String newcomer = start("");
        int took = 0;
        for (int i = 0; i < consumers.size(); i++) {
            Set<String> added = new HashSet<>(consumers.get(i).used());
            added.removeAll(before.get(i));
            assertThat(added).isSubsetOf(Set.of(newcomer));
            assertThat(consumers.get(i).used()).hasSize(MOST);
            took += added.size();
        }
        // Its share of 50 consumers x 20, at once.
        assertThat(took).isBetween(4, 18);
        stop(newcomer);
        assertThat(consumers.stream().map(Router::used).toList()).isEqualTo(before);
        String gone = before.get(0).iterator().next();
        stop(gone);
        for (int i = 0; i < consumers.size(); i++) {
            Set<String> kept = new HashSet<>(before.get(i));
            kept.remove(gone);
            assertThat(consumers.get(i).used()).containsAll(kept).hasSize(MOST);
        }
        assertThat(routes).hasSize(50);
        consumers.forEach(Router::close);
    }

    /** Else a consumer that is unlucky with its choice would be left with nobody while others are idle. */
    @Test
    void whatIsIllOrGoneIsReplacedByTheNextAndComesBack() {
        start(40, "");
        try (Router router = consumer("one")) {
            Route<Instance> route = route(router);
            Set<String> first = router.used();
            List<String> some = List.copyOf(first);
            router.witness().unreachable(some.get(0), "connection refused");
            router.witness().stalled(some.get(1), "silent");
            router.witness().draining(some.get(2));
            stop(some.get(3));
            Set<String> called = called(route, 400);
            assertThat(called).hasSize(MOST).doesNotContainAnyElementsOf(some.subList(0, 4));
            // The ill ones keep their places: somebody must see when they are back.
            assertThat(router.used())
                    .containsAll(called)
                    .contains(some.get(0), some.get(1))
                    .hasSize(MOST + 2);
            router.witness().reachable(some.get(0));
            router.witness().responsive(some.get(1));
            Set<String> after = called(route, 400);
            assertThat(after).hasSize(MOST).contains(some.get(0), some.get(1)).isEqualTo(router.used());
        }
    }

    /** Its channel is about to be opened; until then nobody makes room for it. */
    @Test
    void aNewcomerDisplacesNobodyBeforeItCanBeReached() {
        start(21, "");
        try (Router router = consumer("one")) {
            Route<Instance> route = route(router);
            Set<String> all = Set.copyOf(providers.keySet());
            Set<String> first = router.used();
            String liked = Stream.generate(this::uuid)
                    .filter(id -> liking(id)
                            > first.stream().mapToLong(SubsetTest::liking).max().orElseThrow())
                    .findFirst()
                    .orElseThrow();
            start(liked, "", "1");
            assertThat(all).doesNotContain(liked);
            router.witness().joining(liked);
            assertThat(called(route, 400)).isEqualTo(first);
            assertThat(router.used()).contains(liked).containsAll(first);
            router.witness().reachable(liked);
            assertThat(called(route, 400)).contains(liked).hasSize(MOST);
            assertThat(router.used()).hasSize(MOST);
        }
    }

    /** Else the first of a fleet that is scaled up would be dialled by everybody. */
    @Test
    void aNewcomerThatWouldHaveNoPlaceIsNotUsedWhileItIsDialledEither() {
        start(20, "");
        try (Router router = consumer("one")) {
            Route<Instance> route = route(router);
            Set<String> first = router.used();
            String unliked = Stream.generate(this::uuid)
                    .filter(id -> liking(id)
                            < first.stream().mapToLong(SubsetTest::liking).min().orElseThrow())
                    .findFirst()
                    .orElseThrow();
            String liked = Stream.generate(this::uuid)
                    .filter(id -> liking(id)
                            > first.stream().mapToLong(SubsetTest::liking).max().orElseThrow())
                    .findFirst()
                    .orElseThrow();
            start(liked, "", "1");
            start(unliked, "", "1");
            router.witness().joining(liked);
            router.witness().joining(unliked);
            assertThat(router.used()).containsAll(first).contains(liked).doesNotContain(unliked);
            assertThat(called(route, 100)).isEqualTo(first);
        }
    }

    private static long liking(String id) {
        return new Subset("one", MOST).liking(id);
    }

    @Test
    void theOwnZoneComesFirstAndAFifthOfThePlacesIsForOthers() {
        start(50, "west");
        start(12, "east");
        try (Router router = consumer("one", "east", "round-robin", MOST)) {
            Route<Instance> route = route(router);
            assertThat(zones(router.used(), "east")).isEqualTo(12);
            assertThat(router.used()).hasSize(MOST);
            assertThat(zones(called(route, 100), "west")).isZero();
            start(50, "east");
            assertThat(zones(router.used(), "east")).isEqualTo(16);
            assertThat(router.used()).hasSize(MOST);
            // Where to go when the own zone is much busier.
            List<Chosen<Instance>> inFlight = new ArrayList<>();
            Set<String> called = new HashSet<>();
            for (int i = 0; i < 500; i++) {
                Chosen<Instance> chosen = pick(route, 0, Set.of());
                called.add(chosen.instance().instanceId());
                inFlight.add(chosen);
            }
            assertThat(called).isEqualTo(router.used());
            inFlight.forEach(chosen -> chosen.succeeded(1000));
            List.copyOf(providers.keySet()).stream()
                    .filter(id -> zones(Set.of(id), "west") == 1)
                    .forEach(this::stop);
            assertThat(zones(router.used(), "east")).as("nobody elsewhere").isEqualTo(MOST);
        }
    }

    private long zones(Set<String> ids, String zone) {
        return ids.stream()
                .filter(id ->
                        providers.get(id).snapshot().instances().get(id).zone().equals(zone))
                .count();
    }

    /** Else a key would go to another instance at each consumer. */
    @Test
    void whatGoesByKeyOrToAllSeesAll() {
        start(60, "");
        try (Router one = consumer("one", "", "consistent-hash", MOST);
                Router another = consumer("another", "", "consistent-hash", MOST);
                Router plain = consumer("one")) {
            Route<Instance> here = route(one);
            Route<Instance> there = route(another);
            Set<String> all = new HashSet<>();
            for (int key = 1; key <= 2000; key++) {
                Chosen<Instance> chosen = pick(here, key, Set.of());
                Chosen<Instance> same = pick(there, key, Set.of());
                assertThat(same.instance()).isEqualTo(chosen.instance());
                all.add(chosen.instance().instanceId());
                chosen.succeeded(1000);
                same.succeeded(1000);
            }
            assertThat(all).hasSize(60).isEqualTo(one.used());
            Route<Instance> route = route(plain);
            List<Chosen<Instance>> everybody = route.pickAll(1);
            assertThat(everybody.stream().map(chosen -> chosen.instance().instanceId()))
                    .containsExactlyInAnyOrderElementsOf(all);
            everybody.forEach(Chosen::notUsed);
        }
    }

    @Test
    void anOwnerOfDataIsFoundAmongAll() {
        start(60, "");
        String owner = List.copyOf(providers.keySet()).get(0);
        for (String consumer : List.of("a", "b", "c", "d", "e")) {
            RouterOptions options = new RouterOptions(
                            "", SelfCalls.ALLOW, "", "round-robin", Balancers.builtIn(), () -> 1)
                    .withSubset(new Subset(consumer, 1))
                    .withAffinity(key -> owner);
            try (Router router = new Router(cluster.join(), options)) {
                Pick<Instance> pick = route(router).pick(Set.of(), 1, new RouteKey(7, "order"), Map.of());
                assertThat(((Chosen<Instance>) pick).instance().instanceId()).isEqualTo(owner);
            }
        }
    }

    /** A canary of two instances among sixty would else be in few consumers' choice. */
    @Test
    void eachSideOfACanaryIsCutByItself() {
        start(60, "");
        start("canary-1", "", "1.5");
        start("canary-2", "", "1.5");
        RouterOptions options = new RouterOptions("", SelfCalls.ALLOW, "", "round-robin", Balancers.builtIn(), () -> 1)
                .withSubset(new Subset("one", MOST))
                .withCanaries(new LocalCluster()
                        .canaries(Map.of(
                                "s",
                                new CanaryRules(
                                        List.of(new CanaryRule(VersionRange.parse("[1.5,1.6)"), 50, Map.of()))))));
        try (Router router = new Router(cluster.join(), options)) {
            Route<Instance> route = route(router);
            Set<String> called = called(route, 1000);
            assertThat(called).contains("canary-1", "canary-2").hasSize(MOST + 2);
            assertThat(router.used()).isEqualTo(called);
        }
    }

    @Test
    void aBalancerOfTheApplicationSaysThatItChoosesByKey() {
        start(30, "");
        List<Integer> seen = new ArrayList<>();
        Balancer first = (candidates, key) -> {
            seen.add(candidates.size());
            return 0;
        };
        for (boolean byKey : List.of(true, false)) {
            BalancerFactory own = new BalancerFactory() {
                @Override
                public String name() {
                    return "own";
                }

                @Override
                public Balancer create() {
                    return first;
                }

                @Override
                public boolean choosesByKey() {
                    return byKey;
                }
            };
            RouterOptions options = new RouterOptions("", SelfCalls.ALLOW, "", "own", List.of(own), () -> 1)
                    .withSubset(new Subset("one", MOST));
            try (Router router = new Router(cluster.join(), options)) {
                pick(route(router), 5, Set.of()).notUsed();
            }
        }
        assertThat(seen).containsExactly(30, MOST);
    }

    @Test
    void aNegativeNumberIsRefused() {
        assertThatThrownBy(() -> new Subset("one", -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("CDIRPC201587")
                .hasMessageContaining("cdirpc.client.peers");
    }
}
