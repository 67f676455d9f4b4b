package org.cdirpc.cluster.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cdirpc.cluster.Instances.key;
import static org.cdirpc.cluster.Instances.offer;
import static org.cdirpc.cluster.Instances.up;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.cdirpc.cluster.Affinity;
import org.cdirpc.cluster.Canaries;
import org.cdirpc.cluster.CanaryRules;
import org.cdirpc.cluster.Instance;
import org.cdirpc.cluster.InstanceState;
import org.cdirpc.cluster.LocalCluster;
import org.cdirpc.cluster.ServiceKey;
import org.cdirpc.spi.VersionRange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where calls go while a service has canary rules. */
class CanaryPickTest {

    private static final long SECOND = 1_000_000_000;
    /** Of an object with three fields more than its header, without compressed references. */
    private static final int CHOSEN_BYTES = 48;

    private static final ServiceKey SERVICE = key("s");
    private static final Map<String, String> BLUE = Map.of("tenant", "blue", "trace", "7");

    private final LocalCluster cluster = new LocalCluster();
    private final Canaries canaries = cluster.canaries(Map.of());
    private final List<Router> routers = new ArrayList<>();
    private long now = SECOND;
    /** What is drawn next, from 0 below 1; every number after the other. */
    private double drawn;

    @AfterEach
    void close() {
        routers.forEach(Router::close);
    }

    private RouterOptions options(String balancer, String zone) {
        return new RouterOptions("", SelfCalls.ALLOW, zone, balancer, Balancers.builtIn(), () -> now)
                .withCanaries(canaries);
    }

    private Router router(RouterOptions options) {
        RandomGenerator random = () -> (long) (drawn * 0x1.0p53) << 11;
        Router router = new Router(cluster.join(), options, random);
        routers.add(router);
        return router;
    }

    private Route<Instance> route(String versions) {
        return router(options("round-robin", "")).route(new Requirement(SERVICE, VersionRange.parse(versions), ""));
    }

    private static Instance serving(String id, String zone, String version) {
        return new Instance(
                "node-" + id, id, "127.0.0.1", 1, zone, 100, InstanceState.UP, 1, List.of(offer("s", version)), false);
    }

    private void announce(String... idsAndVersions) {
        for (int i = 0; i < idsAndVersions.length; i += 2) {
            cluster.join().announce(serving(idsAndVersions[i], "", idsAndVersions[i + 1]));
        }
    }

    private void rules(String text) {
        canaries.set(SERVICE, CanaryRules.parse(text));
    }

    private Chosen<Instance> pick(
            Route<Instance> route, RouteKey key, Map<String, String> attachments, String... tried) {
        return (Chosen<Instance>) route.pick(Set.of(tried), now, key, attachments);
    }

    /** The instances of a few calls with these attachments. */
    private Set<String> of(Route<Instance> route, Map<String, String> attachments) {
        Set<String> ids = new TreeSet<>();
        for (int i = 0; i < 8; i++) {
            Chosen<Instance> chosen = pick(route, RouteKey.NONE, attachments);
            ids.add(chosen.instance().instanceId());
            chosen.notUsed();
        }
        return ids;
    }

    private Set<String> at(double draw, Route<Instance> route) {
        drawn = draw;
        return of(route, Map.of());
    }

    private List<String> tries(Route<Instance> route, Map<String, String> attachments) {
        List<String> order = new ArrayList<>();
        while (route.pick(new HashSet<>(order), now, RouteKey.NONE, attachments) instanceof Chosen<Instance> chosen) {
            order.add(chosen.instance().instanceId());
            chosen.notUsed();
        }
        return order;
    }

