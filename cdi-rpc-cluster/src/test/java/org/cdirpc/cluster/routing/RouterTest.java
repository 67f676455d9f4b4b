package org.cdirpc.cluster.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.cdirpc.cluster.Instances.key;
import static org.cdirpc.cluster.Instances.offer;
import static org.cdirpc.cluster.Instances.up;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.cdirpc.cluster.Instance;
import org.cdirpc.cluster.InstanceState;
import org.cdirpc.cluster.LocalCluster;
import org.cdirpc.cluster.ServiceKey;
import org.cdirpc.cluster.ServiceOffer;
import org.cdirpc.cluster.StaticDirectory;
import org.cdirpc.spi.Balancer;
import org.cdirpc.spi.BalancerFactory;
import org.cdirpc.spi.Version;
import org.cdirpc.spi.VersionRange;
import org.junit.jupiter.api.Test;

class RouterTest {

    private static final String ORDERS = "org.shop.Orders";
    private static final Requirement NEEDED = new Requirement(key(ORDERS), VersionRange.parse("1.2"), "");

    private final LocalCluster cluster = new LocalCluster();
    private final LocalCluster.Node consumer = cluster.join();
    private long clock = 1;
    private Router router = router("", SelfCalls.ALLOW);

    private Router router(String own, SelfCalls selfCalls) {
        return new Router(
                consumer, new RouterOptions(own, selfCalls, "", "round-robin", Balancers.builtIn(), () -> clock));
    }

    private LocalCluster.Node announced(Instance instance) {
        LocalCluster.Node node = cluster.join();
        node.announce(instance);
        return node;
    }

    private static Instance orders(String id) {
        return up(id, offer(ORDERS, "1.2"));
    }

    /** The ids in the order in which one call that never succeeds tries them. */
    private List<String> tries(Route<Instance> route) {
        List<String> order = new ArrayList<>();
        Set<String> tried = new HashSet<>();
        while (route.pick(tried) instanceof Chosen<Instance> chosen) {
            order.add(chosen.instance().instanceId());
            tried.add(chosen.instance().instanceId());
            chosen.notUsed();
        }
        return order;
    }

    private static String explanation(Route<Instance> route, String... tried) {
        Pick<Instance> pick = route.pick(Set.of(tried));
        assertThat(pick).isInstanceOf(NoInstance.class);
        return ((NoInstance<Instance>) pick).explanation();
    }

    @Test
    void picksEveryFittingInstanceOncePerCall() {
        announced(orders("a"));
        announced(up("b", offer(ORDERS, "1.3")));
        announced(up("old", offer(ORDERS, "1.1")));
        announced(up("other", offer(ORDERS, "2.0")));
        announced(up("both", offer(ORDERS, "1.2"), offer(ORDERS, "2.0")));
        announced(up("blue", new ServiceOffer(new ServiceKey(ORDERS, "blue"), Version.parse("1.2"), "")));
        assertThat(tries(router.route(NEEDED))).containsExactlyInAnyOrder("a", "b", "both");
    }

    @Test
    void aRouteFollowsTheRegistry() {
        Route<Instance> route = router.route(NEEDED);
        assertThat(tries(route)).isEmpty();
        LocalCluster.Node a = announced(orders("a"));
        assertThat(tries(route)).containsExactly("a");
        a.drain();
        assertThat(tries(route)).isEmpty();
    }

