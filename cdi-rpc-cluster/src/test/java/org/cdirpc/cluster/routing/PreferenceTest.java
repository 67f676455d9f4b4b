package org.cdirpc.cluster.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.cdirpc.cluster.Instances.key;
import static org.cdirpc.cluster.Instances.offer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cdirpc.cluster.Instance;
import org.cdirpc.cluster.InstanceState;
import org.cdirpc.cluster.LocalCluster;
import org.cdirpc.spi.VersionRange;
import org.junit.jupiter.api.Test;

/** Zones, owners of data, warm-up and channels that stall. */
class PreferenceTest {

    private static final long SECOND = 1_000_000_000;
    private static final Requirement NEEDED = new Requirement(key("s"), VersionRange.parse("1"), "");

    private final LocalCluster cluster = new LocalCluster();
    private long now = SECOND;

    private static Instance in(String zone, String id) {
        return new Instance(
                "node-" + id, id, "127.0.0.1", 1, zone, 100, InstanceState.UP, 1, List.of(offer("s", "1")), false);
    }

    private RouterOptions options(String zone) {
        return new RouterOptions("", SelfCalls.ALLOW, zone, "round-robin", Balancers.builtIn(), () -> now);
    }

    private Chosen<Instance> pick(Route<Instance> route, RouteKey key, String... tried) {
        return (Chosen<Instance>) route.pick(Set.of(tried), now, key, Map.of());
    }

    private static String id(Chosen<Instance> chosen) {
        return chosen.instance().instanceId();
    }

