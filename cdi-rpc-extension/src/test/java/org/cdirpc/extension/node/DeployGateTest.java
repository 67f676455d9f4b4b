package org.cdirpc.extension.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cdirpc.cluster.ContractStore;
import org.cdirpc.cluster.Instance;
import org.cdirpc.cluster.InstanceState;
import org.cdirpc.cluster.LocalCluster;
import org.cdirpc.cluster.NodeUses;
import org.cdirpc.cluster.RegistryException;
import org.cdirpc.cluster.ServiceKey;
import org.cdirpc.cluster.ServiceOffer;
import org.cdirpc.cluster.StoredContract;
import org.cdirpc.cluster.Use;
import org.cdirpc.extension.contract.Contract;
import org.cdirpc.extension.version.ContractDescriptor;
import org.cdirpc.spi.VersionRange;
import org.cdirpc.transport.cbor.CborLimits;
import org.cdirpc.transport.cbor.CborMapping;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a deployment is refused for, and what it is not. */
class DeployGateTest {

    private static final ServiceKey ORDERS = new ServiceKey(Orders.SERVICE, "");
    private static final OwnStart SELF = new OwnStart("new", "new-1", 100, false);

    private final CborMapping mapping = new CborMapping(CborLimits.DEFAULT);
    private final LocalCluster cluster = new LocalCluster();
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    private ContractDescriptor of(Class<?> contract) {
        return ContractDescriptor.of(Contract.read(contract, mapping).contract().orElseThrow(), mapping);
    }

    private ContractStore store(Class<?> contract) {
        ContractStore store = cluster.contracts();
        open.add(store);
        ContractDescriptor descriptor = of(contract);
        store.publish(List.of(new StoredContract(ORDERS, descriptor.version(), descriptor.hash(), descriptor.text())));
        return store;
    }

    private void consumer(String node, Class<?> contract, String range) {
        ContractDescriptor descriptor = of(contract);
        store(contract)
                .use(new NodeUses(
                        node,
                        node + "-1",
                        1,
                        List.of(new Use(ORDERS, VersionRange.parse(range), descriptor.version(), descriptor.hash()))));
    }

    private void provider(String node, InstanceState state, Class<?> contract, boolean tellsHash) {
        ContractDescriptor descriptor = of(contract);
        store(contract);
        LocalCluster.Node joined = cluster.join();
        open.add(joined);
        ServiceOffer offer = new ServiceOffer(ORDERS, descriptor.version(), tellsHash ? descriptor.hash() : "");
        joined.announce(new Instance(node, node + "-1", "127.0.0.1", 1, "", 100, state, 1, List.of(offer), false));
    }

    private void provider(String node, Class<?> contract) {
        provider(node, InstanceState.UP, contract, true);
    }

    private List<String> problems(Class<?>... contracts) {
        return problems(5_000, contracts);
    }

    private List<String> problems(long limitMillis, Class<?>... contracts) {
        ContractStore store = cluster.contracts();
        LocalCluster.Node joined = cluster.join();
        open.add(store);
        open.add(joined);
        LiveContracts live = new LiveContracts(SELF, store, joined.snapshot(), limitMillis);
        return new DeployGate(live, Arrays.stream(contracts).map(this::of).toList()).problems();
    }

    @Test
    void nothingIsInTheWayOfTheFirstProvider() {
        assertThat(problems(Orders.V10.class)).isEmpty();
    }

    @Test
    void aRollingUpgradeThatAddsAMethodPasses() {
        provider("old-1", Orders.V10.class);
        provider("old-2", Orders.V10.class);
        consumer("web", Orders.V10.class, "1.0");
        assertThat(problems(Orders.V11.class)).isEmpty();
        assertThat(problems(Orders.V10.class))
                .as("another instance of what is there")
                .isEmpty();
    }

    @Test
    void theSameVersionInAnotherShapeIsRefusedWithBothShapesAndTheFix() {
        provider("old-1", Orders.V10.class);
        provider("old-2", Orders.V10.class);
        assertThat(problems(Orders.V10Changed.class))
                .singleElement()
                .asString()
                .startsWith("CDIRPC360110: shop.Orders 1.0")
                .contains("by old-1, old-2", "raise it to 1.1", "2.0", "cdirpc.versions.gate", "place(");
    }

    @Test
    void aVersionThatOnlyAddsAMethodIsAnotherShapeToo() {
        @org.cdirpc.Remote(name = Orders.SERVICE, version = "1.0")
        interface More extends Orders.V10 {
            void further();
        }
        provider("old", Orders.V10.class);
        assertThat(problems(More.class)).singleElement().asString().contains("further()");
    }

    @Test
    void aReleaseThatBreaksALiveConsumerIsRefusedWithTheMethodAndWhoBreaks() {
        provider("old", Orders.V10.class);
        consumer("web-1", Orders.V10.class, "1.0");
        consumer("web-2", Orders.V10.class, "1.0");
        consumer("batch", Orders.V11.class, "[1.1,3)");
        assertThat(problems(Orders.V12Broken.class))
                .singleElement()
                .asString()
                .startsWith("CDIRPC360111: shop.Orders 1.2")
                .contains("place(", "consumer 1.0", "provider 1.2", "used by web-1, web-2 (1.0)", "as 2.0")
                .contains("batch (1.1, accepts [1.1,3.0))")
                .doesNotContain("count(");
    }

