package org.cdirpc.cluster.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.cdirpc.cluster.Instances.key;
import static org.cdirpc.cluster.Instances.offer;
import static org.cdirpc.cluster.Instances.up;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.cdirpc.cluster.Instance;
import org.cdirpc.cluster.LocalCluster;
import org.cdirpc.spi.VersionRange;
import org.junit.jupiter.api.Test;

/** The rules of ejection, one by one, in a time of the test's own. */
class OutliersTest {

    private static final long SECOND = 1_000_000_000;
    private static final Requirement NEEDED = new Requirement(key("Orders"), VersionRange.parse("1.2"), "");
    /** Always the middle: ejections take exactly as long as configured. */
    private static final RandomGenerator MIDDLE = () -> 1L << 63;

    private final LocalCluster cluster = new LocalCluster();
    private final List<OutlierChange> changes = new ArrayList<>();
    private long now = SECOND;
    private Router router;
    private Route<Instance> route;

    private void fleet(String... ids) {
        fleet(OutlierSettings.defaults(), ids);
    }

    private void fleet(OutlierSettings settings, String... ids) {
        for (String id : ids) {
            cluster.join().announce(up(id, offer("Orders", "1.2")));
        }
        router = new Router(
                cluster.join(),
                new RouterOptions("", SelfCalls.ALLOW, "", "round-robin", Balancers.builtIn(), () -> now)
                        .withOutliers(settings)
                        .withOutlierListener(changes::add),
                MIDDLE);
        route = router.route(NEEDED);
    }

    /** A call that goes to that instance because it has tried all others. */
    private Chosen<Instance> pick(String id) {
        Set<String> others = new HashSet<>(Set.of("a", "b", "c", "d", "e"));
        others.remove(id);
        Chosen<Instance> chosen = (Chosen<Instance>) route.pick(others, now);
        assertThat(chosen.instance().instanceId()).isEqualTo(id);
        return chosen;
    }

    private Chosen<Instance> pick() {
        return (Chosen<Instance>) route.pick(Set.of(), now);
    }

    private void fail(String id, int times, Blame blame) {
        for (int i = 0; i < times; i++) {
            pick(id).failed(0, blame);
        }
    }

    /** How often each is picked of so many calls that succeed, 10 ms after each other. */
    private Map<String, Integer> succeed(int calls) {
        Map<String, Integer> picked = new HashMap<>();
        for (int i = 0; i < calls; i++) {
            now += SECOND / 100;
            Chosen<Instance> chosen = pick();
            picked.merge(chosen.instance().instanceId(), 1, Integer::sum);
            chosen.succeeded(1_000_000);
        }
        return picked;
    }

    @Test
    void fiveFailuresInARowEjectAndOneSuccessBetweenDoesNot() {
        fleet("a", "b");
        fail("a", 4, Blame.ERROR);
        pick("a").succeeded(1000);
        fail("a", 4, Blame.TIMEOUT);
        assertThat(changes).isEmpty();
        fail("a", 1, Blame.CONNECTION);
        assertThat(changes)
                .containsExactly(
                        new OutlierChange(key("Orders"), "node-a", "a", true, Duration.ofSeconds(5), "5 failures"));
        assertThat(succeed(100)).containsOnlyKeys("b");
    }

    @Test
    void anInstanceThatRefusesIsNotEjectedButCostsMore() {
        fleet("a", "b");
        for (int i = 0; i < 50; i++) {
            now += SECOND / 100;
            pick("a").failed(1000, Blame.OVERLOAD);
        }
        assertThat(changes).isEmpty();
        assertThat(route.current().reachable().get(0).latencyNanos()).isGreaterThan(1e9);
    }

    @Test
    void whatFailedWhileItWasEjectedIsForgottenWhenItReturns() {
        fleet("a", "b");
        fail("a", 5, Blame.ERROR);
        // Retries of calls that have tried the other come there all the same.
        fail("a", 9, Blame.ERROR);
        now += 6 * SECOND;
        pick().succeeded(1000);
        assertThat(changes).hasSize(2);
        fail("a", 1, Blame.ERROR);
        assertThat(changes).hasSize(2);
    }

    @Test
    void whoIsGivenUpOnCostsWhatItTookAndHasNotAnswered() {
        fleet("a", "b");
        Load load = route.current().reachable().get(0).load();
        long answered = load.answeredNanos();
        now += SECOND;
        pick("a").givenUp(SECOND / 10);
        assertThat(load.latencyNanos()).isBetween(0.08e9, 0.1e9);
        assertThat(load.answeredNanos()).isEqualTo(answered);
        assertThat(load.inFlight()).isZero();
    }

    @Test
    void halfOfTwentyCallsWithinTheWindowEject() {
        fleet("a", "b");
        for (int i = 0; i < 9; i++) {
            pick("a").failed(1000, Blame.ERROR);
            pick("a").succeeded(1000);
        }
        pick("a").failed(1000, Blame.ERROR);
        assertThat(changes).as("19 calls").isEmpty();
        pick("a").failed(1000, Blame.ERROR);
        assertThat(changes).extracting(OutlierChange::reason).containsExactly("11 of 20 calls failed within 10 s");
    }