    @Test
    void aShareOfTheCallsGoesToTheCanary() {
        announce("a", "1.2", "b", "1.2.5", "c", "1.3", "d", "1.4");
        Route<Instance> route = route("1.2");
        assertThat(at(0, route)).as("without rules").containsExactly("a", "b", "c", "d");
        rules("[1.3,2) 5%");
        assertThat(at(0, route)).containsExactly("c", "d");
        assertThat(at(0.0499, route)).containsExactly("c", "d");
        assertThat(at(0.0501, route)).containsExactly("a", "b");
        assertThat(at(0.9999, route)).containsExactly("a", "b");
        rules("[1.3] 5%; [1.4] 10%");
        assertThat(at(0.04, route)).containsExactly("c");
        assertThat(at(0.14, route)).containsExactly("d");
        assertThat(at(0.1501, route)).containsExactly("a", "b");
        rules("[1.3,2) 0%");
        assertThat(at(0, route)).containsExactly("a", "b");
        rules("[1.3] 33.3333%; [1.4] 66.6667%");
        assertThat(at(Math.nextDown(1.0), route)).containsExactly("d");
        rules("[1.3,2) 100%");
        assertThat(at(0.9999, route)).containsExactly("c", "d");
        rules("");
        assertThat(at(0, route)).containsExactly("a", "b", "c", "d");
    }

    @Test
    void sharesAreWhatTheySayOverManyCalls() {
        announce("a", "1.2", "b", "1.3");
        Router router = new Router(cluster.join(), options("p2c", ""), new Random(42));
        routers.add(router);
        Route<Instance> route = router.route(new Requirement(SERVICE, VersionRange.parse("1.2"), ""));
        rules("[1.3,2) 5%");
        int canary = 0;
        for (int i = 0; i < 20_000; i++) {
            Chosen<Instance> chosen = pick(route, RouteKey.NONE, Map.of());
            canary += chosen.instance().instanceId().equals("b") ? 1 : 0;
            chosen.succeeded(1000);
        }
        // 1000 expected; the seed makes it the same in every run.
        assertThat(canary).isBetween(930, 1070);
    }

    @Test
    void callsWithTheAttachmentsGoToTheCanaryAndOthersByShare() {
        announce("a", "1.2", "c", "1.3", "d", "1.4");
        Route<Instance> route = route("1.2");
        rules("[1.3] 50%; [1.4] tenant=blue; [1.3] tenant=blue; [1.3] trace=7,tenant=red");
        drawn = 0.9;
        assertThat(of(route, BLUE)).as("the first that it carries").containsExactly("d");
        assertThat(of(route, Map.of("tenant", "red"))).as("not all of them").containsExactly("a");
        assertThat(of(route, Map.of("tenant", "red", "trace", "7"))).containsExactly("c");
        assertThat(of(route, Map.of("tenant", "Blue"))).containsExactly("a");
        drawn = 0.4;
        assertThat(of(route, Map.of("tenant", "Blue"))).containsExactly("c");
        assertThat(of(route, BLUE)).containsExactly("d");
        rules("[1.3,2) tenant=blue");
        assertThat(of(route, Map.of())).as("nobody else").containsExactly("a");
        assertThat(of(route, BLUE)).containsExactly("c", "d");
    }

    @Test
    void onlyWhatTheConsumerMayUseCounts() {
        announce("a", "1.2", "c", "1.3", "z", "2.0");
        cluster.join().announce(up("both", offer("s", "1.2"), offer("s", "1.3"), offer("s", "2.0")));
        cluster.join().announce(up("other", offer("t", "1.3")));
        rules("[1.3,2) 100%");
        assertThat(of(route("1.2"), Map.of()))
                .as("the newest of several counts")
                .containsExactly("both", "c");
        assertThat(of(route("[1.2,1.3)"), Map.of()))
                .as("it asks for none of it")
                .containsExactly("a", "both");
        assertThat(of(route("2.0"), Map.of())).containsExactly("both", "z");
        assertThat(tries(route("[1.2,3)"), Map.of())).startsWith("c").hasSize(4);
        Instance pinned = new Instance("p", "p:1", "p", 1, "", 100, InstanceState.UP, 1, List.of(), true);
        cluster.join().announce(pinned);
        rules("[1.3,2) 0%");
        assertThat(of(route("1.2"), Map.of()))
                .as("who says nothing is no canary")
                .containsExactly("a", "p:1");
    }

