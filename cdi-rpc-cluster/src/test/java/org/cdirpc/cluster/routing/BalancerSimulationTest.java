package org.cdirpc.cluster.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cdirpc.cluster.routing.Simulation.MILLI;
import static org.cdirpc.cluster.routing.Simulation.SECOND;

import java.util.HashMap;
import java.util.Map;
import org.cdirpc.cluster.routing.Simulation.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each balancer promises, in simulated fleets; times are simulated too, and the same in every run. */
class BalancerSimulationTest {

    /** A fleet of fast instances, which answer after 5 ms on average. */
    private static Simulation fleet(String balancer, int size) {
        Simulation fleet = new Simulation(balancer);
        for (int i = 0; i < size; i++) {
            fleet.join("fast-" + i, 100, fleet.exponential(5));
        }
        return fleet;
    }

    @ParameterizedTest
    @ValueSource(strings = {"p2c", "shortest-response"})
    void oneOfFiveThatIsTwentyTimesSlowerDoesNotDoubleTheTail(String balancer) {
        Simulation without = fleet(balancer, 4);
        without.run(1000, 30);
        Simulation with = fleet(balancer, 4);
        Server slow = with.join("slow", 100, with.exponential(100));
        with.run(1000, 30);
        assertThat(with.percentileMillis(99)).isLessThan(2 * without.percentileMillis(99));
        assertThat(with.percent(slow)).isLessThan(1);
        assertThat(slow.calls).as("it is tried again now and then").isGreaterThan(5);
        assertThat(with.changes).as("slow is not sick").isEmpty();
    }

    @Test
    void leastActiveKeepsASlowOneFromFillingUp() {
        Simulation fleet = fleet("least-active", 4);
        Server slow = fleet.join("slow", 100, fleet.exponential(100));
        fleet.run(2000, 30);
        // By Little's law its share is about a twentieth of another's where calls in flight are equal.
        assertThat(fleet.percent(slow)).isBetween(0.3, 3.0);
        fleet.servers.values().forEach(server -> assertThat(server.most).isLessThan(20));
        Simulation blind = fleet("random", 4);
        blind.join("slow", 100, blind.exponential(100));
        blind.run(2000, 30);
        assertThat(fleet.percentileMillis(99)).isLessThan(blind.percentileMillis(99) / 3);
    }

    @Test
    void leastActiveFollowsTheWeightsAmongTheIdle() {
        Simulation fleet = new Simulation("least-active");
        Server light = fleet.join("light", 100, server -> 1);
        Server heavy = fleet.join("heavy", 300, server -> 1);
        fleet.runOneByOne(10);
        assertThat(fleet.percent(light)).isBetween(23.0, 27.0);
        assertThat(fleet.percent(heavy)).isBetween(73.0, 77.0);
    }

    @Test
    void roundRobinIsExactAndRandomIsNearTheWeights() {
        Simulation exact = new Simulation("round-robin");
        Server one = exact.join("one", 100, server -> 1);
        Server three = exact.join("three", 300, server -> 1);
        for (int i = 0; i < 4_000; i++) {
            exact.call(0);
            exact.now += MILLI / 10;
        }
        assertThat(one.calls).isEqualTo(1_000);
        assertThat(three.calls).isEqualTo(3_000);
        Simulation near = new Simulation("random");
        Server light = near.join("light", 100, server -> 1);
        near.join("heavy", 300, server -> 1);
        near.run(1000, 20);
        assertThat(near.percent(light)).isBetween(24.0, 26.0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"p2c", "round-robin", "random", "least-active", "shortest-response", "consistent-hash"})
    void oneThatErrsFastAttractsAlmostNothing(String balancer) {
        Simulation fleet = fleet(balancer, 4);
        Server erring = fleet.join("erring", 100, fleet.exponential(5));
        erring.errs = true;
        fleet.run(200, 120);
        assertThat(fleet.percent(erring)).isLessThan(0.3);
        assertThat(fleet.failures).isLessThan(60);
        assertThat(fleet.changes.get(0).reason()).isEqualTo("5 errors");
        // And when it is mended, it is taken back.
        erring.errs = false;
        fleet.run(200, 90);
        fleet.reset();
        fleet.run(200, 30);
        assertThat(fleet.percent(erring)).isGreaterThan(12);
    }

    @ParameterizedTest
    @ValueSource(strings = {"p2c", "round-robin", "random", "least-active", "shortest-response", "consistent-hash"})
    void ofTwoOneThatFreezesIsLeftAlone(String balancer) {
        Simulation fleet = fleet(balancer, 2);
        fleet.run(200, 10);
        Server frozen = fleet.servers.get("fast-0");
        frozen.frozen = true;
        fleet.reset();
        fleet.run(200, 60);
        assertThat(fleet.changes).isNotEmpty();
        assertThat(fleet.changes.get(0).instanceId()).isEqualTo("fast-0");
        // What was sent before it was noticed, and a trial now and then. The blind ones send it half of three seconds.
        assertThat(fleet.failures).isLessThan(330);
        fleet.reset();
        fleet.run(200, 60);
        assertThat(fleet.failures).isLessThan(10);
        assertThat(fleet.changes).extracting(OutlierChange::instanceId).containsOnly("fast-0");
    }