    @Test
    void failuresThatAreSpreadOverTimeDoNotEject() {
        fleet("a", "b");
        for (int i = 0; i < 100; i++) {
            now += 2 * SECOND;
            pick("a").failed(1000, Blame.ERROR);
            pick("a").succeeded(1000);
        }
        assertThat(changes).isEmpty();
    }

    @Test
    void troubleThatIsOverLeavesNothingBehind() {
        fleet("a", "b");
        fail("a", 3, Blame.ERROR);
        Health health = route.current().reachable().get(0).load().health();
        assertThat(health.trouble()).isNotNull();
        now += 11 * SECOND;
        pick("a").succeeded(1000);
        assertThat(health.trouble()).isNull();
    }

    @Test
    void theLastHealthyOneIsNeverEjected() {
        fleet("a", "b");
        fail("a", 5, Blame.ERROR);
        fail("b", 50, Blame.ERROR);
        assertThat(changes).extracting(OutlierChange::instanceId).containsExactly("a");
    }

    @Test
    void aSingleInstanceIsNeverEjected() {
        fleet("a");
        fail("a", 50, Blame.TIMEOUT);
        assertThat(changes).isEmpty();
    }

    @Test
    void oneThatCannotBeReachedDoesNotCountAsHealthy() {
        fleet("a", "b");
        router.witness().unreachable("b", "connection refused");
        fail("a", 50, Blame.TIMEOUT);
        assertThat(changes).isEmpty();
    }

    @Test
    void ofFiveTwoAreEjectedAtOnceAtMost() {
        fleet("a", "b", "c", "d", "e");
        for (String id : List.of("a", "b", "c", "d")) {
            fail(id, 20, Blame.ERROR);
        }
        assertThat(changes).extracting(OutlierChange::instanceId).containsExactly("a", "b");
        assertThat(succeed(90)).containsOnlyKeys("c", "d", "e");
    }

    @Test
    void ejectedOnesServeWhenNobodyElseIsLeft() {
        fleet("a", "b");
        fail("a", 5, Blame.ERROR);
        assertThat(pick("a").instance().instanceId()).isEqualTo("a");
        router.witness().unreachable("b", "connection refused");
        assertThat(pick().instance().instanceId()).isEqualTo("a");
        router.witness().reachable("b");
        router.witness().stalled("b", "silent for 3 s");
        assertThat(pick().instance().instanceId()).isEqualTo("a");
    }

    @Test
    void noneIsEjectedWhereTheyAreOff() {
        fleet(OutlierSettings.off(), "a", "b");
        fail("a", 100, Blame.ERROR);
        assertThat(changes).isEmpty();
    }

    @Test
    void oneCallTriesItAndItsSuccessBringsItBackGradually() {
        fleet("a", "b");
        fail("a", 5, Blame.TIMEOUT);
        now += 5 * SECOND - 1;
        assertThat(pick().instance().instanceId()).isEqualTo("b");
        now += 1;
        Chosen<Instance> trial = pick();
        assertThat(trial.instance().instanceId()).isEqualTo("a");
        assertThat(succeed(100)).as("nobody else tries it meanwhile").containsOnlyKeys("b");
        trial.succeeded(now - trial.pickedNanos());
        assertThat(changes.get(1))
                .isEqualTo(new OutlierChange(
                        key("Orders"), "node-a", "a", false, Duration.ZERO, "its trial call was answered"));
        int first = succeed(100).getOrDefault("a", 0);
        assertThat(first).isBetween(5, 18);
        now += 5 * SECOND;
        assertThat(succeed(100).get("a")).isBetween(first, 47);
        now += 5 * SECOND;
        assertThat(succeed(100).get("a")).isBetween(49, 51);
    }