    @Test
    void whatIsLeftOfTheOtherSideIsUsedBeforeACallFails() {
        announce("a", "1.2", "b", "1.2", "c", "1.3", "d", "1.4");
        Route<Instance> route = route("1.2");
        rules("[1.3] 100%; [1.4] 0%");
        assertThat(tries(route, Map.of())).startsWith("c").endsWith("d").hasSize(4);
        rules("[1.3,2) 0%");
        assertThat(tries(route, Map.of()).subList(0, 2)).containsExactlyInAnyOrder("a", "b");
        assertThat(tries(route, Map.of())).hasSize(4);
        rules("[1.3] tenant=blue");
        assertThat(tries(route, BLUE)).startsWith("c").hasSize(4);
        assertThat(((NoInstance<Instance>) route.pick(Set.of("a", "b", "c", "d"), now, RouteKey.NONE, BLUE))
                        .explanation())
                .contains("4 instances known: 4 tried already by this call");
    }

    @Test
    void healthGoesBeforeTheRules() {
        announce("a", "1.2", "b", "1.2", "c", "1.3");
        Route<Instance> route = route("1.2");
        Witness witness = routers.get(0).witness();
        rules("[1.3,2) 100%");
        witness.stalled("c", "silent");
        assertThat(tries(route, Map.of())).endsWith("c").hasSize(3);
        witness.unreachable("c", "connection refused");
        witness.stalled("a", "silent");
        assertThat(tries(route, Map.of())).containsExactly("b", "a", "c");
        witness.reachable("a");
        witness.reachable("c");
        witness.draining("c");
        assertThat(of(route, Map.of())).containsExactly("a", "b");
    }

    @Test
    void anEjectedCanaryIsTriedByItsOwnCallsOnly() {
        announce("a", "1.2", "b", "1.2", "c", "1.3");
        Route<Instance> route = route("1.2");
        rules("[1.3,2) 10%");
        drawn = 0;
        for (int i = 0; i < 50 && of(route, Map.of()).contains("c"); i++) {
            for (int call = 0; call < 5; call++) {
                pick(route, RouteKey.NONE, Map.of(), "a", "b").failed(1000, Blame.ERROR);
            }
        }
        assertThat(of(route, Map.of())).as("ejected").containsExactly("a", "b");
        now += 600 * SECOND;
        drawn = 0.5;
        assertThat(of(route, Map.of())).containsExactly("a", "b");
        drawn = 0;
        Chosen<Instance> trial = pick(route, RouteKey.NONE, Map.of());
        assertThat(trial.instance().instanceId()).isEqualTo("c");
        trial.succeeded(1000);
        assertThat(of(route, Map.of())).containsExactly("c");
    }

    @Test
    void theZoneIsPreferredOnTheSideOfTheCall() {
        cluster.join().announce(serving("a", "east", "1.2"));
        cluster.join().announce(serving("b", "west", "1.2"));
        cluster.join().announce(serving("c", "west", "1.3"));
        Route<Instance> route =
                router(options("round-robin", "east")).route(new Requirement(SERVICE, VersionRange.parse("1.2"), ""));
        rules("[1.3,2) 50%");
        assertThat(at(0.6, route)).containsExactly("a");
        assertThat(at(0.4, route)).containsExactly("c");
        cluster.join().announce(serving("d", "east", "1.3"));
        assertThat(at(0.4, route)).containsExactly("d");
    }

    @Test
    void theOwnerOfTheDataGetsTheCallOnItsSideOnly() {
        announce("a", "1.2", "b", "1.2", "c", "1.3", "d", "1.3");
        Affinity affinity = key -> String.valueOf(key);
        Route<Instance> route = router(options("round-robin", "").withAffinity(affinity))
                .route(new Requirement(SERVICE, VersionRange.parse("1.2"), ""));
        rules("[1.3,2) tenant=blue");
        for (int i = 0; i < 4; i++) {
            assertThat(pick(route, new RouteKey(7, "b"), Map.of()).instance().instanceId())
                    .isEqualTo("b");
            assertThat(pick(route, new RouteKey(7, "d"), BLUE).instance().instanceId())
                    .isEqualTo("d");
            assertThat(pick(route, new RouteKey(7, "d"), Map.of()).instance().instanceId())
                    .isIn("a", "b");
            assertThat(pick(route, new RouteKey(7, "b"), BLUE).instance().instanceId())
                    .isIn("c", "d");
        }
    }