    @Test
    void selfCallsAreAllowedAvoidedOrPreferred() {
        announced(orders("own"));
        announced(orders("p"));
        announced(orders("q"));
        assertThat(tries(router("own", SelfCalls.AVOID).route(NEEDED)))
                .endsWith("own")
                .hasSize(3);
        assertThat(tries(router("own", SelfCalls.PREFER).route(NEEDED)))
                .startsWith("own")
                .hasSize(3);
        Route<Instance> any = router("own", SelfCalls.ALLOW).route(NEEDED);
        Set<String> firsts = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            firsts.add(((Chosen<Instance>) any.pick(Set.of())).instance().instanceId());
        }
        assertThat(firsts).containsExactlyInAnyOrder("own", "p", "q");
    }

    @Test
    void absenceNeedsBothWitnesses() {
        LocalCluster.Node a = announced(orders("a"));
        announced(orders("b"));
        Route<Instance> route = router.route(NEEDED);
        Witness witness = router.witness();
        witness.reachable("a");
        witness.reachable("b");
        // The registry lost it, the channel is alive: last.
        a.withdraw();
        assertThat(tries(route)).containsExactly("b", "a");
        // Both lost it: dropped.
        witness.unreachable("a", "connection reset");
        assertThat(tries(route)).containsExactly("b");
        // The registry lists it, the channel is lost: last, and so probed.
        a.announce(orders("a"));
        assertThat(tries(route)).containsExactly("b", "a");
        witness.reachable("a");
        assertThat(tries(route)).containsExactlyInAnyOrder("a", "b").hasSize(2);
        // Registry lost it and no channel ever was: dropped.
        announced(orders("c")).withdraw();
        assertThat(tries(route)).containsExactlyInAnyOrder("a", "b");
    }

    /** While the registry is cut off a channel that is silent for a moment must not cost the instance: nobody lists it. */
    @Test
    void anInstanceThatTheRegistryLostOutlivesASilenceOfItsChannel() {
        LocalCluster.Node a = announced(orders("a"));
        LocalCluster.Node b = announced(orders("b"));
        LocalCluster.Node c = announced(orders("c"));
        Route<Instance> route = router.route(NEEDED);
        Witness witness = router.witness();
        List.of("a", "b", "c").forEach(witness::reachable);
        a.withdraw();
        b.withdraw();
        witness.stalled("a", "silent for 3 s");
        witness.unreachable("c", "connection reset");
        // The listed one that cannot be reached is behind those that the channels still show.
        assertThat(tries(route)).containsExactly("b", "a", "c");
        witness.responsive("a");
        c.withdraw();
        assertThat(tries(route)).containsExactlyInAnyOrder("a", "b").hasSize(2);
        witness.stalled("a", "silent for 3 s");
        witness.unreachable("a", "dead");
        assertThat(tries(route)).containsExactly("b");
    }

    @Test
    void whoIsJoiningIsUsedBehindTheOthersUntilItsChannelIsThere() {
        announced(orders("a"));
        announced(orders("b"));
        Route<Instance> route = router.route(NEEDED);
        Witness witness = router.witness();
        // The word may come before the registry's.
        witness.joining("new");
        LocalCluster.Node registered = announced(orders("new"));
        assertThat(tries(route)).endsWith("new").hasSize(3);
        witness.reachable("new");
        witness.joining("new");
        Set<String> firsts = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            firsts.add(tries(route).get(0));
        }
        assertThat(firsts).as("a channel is a channel").contains("new");
        witness.unreachable("new", "reset");
        witness.joining("new");
        registered.withdraw();
        assertThat(tries(route)).as("lost by both").doesNotContain("new");
    }

    @Test
    void drainingNeedsOneWitnessAndIsFinalForThatInstanceId() {
        LocalCluster.Node a = announced(orders("a"));
        Route<Instance> route = router.route(NEEDED);
        router.witness().draining("a");
        assertThat(tries(route)).isEmpty();
        router.witness().reachable("a");
        a.withdraw();
        assertThat(tries(route)).isEmpty();
        a.announce(orders("a"));
        assertThat(tries(route)).isEmpty();
        a.announce(orders("a2"));
        assertThat(tries(route)).containsExactly("a2");
    }

    @Test
    void aStaticEndpointMayComeBackAfterItsProcessWasRestarted() {
        try (Router pinned = new Router(StaticDirectory.parse("a:1,b:2"), RouterOptions.defaults())) {
            Route<Instance> route = pinned.route(NEEDED);
            pinned.witness().draining("a:1");
            pinned.witness().draining("b:2");
            assertThat(tries(route)).isEmpty();
            pinned.witness().unreachable("a:1", "connection refused");
            assertThat(tries(route)).containsExactly("a:1");
            pinned.witness().reachable("b:2");
            assertThat(tries(route)).containsExactly("b:2", "a:1");
        }
    }

    @Test
    void theExplanationAccountsForEveryInstance() {
        announced(orders("a").in(InstanceState.DRAINING));
        announced(orders("b"));
        announced(up("c", offer(ORDERS, "1.1")));
        announced(up("d", offer(ORDERS, "2.0")));
        announced(orders("e"));
        announced(orders("f"));
        router.witness().draining("b");
        router.witness().unreachable("e", "connection refused");
        clock += TimeUnit.SECONDS.toNanos(3);
        assertThat(explanation(router.route(NEEDED), "e", "f"))
                .isEqualTo("org.shop.Orders 1.2: 6 instances known: 2 draining, 1 serves 1.1 (older than 1.2),"
                        + " 1 serves 2.0 (another major version than 1.2), 1 unreachable since 3 s (connection refused),"
                        + " 1 tried already by this call");
    }

    @Test
    void whereNobodyIsKnownItSaysWhatToCheck() {
        announced(up("x", new ServiceOffer(new ServiceKey(ORDERS, "blue"), Version.parse("1.2"), "")));
        assertThat(explanation(router.route(NEEDED)))
                .startsWith(
                        "org.shop.Orders 1.2: no instance known: nobody announces this service in the nameless group,"
                                + " but it is announced in 'blue'; check that a provider is started")
                .contains("same cluster name")
                .contains("same group")
                .doesNotContain("out of reach");
    }

    @Test
    void aPickIsGivenBackExactlyOnce() {
        announced(orders("a"));
        Route<Instance> route = router.route(NEEDED);
        Chosen<Instance> chosen = (Chosen<Instance>) route.pick(Set.of());
        chosen.succeeded(1_000_000);
        assertThatIllegalStateException()
                .isThrownBy(chosen::notUsed)
                .withMessageStartingWith("CDIRPC201503: pick of a: it was given back twice");
        assertThatIllegalStateException().isThrownBy(() -> chosen.failed(1, Blame.ERROR));
    }

    @Test
    void ofManyThatGiveOnePickBackOneDoes() throws Exception {
        announced(orders("a"));
        Route<Instance> route = router.route(NEEDED);
        for (int round = 0; round < 200; round++) {
            Chosen<Instance> chosen = (Chosen<Instance>) route.pick(Set.of());
            AtomicInteger accepted = new AtomicInteger();
            CyclicBarrier start = new CyclicBarrier(4);
            List<Thread> parties = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                parties.add(new Thread(() -> {
                    try {
                        start.await();
                        chosen.succeeded(5);
                        accepted.incrementAndGet();
                    } catch (IllegalStateException givenBackByAnother) {
                        // As it should be for three of them.
                    } catch (InterruptedException | BrokenBarrierException e) {
                        throw new AssertionError(e);
                    }
                }));
            }
            parties.forEach(Thread::start);
            for (Thread party : parties) {
                party.join();
            }
            assertThat(accepted).hasValue(1);
        }
    }

    @Test
    void whatACallerKeepsForAnInstanceIsFoundOncePerView() {
        announced(orders("a"));
        List<String> asked = new ArrayList<>();
        Route<String> route = router.route(NEEDED, instance -> {
            asked.add(instance.instanceId());
            return "channel to " + instance.instanceId();
        });
        for (int i = 0; i < 3; i++) {
            Chosen<String> chosen = (Chosen<String>) route.pick(Set.of());
            assertThat(chosen.target()).isEqualTo("channel to a");
            chosen.notUsed();
        }
        assertThat(asked).containsExactly("a");
    }

    @Test
    void loadOutlivesSnapshotsAndGoesWithTheInstanceAndItsLastCall() {
        LocalCluster.Node a = announced(orders("a"));
        Route<Instance> route = router.route(NEEDED);
        Chosen<Instance> first = (Chosen<Instance>) route.pick(Set.of());
        Chosen<Instance> second = (Chosen<Instance>) route.pick(Set.of());
        announced(up("unrelated"));
        assertThat(router.measured()).isEqualTo(1);
        a.withdraw();
        first.succeeded(5);
        assertThat(router.measured()).isEqualTo(1);
        second.failed(5, Blame.ERROR);
        assertThat(router.measured()).isZero();
    }

    @Test
    void sightingsOfUnknownInstancesAreBounded() {
        for (int i = 0; i < 5_000; i++) {
            router.witness().draining("ghost-" + i);
            if (i % 100 == 0) {
                clock++;
            }
        }
        assertThat(((Sightings) router.witness()).view().sightings().size()).isLessThanOrEqualTo(4_097);
    }

    @Test
    void aBalancerOfTheUsersOwnIsUsedAndItsFaultsAreSaid() {
        announced(orders("a"));
        announced(orders("b"));
        BalancerFactory broken = new BalancerFactory() {
            @Override
            public String name() {
                return "broken";
            }

            @Override
            public Balancer create() {
                return (candidates, key) -> candidates.size();
            }
        };
        Router own = new Router(
                consumer, new RouterOptions("", SelfCalls.ALLOW, "", "broken", List.of(broken), () -> clock));
        assertThatIllegalStateException()
                .isThrownBy(() -> own.route(NEEDED).pick(Set.of()))
                .withMessageStartingWith("CDIRPC201502:");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> own.route(new Requirement(key(ORDERS), VersionRange.parse("1"), "p2c")))
                .withMessageContaining("(expected: one of broken)");
    }
}