    @Test
    void theOwnZoneIsPreferredUntilItIsMuchBusier() {
        for (String id : List.of("a", "b")) {
            cluster.join().announce(in("east", id));
        }
        for (String id : List.of("c", "d")) {
            cluster.join().announce(in("west", id));
        }
        try (Router router = new Router(cluster.join(), options("east"))) {
            Route<Instance> route = router.route(NEEDED);
            List<Chosen<Instance>> inFlight = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                inFlight.add(pick(route, RouteKey.NONE));
            }
            assertThat(inFlight).allSatisfy(chosen -> assertThat(id(chosen)).isIn("a", "b"));
            for (int i = 0; i < 200; i++) {
                inFlight.add(pick(route, RouteKey.NONE));
            }
            long east = inFlight.stream()
                    .filter(chosen -> chosen.instance().zone().equals("east"))
                    .count();
            // Twice as much as the others, and what is free.
            assertThat(east).isBetween(130L, 145L);
            inFlight.forEach(chosen -> chosen.succeeded(1000));
            for (int i = 0; i < 10; i++) {
                Chosen<Instance> chosen = pick(route, RouteKey.NONE);
                assertThat(id(chosen)).isIn("a", "b");
                chosen.succeeded(1000);
            }
            assertThat(id(pick(route, RouteKey.NONE, "a", "b"))).isIn("c", "d");
            router.witness().unreachable("a", "connection refused");
            router.witness().stalled("b", "silent");
            assertThat(id(pick(route, RouteKey.NONE))).isIn("c", "d");
        }
    }

    @Test
    void theOwnerOfTheDataGetsTheCallWhileItIsWell() {
        for (String id : List.of("a", "b", "c")) {
            cluster.join().announce(in("", id));
        }
        RouterOptions options = options("").withAffinity(key -> key.equals("stranger") ? "gone" : "b");
        try (Router router = new Router(cluster.join(), options)) {
            Route<Instance> route = router.route(NEEDED);
            RouteKey key = new RouteKey(7, "order-1");
            for (int i = 0; i < 20; i++) {
                assertThat(id(pick(route, key))).isEqualTo("b");
            }
            assertThat(id(pick(route, key, "b"))).isIn("a", "c");
            router.witness().stalled("b", "silent");
            assertThat(id(pick(route, key))).isIn("a", "c");
            router.witness().responsive("b");
            assertThat(id(pick(route, key))).isEqualTo("b");
            Set<String> others = new HashSet<>();
            for (int i = 0; i < 3; i++) {
                others.add(id(pick(route, new RouteKey(7, "stranger"))));
            }
            assertThat(others).hasSize(3);
        }
    }

    @Test
    void aStalledInstanceIsUsedLastOfThoseThatCanBeReached() {
        for (String id : List.of("a", "b", "c")) {
            cluster.join().announce(in("", id));
        }
        try (Router router = new Router(cluster.join(), options(""))) {
            Route<Instance> route = router.route(NEEDED);
            router.witness().stalled("a", "silent");
            router.witness().unreachable("b", "connection refused");
            router.witness().stalled("b", "silent");
            assertThat(tries(route)).containsExactly("c", "a", "b");
            router.witness().responsive("b");
            assertThat(tries(route)).as("unreachable all the same").containsExactly("c", "a", "b");
            router.witness().reachable("a");
            assertThat(tries(route).subList(0, 2)).containsExactlyInAnyOrder("a", "c");
        }
    }

    private List<String> tries(Route<Instance> route) {
        List<String> order = new ArrayList<>();
        while (route.pick(new HashSet<>(order), now) instanceof Chosen<Instance> chosen) {
            order.add(id(chosen));
            chosen.notUsed();
        }
        return order;
    }

    @Test
    void thoseOfTheFirstSnapshotAreWarmAndOthersWarmUp() {
        cluster.join().announce(in("", "old"));
        try (Router router = new Router(cluster.join(), options(""))) {
            LocalCluster.Node node = cluster.join();
            node.announce(in("", "new"));
            Route<Instance> route = router.route(NEEDED);
            assertThat(weight(route, "old")).isEqualTo(100);
            assertThat(weight(route, "new")).isEqualTo(10);
            now += 30 * SECOND;
            // Lost for a while: it is the same process, which is as warm as it was.
            node.withdraw();
            node.announce(in("", "new"));
            assertThat(weight(route, "new")).isEqualTo(55, within(1e-6));
            now += 30 * SECOND;
            assertThat(weight(route, "new")).isEqualTo(100);
            // A route that is made late knows it as well.
            assertThat(weight(router.route(NEEDED), "new")).isEqualTo(100);
        }
        try (Router router = new Router(cluster.join(), options("").withWarmUp(Duration.ZERO))) {
            cluster.join().announce(in("", "newer"));
            assertThat(weight(router.route(NEEDED), "newer")).isEqualTo(100);
        }
    }

    /** A minute and more, by the average's decay, in which others have all the calls. */
    @Test
    void howLongCallsWaitedForOneThatWasOutOfReachDoesNotCountWhenItIsBack() {
        cluster.join().announce(in("", "a"));
        cluster.join().announce(in("", "b"));
        try (Router router = new Router(cluster.join(), options(""))) {
            Route<Instance> route = router.route(new Requirement(key("s"), VersionRange.parse("1"), "p2c"));
            for (int i = 0; i < 100; i++) {
                answered(route, i % 2 == 0 ? "a" : "b");
            }
            Chosen<Instance> lost = pick(route, RouteKey.NONE, "b");
            now += 3 * SECOND;
            lost.failed(3 * SECOND, Blame.TIMEOUT);
            router.witness().stalled("a", "silent for 3 s");
            Chosen<Instance> meanwhile = pick(route, RouteKey.NONE);
            assertThat(id(meanwhile)).isEqualTo("b");
            meanwhile.notUsed();

            router.witness().responsive("a");

            Set<String> picked = new HashSet<>();
            for (int i = 0; i < 20; i++) {
                Chosen<Instance> chosen = pick(route, RouteKey.NONE);
                picked.add(id(chosen));
                now += SECOND / 100;
                chosen.succeeded(SECOND / 100);
            }
            assertThat(picked).contains("a");
        }
    }

    private void answered(Route<Instance> route, String by) {
        Chosen<Instance> chosen = pick(route, RouteKey.NONE, by.equals("a") ? "b" : "a");
        now += SECOND / 100;
        chosen.succeeded(SECOND / 100);
    }

    private double weight(Route<Instance> route, String id) {
        pick(route, RouteKey.NONE).notUsed();
        return route.current().reachable().stream()
                .filter(contender -> contender.instance().instanceId().equals(id))
                .findFirst()
                .orElseThrow()
                .effectiveWeight();
    }

    @Test
    void theRingIsNotMadeAnewForARetry() {
        List<FakeCandidate> all =
                List.of(new FakeCandidate("a", 100), new FakeCandidate("b", 100), new FakeCandidate("c", 50));
        BoundedHash balancer = new BoundedHash((candidates, key) -> 0);
        for (long key = 1; key < 200; key++) {
            int place = balancer.pick(all, key);
            List<FakeCandidate> left = new ArrayList<>(all);
            FakeCandidate first = left.remove(place);
            FakeCandidate next = left.get(balancer.pick(left, key));
            assertThat(next).isNotSameAs(first);
            // As on a ring that never had the first.
            BoundedHash fresh = new BoundedHash((candidates, any) -> 0);
            assertThat(left.get(fresh.pick(left, key))).isSameAs(next);
            assertThat(all.get(balancer.pick(all, key))).isSameAs(first);
        }
        assertThat(balancer.pick(all, 0)).isZero();
    }
}
