package org.cdirpc.cluster.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cdirpc.cluster.Instances.key;
import static org.cdirpc.cluster.Instances.offer;
import static org.cdirpc.cluster.Instances.up;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.cdirpc.cluster.Endpoint;
import org.cdirpc.cluster.Instance;
import org.cdirpc.cluster.LocalCluster;
import org.cdirpc.cluster.OverriddenDirectory;
import org.cdirpc.cluster.OverrideKey;
import org.cdirpc.cluster.OverrideKey.Kind;
import org.cdirpc.cluster.OverrideKey.Scope;
import org.cdirpc.cluster.OverrideValue;
import org.cdirpc.cluster.Overrides;
import org.cdirpc.cluster.ServicePart;
import org.cdirpc.cluster.Snapshot;
import org.cdirpc.cluster.StaticDirectory;
import org.cdirpc.spi.Version;
import org.cdirpc.spi.VersionRange;
import org.junit.jupiter.api.Test;

/** What operators say of instances, as routes follow it. */
class OverrideRoutingTest {

    private static final String ORDERS = "org.shop.Orders";
    private static final String STOCK = "org.shop.Stock";
    private static final OverrideValue DISKS = new OverrideValue(0, "new disks", "desk", 1);

    private final LocalCluster cluster = new LocalCluster();
    private final Overrides overrides = cluster.overrides();
    private final OverriddenDirectory directory = new OverriddenDirectory(cluster.join(), overrides);
    private final Router router = new Router(
            directory, new RouterOptions("", SelfCalls.ALLOW, "", "round-robin", Balancers.builtIn(), () -> 1));
    private final Route<Instance> orders = route(ORDERS, "1.2");

    private Route<Instance> route(String service, String version) {
        return router.route(new Requirement(key(service), VersionRange.parse(version), ""));
    }

    private void announce(Instance... instances) {
        for (Instance instance : instances) {
            cluster.join().announce(instance);
        }
    }

    private static OverrideKey withdrawn(Scope scope, String name, ServicePart part) {
        return new OverrideKey(scope, name, part, Kind.WITHDRAWN);
    }

    /** How often each is picked in so many calls. */
    private static Map<String, Integer> picks(Route<Instance> route, int calls) {
        Map<String, Integer> picks = new TreeMap<>();
        for (int i = 0; i < calls; i++) {
            if (route.pick(Set.of()) instanceof Chosen<Instance> chosen) {
                picks.merge(chosen.instance().instanceId(), 1, Integer::sum);
                chosen.notUsed();
            }
        }
        return picks;
    }

    private static String explanation(Route<Instance> route) {
        return ((NoInstance<Instance>) route.pick(Set.of())).explanation();
    }

    @Test
    void aWithdrawnInstanceIsPassedOverUntilItIsPutBack() {
        announce(up("a", offer(ORDERS, "1.2")), up("b", offer(ORDERS, "1.2")));
        OverrideKey a = withdrawn(Scope.INSTANCE, "a", ServicePart.WHOLE);
        OverrideKey b = withdrawn(Scope.NODE, "node-b", ServicePart.WHOLE);
        overrides.change(Map.of(a, DISKS), Set.of());
        assertThat(picks(orders, 10)).isEqualTo(Map.of("b", 10));

        overrides.change(Map.of(b, new OverrideValue(0, "", "desk", 1)), Set.of());
        assertThat(explanation(orders))
                .contains("2 instances known", "1 withdrawn by an operator (new disks)", "1 in maintenance");

        overrides.change(Map.of(), Set.of(a));
        assertThat(picks(orders, 10)).isEqualTo(Map.of("a", 10));
        overrides.change(Map.of(), Set.of(b));
        assertThat(picks(orders, 10)).as("back at its whole share").isEqualTo(Map.of("a", 5, "b", 5));
    }

    @Test
    void maintenanceAwaitsANodeThatRestartsAndWithdrawalDoesNot() {
        overrides.change(
                Map.of(
                        withdrawn(Scope.NODE, "node-a", ServicePart.WHOLE), DISKS,
                        withdrawn(Scope.INSTANCE, "earlier", ServicePart.WHOLE), DISKS),
                Set.of());
        announce(up("a", offer(ORDERS, "1.2")), up("b", offer(ORDERS, "1.2")));
        assertThat(picks(orders, 4)).isEqualTo(Map.of("b", 4));
    }