    @Test
    void aTrialThatFailsEjectsForLongerUpToTheLimitAndHealthForgets() {
        fleet("a", "b");
        fail("a", 5, Blame.TIMEOUT);
        for (int i = 0; i < 14; i++) {
            now = now + 61 * SECOND;
            Chosen<Instance> trial = pick();
            assertThat(trial.instance().instanceId()).isEqualTo("a");
            trial.failed(0, Blame.TIMEOUT);
        }
        assertThat(changes)
                .extracting(change -> change.duration().toSeconds())
                .containsExactly(5L, 10L, 15L, 20L, 25L, 30L, 35L, 40L, 45L, 50L, 55L, 60L, 60L, 60L, 60L);
        now += 61 * SECOND;
        pick().succeeded(1000);
        // Thirteen times were remembered; ten minutes of health forget ten.
        now += 10 * 60 * SECOND + SECOND;
        fail("a", 5, Blame.ERROR);
        assertThat(changes.get(changes.size() - 1).duration()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void aTrialThatTellsNothingMakesRoomForAnother() {
        fleet("a", "b");
        fail("a", 5, Blame.TIMEOUT);
        now += 5 * SECOND;
        Chosen<Instance> trial = pick();
        trial.notUsed();
        assertThat(pick().instance().instanceId())
                .as("not every call goes there")
                .isEqualTo("b");
        now += SECOND;
        Chosen<Instance> next = pick();
        assertThat(next.instance().instanceId()).isEqualTo("a");
        next.failed(0, Blame.OVERLOAD);
        now += SECOND;
        Chosen<Instance> last = pick();
        assertThat(last.instance().instanceId()).isEqualTo("a");
        last.succeeded(1000);
        assertThat(changes).hasSize(2);
        // Where trials never tell anything, as with one-way calls only, it comes back all the same.
        now += 20 * SECOND;
        fail("a", 5, Blame.CONNECTION);
        now += 80 * SECOND;
        pick().notUsed();
        assertThat(changes.get(3).reason()).isEqualTo("no trial call told anything");
    }

    @Test
    void oneThatAnswersNothingWhileOthersDoIsEjectedAsStalled() {
        fleet("a", "b");
        pick("a").succeeded(1_000_000);
        for (int i = 0; i < 6; i++) {
            pick("a");
        }
        for (int i = 0; i < 12; i++) {
            now += SECOND / 4;
            pick("b").succeeded(1_000_000);
            pick().notUsed();
            pick().notUsed();
        }
        assertThat(changes).hasSize(1);
        assertThat(changes.get(0).instanceId()).isEqualTo("a");
        assertThat(changes.get(0).reason()).matches("[67] calls waiting, none answered for 2 s");
    }

    @Test
    void whereNobodyAnswersNobodyIsStalled() {
        fleet("a", "b");
        for (int i = 0; i < 6; i++) {
            pick("a");
            pick("b");
        }
        for (int i = 0; i < 40; i++) {
            now += SECOND / 4;
            pick().notUsed();
        }
        assertThat(changes).isEmpty();
    }

    /** An instance that had no calls for long has had no answers for long either. */
    @Test
    void fiveCallsAtOnceAfterAPauseAreNoStall() {
        fleet("a", "b");
        for (int round = 0; round < 3; round++) {
            List<Chosen<Instance>> burst = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                burst.add(pick("a"));
            }
            pick("b").succeeded(1000);
            burst.forEach(Chosen::notUsed);
            now += 60 * SECOND;
        }
        assertThat(changes).isEmpty();
    }

    @Test
    void theExplanationSaysWhoIsEjectedWhyAndForHowLong() {
        fleet("a", "b", "c", "d");
        cluster.join().announce(up("z", offer("Orders", "1.2")).in(org.cdirpc.cluster.InstanceState.DRAINING));
        router.witness().draining("d");
        fail("a", 5, Blame.TIMEOUT);
        now += SECOND / 2;
        router.witness().stalled("c", "silent for 3 s with 12 calls waiting");
        NoInstance<Instance> none = (NoInstance<Instance>) route.pick(Set.of("a", "b", "c"), now);
        assertThat(none.explanation(id -> id.equals("b") ? "place(Order)" : null))
                .isEqualTo("Orders 1.2: 5 instances known: 1 ejected for another 5 s (5 timeouts),"
                        + " 1 contract mismatch at place(Order), 1 stalled (silent for 3 s with 12 calls waiting),"
                        + " 2 draining");
    }

    @Test
    void aBroadcastGoesToEveryEligibleInstanceAlsoTheEjected() {
        fleet("a", "b", "c");
        fail("a", 5, Blame.TIMEOUT);
        router.witness().unreachable("b", "connection refused");
        List<Chosen<Instance>> all = route.pickAll(now);
        assertThat(all).extracting(chosen -> chosen.instance().instanceId()).containsExactlyInAnyOrder("a", "b", "c");
        all.forEach(chosen -> chosen.succeeded(1000));
        assertThat(route.current().reachable())
                .allSatisfy(contender -> assertThat(contender.inFlight()).isZero());
    }

    @Test
    void aListenerThatThrowsHarmsNothing() {
        cluster.join().announce(up("a", offer("Orders", "1.2")));
        cluster.join().announce(up("b", offer("Orders", "1.2")));
        router = new Router(
                cluster.join(),
                new RouterOptions("", SelfCalls.ALLOW, "", "p2c", Balancers.builtIn(), () -> now)
                        .withOutlierListener(change -> {
                            throw new IllegalStateException("a listener's fault");
                        }));
        route = router.route(NEEDED);
        fail("a", 5, Blame.TIMEOUT);
        assertThat(pick().instance().instanceId()).isEqualTo("b");
    }

    @Test
    void settingsOutOfTheirRangeAreSaid() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OutlierSettings.defaults().withMostEjectedPercent(101))
                .withMessageStartingWith("CDIRPC201505: outlier ejection: most ejected: 101 (expected: from 0 to 100)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RouterOptions.defaults().withWarmUp(Duration.ofSeconds(-1)))
                .withMessageStartingWith("CDIRPC201507:");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RouterOptions.defaults().withZoneSpill(0.5))
                .withMessageStartingWith("CDIRPC201506:");
    }
}