    /** The calls of one key see one version, and a growing share only ever moves keys to the canary. */
    @Test
    void theCallsOfAKeyStayOnTheirSide() {
        announce("a", "1.2", "b", "1.2", "c", "1.3", "d", "1.3");
        Route<Instance> route =
                router(options("consistent-hash", "")).route(new Requirement(SERVICE, VersionRange.parse("1.2"), ""));
        Map<Long, String> before = new HashMap<>();
        int moved = 0;
        for (int percent = 0; percent <= 100; percent += 20) {
            rules("[1.3,2) " + percent + "%");
            int canary = 0;
            for (long key = 1; key <= 500; key++) {
                drawn = key % 2;
                String id = idOf(route, key);
                assertThat(idOf(route, key)).isEqualTo(id);
                boolean isCanary = Set.of("c", "d").contains(id);
                canary += isCanary ? 1 : 0;
                String last = before.put(key, id);
                if (last != null && !last.equals(id)) {
                    moved++;
                    assertThat(isCanary).isTrue();
                    assertThat(last).isIn("a", "b");
                }
            }
            assertThat(canary).isBetween(5 * percent - 50, 5 * percent + 50);
        }
        assertThat(moved).isEqualTo(500);
    }

    private String idOf(Route<Instance> route, long key) {
        Chosen<Instance> chosen = pick(route, new RouteKey(key, null), Map.of());
        chosen.notUsed();
        return chosen.instance().instanceId();
    }

    @Test
    void aCallToAllGoesToAll() {
        announce("a", "1.2", "b", "1.2", "c", "1.3");
        rules("[1.3,2) 0%");
        assertThat(route("1.2").pickAll(now)).hasSize(3);
    }

    @Test
    void eachSideTakesTurnsOfItsOwn() {
        announce("a", "1.2", "b", "1.2", "c", "1.3", "d", "1.3");
        Route<Instance> route = route("1.2");
        rules("[1.3,2) 50%");
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < 400; i++) {
            drawn = i % 2 == 0 ? 0 : 0.9;
            counts.merge(pick(route, RouteKey.NONE, Map.of()).instance().instanceId(), 1, Integer::sum);
        }
        assertThat(counts).isEqualTo(Map.of("a", 100, "b", 100, "c", 100, "d", 100));
    }

    /** What was picked, and nothing besides: no list, no iterator, no boxed number. */
    @Test
    void rulesAllocateNothing() {
        announce("a", "1.2", "b", "1.2", "c", "1.3", "d", "1.3");
        Route<Instance> route =
                router(options("p2c", "")).route(new Requirement(SERVICE, VersionRange.parse("1.2"), ""));
        bytesOfPicks(route, 20_000);
        double plain = bytesOfPicks(route, 50_000);
        rules("[1.4] region=eu; [1.3,2) 40%; [1.3,2) tenant=blue,trace=8");
        bytesOfPicks(route, 20_000);
        assertThat(bytesOfPicks(route, 50_000)).isLessThan(Math.max(plain, CHOSEN_BYTES) + 4);
    }

    /** The mean of one pick. */
    private double bytesOfPicks(Route<Instance> route, int picks) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Set<String> tried = Set.of();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < picks; i++) {
            drawn = i % 2 * 0.9;
            Pick<Instance> pick = route.pick(tried, now, RouteKey.NONE, BLUE);
            if (pick instanceof Chosen<Instance> chosen) {
                chosen.notUsed();
            }
        }
        return (threads.getCurrentThreadAllocatedBytes() - before) / (double) picks;
    }
}
