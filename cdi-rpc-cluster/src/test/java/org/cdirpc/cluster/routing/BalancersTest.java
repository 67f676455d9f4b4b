package org.cdirpc.cluster.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cdirpc.cluster.Instance;
import org.cdirpc.spi.Balancer;
import org.junit.jupiter.api.Test;

class BalancersTest {

    private static List<FakeCandidate> candidates(int... weights) {
        return IntStream.range(0, weights.length)
                .mapToObj(i -> new FakeCandidate("" + (char) ('a' + i), weights[i]))
                .toList();
    }

    private static void pick(Balancer balancer, List<FakeCandidate> candidates, int times) {
        for (int i = 0; i < times; i++) {
            candidates.get(balancer.pick(candidates, 0)).picked++;
        }
    }

    @Test
    void roundRobinIsSmoothAsInNginx() {
        List<FakeCandidate> candidates = candidates(5, 1, 1);
        SmoothRoundRobin balancer = new SmoothRoundRobin();
        String turns = IntStream.range(0, 14)
                .mapToObj(i -> candidates.get(balancer.pick(candidates, 0)).node)
                .collect(Collectors.joining());
        assertThat(turns).isEqualTo("aabacaa".repeat(2));
    }

    @Test
    void roundRobinIsExactByWeightAndGoesOnWhenTheListChanges() {
        List<FakeCandidate> candidates = candidates(100, 100, 100);
        SmoothRoundRobin balancer = new SmoothRoundRobin();
        for (int i = 0; i < 300; i++) {
            List<FakeCandidate> copy = new ArrayList<>(candidates);
            copy.get(balancer.pick(copy, 0)).picked++;
        }
        assertThat(candidates).extracting(c -> c.picked).containsExactly(100, 100, 100);
        List<FakeCandidate> weighted = candidates(100, 300);
        pick(new SmoothRoundRobin(), weighted, 400);
        assertThat(weighted).extracting(c -> c.picked).containsExactly(100, 300);
    }

    @Test
    void roundRobinForgetsDepartedNodes() {
        SmoothRoundRobin balancer = new SmoothRoundRobin();
        for (int i = 0; i < 5_000; i++) {
            List<FakeCandidate> passing = List.of(new FakeCandidate("n" + i, 1), new FakeCandidate("m" + i, 1));
            assertThat(balancer.pick(passing, 0)).isBetween(0, 1);
        }
    }

    @Test
    void randomFollowsTheWeights() {
        List<FakeCandidate> candidates = candidates(100, 300, 600);
        pick(new WeightedRandom(new Random(1)), candidates, 100_000);
        assertThat(candidates.get(0).picked).isCloseTo(10_000, within(600));
        assertThat(candidates.get(1).picked).isCloseTo(30_000, within(600));
        assertThat(candidates.get(2).picked).isCloseTo(60_000, within(600));
    }

    @Test
    void twoChoicesPreferTheIdleOverTheBusyAndTheFastOverTheSlow() {
        List<FakeCandidate> candidates = candidates(100, 100);
        candidates.forEach(c -> c.latencyNanos = 1e6);
        candidates.get(0).inFlight = 3;
        Balancer balancer = new PowerOfTwoChoices(new Random(1));
        pick(balancer, candidates, 100);
        assertThat(candidates.get(1).picked).isEqualTo(100);
        candidates.get(1).latencyNanos = 1e8;
        pick(balancer, candidates, 100);
        assertThat(candidates.get(0).picked).isEqualTo(100);
    }

    @Test
    void twoChoicesTryTheUnknownButDoNotFloodIt() {
        List<FakeCandidate> candidates = candidates(100, 100);
        candidates.get(0).latencyNanos = 1e6;
        Balancer balancer = new PowerOfTwoChoices(new Random(1));
        pick(balancer, candidates, 1);
        assertThat(candidates.get(1).picked).isEqualTo(1);
        candidates.get(1).inFlight = 1;
        pick(balancer, candidates, 100);
        assertThat(candidates.get(0).picked).isEqualTo(100);
    }

    /** An event simulation: constant load on five servers, one of which is twenty times slower. */
    @Test
    void twoChoicesKeepOneSlowOfFiveFromGettingItsShare() {
        record Answer(long at, int server, Load load, long nanos) {}
        long[] clock = {0};
        LoadTable loads = new LoadTable(() -> clock[0]);
        List<Contender<Instance>> contenders = IntStream.range(0, 5)
                .mapToObj(i -> {
                    LoadTable.Key key = new LoadTable.Key(org.cdirpc.cluster.Instances.key("s"), "i" + i);
                    return new Contender<>(
                            org.cdirpc.cluster.Instances.up("i" + i),
                            Instance.DEFAULT_WEIGHT,
                            key,
                            loads.of(key, id -> null),
                            instance -> instance);
                })
                .toList();
        int[] picked = new int[5];
        Balancer balancer = new PowerOfTwoChoices(new Random(3));
        PriorityQueue<Answer> pending = new PriorityQueue<>(Comparator.comparingLong(Answer::at));
        for (int call = 0; call < 20_000; call++) {
            clock[0] += 1_000_000;
            while (!pending.isEmpty() && pending.element().at() <= clock[0]) {
                Answer answer = pending.remove();
                answer.load().observe(answer.nanos(), clock[0]);
                answer.load().ended();
            }
            int server = balancer.pick(contenders, 0);
            picked[server]++;
            Load load = contenders.get(server).load();
            load.started();
            long nanos = server == 0 ? 100_000_000 : 5_000_000;
            pending.add(new Answer(clock[0] + nanos, server, load, nanos));
        }
        assertThat(picked[0]).isLessThan(20_000 / 50);
        for (int server = 1; server < 5; server++) {
            assertThat(picked[server]).isBetween(4_000, 6_000);
        }
    }

    @Test
    void anUnknownNameIsAnErrorThatListsTheKnownOnes() {
        Balancers balancers = new Balancers(Balancers.builtIn());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> balancers.named("p3c"))
                .withMessageStartingWith(
                        "CDIRPC201500: balancer: 'p3c' (expected: one of consistent-hash, least-active, p2c, random, round-robin, shortest-response)");
        List<org.cdirpc.spi.BalancerFactory> twice = new ArrayList<>(Balancers.builtIn());
        twice.addAll(Balancers.builtIn());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Balancers(twice))
                .withMessageContaining("is the name of both");
        assertThat(Balancers.load(getClass().getClassLoader())).hasSize(6);
    }
}