    @Test
    void whoeverAcceptsOtherVersionsOnlyIsNotBroken() {
        consumer("web", Orders.V10.class, "[1.0,1.2)");
        consumer("batch", Orders.V10.class, "1.0");
        assertThat(problems(Orders.V20.class)).isEmpty();
        assertThat(problems(Orders.V12Broken.class)).singleElement().asString().doesNotContain("web");
    }

    @Test
    void aConsumerThatFitsAnotherVersionOfTheSameNodeIsNotBroken() {
        consumer("web", Orders.V10.class, "1.0");
        assertThat(problems(Orders.V12Broken.class, Orders.V11.class)).isEmpty();
    }

    /** Else one consumer that was deployed by mistake would keep every provider from being started again. */
    @Test
    void whatWorksNowhereTodayIsNotBrokenByADeployment() {
        consumer("wrong", Orders.V10Changed.class, "1.0");
        assertThat(problems(Orders.V10.class))
                .as("nobody knows whether it worked")
                .hasSize(1);
        provider("old", InstanceState.DRAINING, Orders.V10.class, true);
        assertThat(problems(Orders.V11.class)).as("who drains serves nobody").hasSize(1);
        provider("old-2", Orders.V10.class);
        assertThat(problems(Orders.V11.class)).isEmpty();
    }

    /** Else nothing that crashed in the middle of an upgrade could be started again, nor the upgrade be taken back. */
    @Test
    void whoAcceptsVersionsOlderThanItsOwnKnowsWhatTheyLack() {
        provider("new-1", Orders.V11.class);
        consumer("web", Orders.V11.class, "[1.0,2)");
        assertThat(problems(Orders.V10.class)).isEmpty();
        assertThat(problems(Orders.V12Broken.class))
                .as("a newer one breaks it all the same")
                .hasSize(1);
    }

    @Test
    void whoDrainsIsNotInTheWay() {
        provider("old", InstanceState.DRAINING, Orders.V10.class, true);
        assertThat(problems(Orders.V10Changed.class)).isEmpty();
    }

    @Test
    void anOlderReleaseThatDoesNotSayWhatItServesCannotBeJudged() {
        provider("old", InstanceState.UP, Orders.V10.class, false);
        assertThat(problems(Orders.V10Changed.class)).isEmpty();
    }

    @Test
    void anEarlierStartOfTheSameNodeDoesNotCount() {
        provider("new", Orders.V10.class);
        consumer("new", Orders.V10.class, "1.0");
        assertThat(problems(Orders.V10Changed.class)).isEmpty();
        assertThat(new OwnStart("new", "new-2", 100, true).is(new NodeUses("new", "new-1", 1, List.of())))
                .as("nodes of one process have one name unless they are given others")
                .isFalse();
    }

    @Test
    void aStartAfterTheClockWasPutBackIsStillTheLaterOne() {
        Instance earlier =
                new Instance("new", "new-1", "127.0.0.1", 1, "", 100, InstanceState.UP, 5_000, List.of(), false);
        Instance other =
                new Instance("old", "old-1", "127.0.0.1", 1, "", 100, InstanceState.UP, 9_000, List.of(), false);
        long epoch = OwnStart.epochOf("new", List.of(earlier, other), 1_000);
        assertThat(epoch).isEqualTo(5_001);
        assertThat(new OwnStart("new", "new-2", epoch, false).is(earlier)).isTrue();
        assertThat(OwnStart.epochOf("new", List.of(earlier), 6_000)).isEqualTo(6_000);
    }

    /** Anyone in the grid may write there. */
    @Test
    void aTextThatIsNotWhatItsHashSaysIsNotBelieved() {
        ContractDescriptor own = of(Orders.V12Broken.class);
        ContractStore store = store(Orders.V10.class);
        for (String text : List.of(of(Orders.V10.class).text(), "cdi-rpc contract 1\nversion x\n")) {
            store.publish(List.of(new StoredContract(ORDERS, own.version(), "0123", text)));
            store.use(new NodeUses(
                    "liar", "liar-1", 1, List.of(new Use(ORDERS, VersionRange.parse("1.0"), own.version(), "0123"))));
            assertThat(problems(Orders.V12Broken.class)).isEmpty();
        }
    }

    @Test
    void readingIsBoundedInTime() {
        consumer("web", Orders.V10.class, "1.0");
        assertThatThrownBy(() -> problems(0, Orders.V11.class)).isInstanceOf(RegistryException.class);
    }

    @Test
    void allThatIsInTheWayIsSaidTogether() {
        provider("old", Orders.V11.class);
        consumer("web", Orders.V10.class, "1.0");
        @org.cdirpc.Remote(name = Orders.SERVICE, version = "1.1")
        interface Both {
            String place(String number);

            int count(String customer);

            boolean cancel(int number);
        }
        assertThat(problems(Both.class))
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("CDIRPC360110"),
                        second -> assertThat(second).startsWith("CDIRPC360111"));
    }
}