    @Test
    void oneServiceIsWithdrawnAndTheOthersStay() {
        announce(
                up("a", offer(ORDERS, "1.2"), offer(STOCK, "1.2")), up("b", offer(ORDERS, "1.2"), offer(STOCK, "1.2")));
        overrides.change(Map.of(withdrawn(Scope.INSTANCE, "a", ServicePart.of(key(ORDERS))), DISKS), Set.of());
        assertThat(picks(orders, 4)).isEqualTo(Map.of("b", 4));
        assertThat(picks(route(STOCK, "1.2"), 4)).isEqualTo(Map.of("a", 2, "b", 2));
    }

    @Test
    void aVersionIsWithdrawnWithoutReachingItThroughAnother() {
        announce(
                up("both", offer(ORDERS, "1.2"), offer(ORDERS, "1.3")),
                up("old", offer(ORDERS, "1.2")),
                up("new", offer(ORDERS, "1.3")));
        ServicePart newest = new ServicePart(key(ORDERS), Version.parse("1.3"));
        overrides.change(
                Map.of(
                        withdrawn(Scope.INSTANCE, "both", newest), DISKS,
                        withdrawn(Scope.INSTANCE, "new", newest), DISKS),
                Set.of());
        // Of those that it serves, a provider takes the newest that will do.
        assertThat(picks(orders, 4)).isEqualTo(Map.of("old", 4));
        assertThat(new TreeSet<>(picks(route(ORDERS, "[1.2,1.3)"), 4).keySet())).containsExactly("both", "old");
        assertThat(explanation(route(ORDERS, "1.3"))).contains("2 withdrawn by an operator", "1 serves 1.2");
    }

    @Test
    void sharesFollowTheWeightsOfOperators() {
        announce(
                up("a", offer(ORDERS, "1.2"), offer(STOCK, "1.2")), up("b", offer(ORDERS, "1.2"), offer(STOCK, "1.2")));
        Route<Instance> stock = route(STOCK, "1.2");
        OverrideKey whole = new OverrideKey(Scope.INSTANCE, "a", ServicePart.WHOLE, Kind.WEIGHT);
        OverrideKey one = new OverrideKey(Scope.NODE, "node-a", ServicePart.of(key(ORDERS)), Kind.WEIGHT);
        overrides.change(Map.of(whole, new OverrideValue(300, "", "desk", 1)), Set.of());
        assertThat(picks(orders, 8)).isEqualTo(Map.of("a", 6, "b", 2));
        overrides.change(Map.of(one, new OverrideValue(100, "", "desk", 1)), Set.of());
        assertThat(picks(orders, 8)).isEqualTo(Map.of("a", 4, "b", 4));
        assertThat(picks(stock, 8)).isEqualTo(Map.of("a", 6, "b", 2));
        overrides.change(Map.of(), Set.of(whole, one));
        assertThat(picks(stock, 8)).isEqualTo(Map.of("a", 4, "b", 4));
    }

    @Test
    void endpointsOfAListAreWithdrawnToo() {
        StaticDirectory list =
                new StaticDirectory(List.of(new Endpoint("127.0.0.1", 7001), new Endpoint("127.0.0.1", 7002)));
        try (OverriddenDirectory laid = new OverriddenDirectory(list, overrides);
                Router own = new Router(
                        laid,
                        new RouterOptions("", SelfCalls.ALLOW, "", "round-robin", Balancers.builtIn(), () -> 1))) {
            Route<Instance> route = own.route(new Requirement(key(ORDERS), VersionRange.parse("1.2"), ""));
            overrides.change(
                    Map.of(withdrawn(Scope.NODE, "127.0.0.1:7001", ServicePart.of(key(ORDERS))), DISKS), Set.of());
            assertThat(picks(route, 4)).isEqualTo(Map.of("127.0.0.1:7002", 4));
        }
    }

    @Test
    void snapshotsGrowAndHaveBothSides() {
        List<Snapshot> seen = new ArrayList<>();
        directory.subscribe(seen::add);
        announce(up("a", offer(ORDERS, "1.2")));
        OverrideKey a = withdrawn(Scope.INSTANCE, "a", ServicePart.WHOLE);
        overrides.change(Map.of(a, DISKS), Set.of());
        overrides.change(Map.of(a, DISKS), Set.of());
        assertThat(seen)
                .extracting(Snapshot::version)
                .isSorted()
                .doesNotHaveDuplicates()
                .hasSize(3);
        assertThat(seen.get(2).instances()).containsKey("a");
        assertThat(seen.get(2).overrides().all()).containsOnlyKeys(a);
        directory.close();
        overrides.change(Map.of(), Set.of(a));
        announce(up("b", offer(ORDERS, "1.2")));
        assertThat(seen).hasSize(3);
        assertThat(directory.snapshot()).isSameAs(seen.get(2));
    }
}
