package org.cdirpc.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.cdirpc.spi.Version;
import org.cdirpc.spi.VersionRange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every form of the store does, seen from three nodes of one cluster. */
@Timeout(60)
public abstract class ContractStoreTck {

    protected static final ServiceKey ORDERS = new ServiceKey("com.acme.Orders", "");
    protected static final Version ONE = Version.parse("1.2");

    private final List<ContractStore> opened = new ArrayList<>();

    /** A new access to the same cluster, for the first, second or third node. */
    protected abstract ContractStore open(int node);

    protected final ContractStore join(int node) {
        ContractStore store = open(node);
        opened.add(store);
        return store;
    }

    @AfterEach
    final void closeAll() {
        opened.forEach(ContractStore::close);
    }

    protected static StoredContract contract(ServiceKey key, Version version, String hash) {
        return new StoredContract(key, version, hash, "service " + key + " " + version + "\n" + hash + " ü😀\n");
    }

    protected static NodeUses uses(String node, String id, Use... uses) {
        return new NodeUses(node, id, 7, List.of(uses));
    }

    protected static Use use(String range) {
        return new Use(ORDERS, VersionRange.parse(range), ONE, "h1");
    }

    protected static void await(BooleanSupplier holds) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!holds.getAsBoolean()) {
            assertThat(deadline - System.nanoTime()).as("time left").isPositive();
            Thread.onSpinWait();
        }
    }

    @Test
    void whatOneNodePublishesAllFindBehindTheirOwnKeyOnly() {
        StoredContract first = contract(ORDERS, ONE, "h1");
        StoredContract otherShape = contract(ORDERS, ONE, "h2");
        StoredContract newer = contract(ORDERS, Version.parse("1.3"), "h1");
        StoredContract blue = contract(new ServiceKey(ORDERS.name(), "blue"), ONE, "h1");
        List<StoredContract> all = List.of(first, otherShape, newer, blue);
        ContractStore publisher = join(0);
        publisher.publish(all);
        publisher.publish(all);
        join(1).publish(List.of(first));
        for (ContractStore store : List.of(publisher, join(1), join(2))) {
            for (StoredContract each : all) {
                assertThat(store.find(each.key(), each.version(), each.hash())).contains(each);
            }
            assertThat(store.find(ORDERS, ONE, "h3")).isEmpty();
            assertThat(store.find(ORDERS, ONE, "")).isEmpty();
            assertThat(store.find(ORDERS, Version.parse("2"), "h1")).isEmpty();
        }
    }

    @Test
    void theLargestTextArrivesWhole() {
        StoredContract large = new StoredContract(ORDERS, ONE, "large", "ü".repeat(StoredContract.MAX_BYTES / 2));
        join(0).publish(List.of(large));
        assertThat(join(2).find(ORDERS, ONE, "large")).contains(large);
    }

    @Test
    void whoUsesWhatIsKnownToAllAndReplacedAsAWhole() {
        ContractStore a = join(0);
        ContractStore b = join(1);
        ContractStore onlyReads = join(2);
        assertThat(a.users()).isEmpty();
        a.use(uses("a", "i-2", use("1.2")));
        assertThat(a.users()).containsExactly(uses("a", "i-2", use("1.2")));
        a.use(uses("a", "i-2", use("[1.2,1.4]"), use("2")));
        b.use(uses("a", "i-1"));
        List<NodeUses> expected = List.of(uses("a", "i-1"), uses("a", "i-2", use("[1.2,1.4]"), use("2")));
        for (ContractStore store : List.of(a, b, onlyReads)) {
            await(() -> store.users().equals(expected));
        }
    }

    @Test
    void aNodeThatIsClosedUsesNothingAndItsContractsOutliveIt() {
        ContractStore leaving = join(0);
        ContractStore staying = join(1);
        leaving.publish(List.of(contract(ORDERS, ONE, "h1")));
        leaving.use(uses("leaving", "i-1", use("1.2")));
        staying.use(uses("staying", "i-2", use("1.2")));
        await(() -> staying.users().size() == 2);
        leaving.close();
        assertThat(staying.users()).containsExactly(uses("staying", "i-2", use("1.2")));
        assertThat(staying.find(ORDERS, ONE, "h1")).contains(contract(ORDERS, ONE, "h1"));
    }

    @Test
    void aClosedStoreSaysSoAndChangesNothing() {
        ContractStore closed = join(0);
        closed.publish(List.of(contract(ORDERS, ONE, "h1")));
        closed.close();
        closed.close();
        closed.use(uses("closed", "i-1", use("1.2")));
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> closed.publish(List.of(contract(ORDERS, ONE, "late"))))
                .withMessageContaining("closed");
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> closed.find(ORDERS, ONE, "h1"))
                .withMessageContaining("closed");
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(closed::users)
                .withMessageContaining("closed");
        ContractStore other = join(1);
        assertThat(other.users()).isEmpty();
        assertThat(other.find(ORDERS, ONE, "late")).isEmpty();
    }

    /** Refused where it is said, and not by each beat. */
    @Test
    void moreThanAnEntryCanHoldIsRefusedAndWhatWasSaidBeforeStays() {
        ContractStore store = join(0);
        store.use(uses("n", "i-1", use("1.2")));
        Use[] many = IntStream.range(0, NodeUses.MAX_USES)
                .mapToObj(i -> new Use(new ServiceKey("a.long.name.of.a.service." + i, ""), use("1").range(), ONE, "h"))
                .toArray(Use[]::new);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.use(uses("n", "i-1", many)))
                .withMessageStartingWith("CDIRPC200542:");
        assertThat(store.users()).containsExactly(uses("n", "i-1", use("1.2")));
    }
}