    /** It is slow at first as well, as a JVM that has just started. */
    @ParameterizedTest
    @ValueSource(strings = {"p2c", "round-robin", "random", "least-active", "shortest-response", "consistent-hash"})
    void aNewInstanceGetsMoreAndMoreCalls(String balancer) {
        Simulation fleet = fleet(balancer, 4);
        fleet.run(300, 20);
        long joined = fleet.now;
        Server fresh = fleet.join("fresh", 100, server -> {
            double age = (fleet.now - joined) / (double) SECOND;
            return fleet.exponential(5 + 45 * Math.max(0, 1 - age / 10)).applyAsDouble(server);
        });
        double[] shares = new double[12];
        for (int i = 0; i < shares.length; i++) {
            fleet.reset();
            fleet.run(300, 10);
            shares[i] = fleet.percent(fresh);
        }
        assertThat(shares[0]).as("the first 10 s").isBetween(0.1, 7.0);
        // Whoever had no slow answer lately is this one's favourite, also with a part of the calls it would get.
        double most = balancer.equals("shortest-response") ? 30 : 18.5;
        assertThat(shares[3]).as("30 to 40 s").isBetween(5.0, most).isGreaterThan(shares[0]);
        double warm = 0;
        for (int i = 7; i < shares.length; i++) {
            warm += shares[i] / 5;
        }
        assertThat(warm).as("warm").isBetween(17.0, 23.0);
    }

    /** Sequential load gives no pressure away from the fast one; only a new measurement can mend the picture. */
    @Test
    void oneThatWasSlowWhenColdGetsItsShareSoonUnderSequentialLoad() {
        Simulation fleet = new Simulation("p2c");
        fleet.join("warm", 100, server -> 1);
        Server cold = fleet.join("cold", 100, server -> server.calls <= 2 ? 500 : 1);
        fleet.runOneByOne(15);
        fleet.reset();
        cold.calls = 3;
        fleet.runOneByOne(5);
        assertThat(fleet.percent(cold)).isBetween(40.0, 60.0);
    }

    @Test
    void twoChoicesFollowTheWeightsUnderLoad() {
        Simulation fleet = new Simulation("p2c");
        Server light = fleet.join("light", 100, fleet.exponential(5));
        fleet.join("heavy", 200, fleet.exponential(5));
        fleet.run(2000, 30);
        assertThat(fleet.percent(light)).isBetween(20.0, 40.0);
    }

    @Test
    void ofAHashedFleetOneThatLeavesMovesItsOwnKeysOnly() {
        Simulation fleet = fleet("consistent-hash", 10);
        Map<Long, String> before = placed(fleet);
        fleet.leave("fast-3");
        Map<Long, String> after = placed(fleet);
        long moved = before.entrySet().stream()
                .filter(entry -> !after.get(entry.getKey()).equals(entry.getValue()))
                .count();
        assertThat(before.values().stream().filter("fast-3"::equals).count()).isEqualTo(moved);
        assertThat(moved).isBetween(600L, 1_400L);
        // Each has about its share, by the number of its points.
        Map<String, Integer> shares = new HashMap<>();
        before.values().forEach(node -> shares.merge(node, 1, Integer::sum));
        assertThat(shares.values()).allSatisfy(share -> assertThat(share).isBetween(700, 1_300));
    }

    private static Map<Long, String> placed(Simulation fleet) {
        Map<Long, String> placed = new HashMap<>();
        for (long key = 1; key <= 10_000; key++) {
            Server before = fleet.call(key);
            String id = fleet.servers.entrySet().stream()
                    .filter(entry -> entry.getValue() == before)
                    .findFirst()
                    .orElseThrow()
                    .getKey();
            placed.put(key, id);
            fleet.drain();
        }
        return placed;
    }

    @Test
    void aHotKeyFillsNoNodeAboveTheBound() {
        Simulation fleet = new Simulation("consistent-hash");
        for (int i = 0; i < 5; i++) {
            fleet.join("n" + i, 100, server -> 1000);
        }
        // All at once, all of one key.
        int calls = 80;
        Map<String, Integer> inFlight = new HashMap<>();
        for (int i = 1; i <= calls; i++) {
            fleet.call(77);
            int bound = (int) Math.ceil(1.25 * i / 5);
            fleet.servers.forEach((id, server) -> {
                inFlight.put(id, server.calls);
                assertThat(server.calls).isLessThanOrEqualTo(bound);
            });
        }
        assertThat(inFlight.values()).as("its own node is full").contains(20);
    }
}
