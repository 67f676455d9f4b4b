package org.cdirpc.cluster.hazelcast;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.cdirpc.cluster.ContractStore;
import org.cdirpc.cluster.ContractStoreTck;
import org.cdirpc.cluster.NodeUses;
import org.cdirpc.cluster.RegistryException;
import org.cdirpc.cluster.StoredContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two real members on loopback and a client; a third member where one dies. */
class HazelcastContractStoreTest extends ContractStoreTck {

    private static final ClassLoader LOADER = HazelcastContractStoreTest.class.getClassLoader();
    private static final ContractStoreSettings SLOW = ContractStoreSettings.within(5000);
    private static final ContractStoreSettings QUICK = new ContractStoreSettings(100, 3000, 60_000, 180_000, 5000);
    private static final ContractStoreSettings SHORT = new ContractStoreSettings(100, 3000, 300, 3000, 5000);
    private static final MemberSettings SETTINGS = TestGrid.settings(3);

    private static HazelcastMember one;
    private static HazelcastMember other;
    private static HazelcastInstance client;

    @BeforeAll
    static void start() throws Exception {
        one = HazelcastMember.start(SETTINGS);
        other = HazelcastMember.start(SETTINGS);
        TestGrid.awaitMembers(one.instance().getCluster(), 2, 30);
        client = client(SETTINGS);
    }

    @AfterAll
    static void stop() {
        client.shutdown();
        other.close();
        one.close();
    }

    private static HazelcastInstance client(MemberSettings settings) {
        ClientConfig config = new ClientConfig();
        config.setClusterName(settings.clusterName());
        settings.members().forEach(member -> config.getNetworkConfig().addAddress(member.toString()));
        return HazelcastClient.newHazelcastClient(config);
    }

    @BeforeEach
    void clear() {
        contracts().clear();
        users().clear();
    }

    private static IMap<Object, Object> contracts() {
        return one.instance().getMap(HazelcastContractStore.CONTRACTS);
    }

    private static IMap<Object, Object> users() {
        return one.instance().getMap(HazelcastContractStore.USERS);
    }

    private static HazelcastContractStore over(HazelcastInstance instance, ContractStoreSettings settings) {
        return new HazelcastContractStore(instance, settings, LOADER);
    }

    /** With beats so rare that nothing here is owed to one. */
    @Override
    protected ContractStore open(int node) {
        return over(List.of(one.instance(), other.instance(), client).get(node), SLOW);
    }

    private static String entry(String hash) {
        return OwnContracts.entry(ORDERS, ONE, hash);
    }

    @Test
    void theGridHoldsTextAndBytesWithATimeToLive() {
        ContractStore store = join(0);
        StoredContract contract = contract(ORDERS, ONE, "h1");
        store.publish(List.of(contract));
        store.use(uses("n", "i-1", use("1.2")));
        await(() -> users().containsKey("i-1"));
        assertThat(contracts().get("com.acme.Orders\t\t1.2\th1"))
                .isEqualTo(contract.text().getBytes(UTF_8));
        assertThat(contracts().getEntryView(entry("h1")).getTtl()).isEqualTo(3_600_000);
        assertThat(users().get("i-1")).isEqualTo(uses("n", "i-1", use("1.2")).encode());
        assertThat(users().getEntryView("i-1").getTtl()).isEqualTo(30_000);
    }

    /** Nobody is told that a node has crashed: its entries just end, and those of the living do not. */
    @Test
    void whatACrashedNodeSaidVanishesAndWhatTheLivingSayStays() throws Exception {
        HazelcastMember crashing = HazelcastMember.start(SETTINGS);
        TestGrid.awaitMembers(one.instance().getCluster(), 3, 30);
        HazelcastContractStore dead = over(crashing.instance(), SHORT);
        ContractStore reader = join(2);
        try (HazelcastContractStore living = over(other.instance(), SHORT)) {
            living.publish(List.of(contract(ORDERS, ONE, "living")));
            living.use(uses("living", "i-1", use("1.2")));
            dead.publish(List.of(contract(ORDERS, ONE, "dead")));
            dead.use(uses("dead", "i-2", use("1.2")));
            await(() -> reader.users().size() == 2);

            crashing.instance().getLifecycleService().terminate();
            await(() -> reader.users().equals(List.of(uses("living", "i-1", use("1.2")))));
            await(() -> reader.find(ORDERS, ONE, "dead").isEmpty());
            await(() -> reader.find(ORDERS, ONE, "living").isPresent());
        } finally {
            dead.close();
        }
    }

    /** The time to live passes more than twice over; at every look both are there. */
    @Test
    void aLivingNodesEntriesDoNotEndBetweenBeats() {
        // Thirty beats in a lease, so that a busy machine cannot miss them all.
        ContractStoreSettings often = new ContractStoreSettings(100, 4000, 300, 4000, 5000);
        ContractStore reader = join(2);
        try (HazelcastContractStore living = over(other.instance(), often)) {
            living.publish(List.of(contract(ORDERS, ONE, "living")));
            living.use(uses("living", "i-1", use("1.2")));
            await(() -> reader.users().size() == 1);
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(9);
            while (System.nanoTime() - end < 0) {
                assertThat(reader.users()).hasSize(1);
                assertThat(reader.find(ORDERS, ONE, "living")).isPresent();
            }
        }
    }

    @Test
    void whatTheGridLostIsWrittenAgainByTheNextBeat() {
        ContractStore reader = join(0);
        try (HazelcastContractStore member = over(other.instance(), QUICK);
                HazelcastContractStore byClient = over(client, QUICK)) {
            member.publish(List.of(contract(ORDERS, ONE, "h1"), contract(ORDERS, ONE, "h2")));
            byClient.publish(List.of(contract(ORDERS, ONE, "h3")));
            member.use(uses("member", "i-1", use("1.2")));
            byClient.use(uses("by-client", "i-2", use("1.2")));
            contracts().clear();
            users().clear();
            for (String hash : List.of("h1", "h2", "h3")) {
                await(() -> reader.find(ORDERS, ONE, hash).isPresent());
            }
            await(() -> reader.users().size() == 2);
        }
    }

    /** Whoever has the contract itself believes itself; the renewal puts the grid right for the others. */
    @Test
    void whatOthersWroteInPlaceOfAnOwnContractIsReplaced() {
        ContractStore reader = join(0);
        try (HazelcastContractStore owner = over(other.instance(), SHORT)) {
            StoredContract contract = contract(ORDERS, ONE, "h1");
            owner.publish(List.of(contract));
            contracts().set(entry("h1"), "nonsense".getBytes(UTF_8));
            assertThat(owner.find(ORDERS, ONE, "h1")).contains(contract);
            await(() -> reader.find(ORDERS, ONE, "h1").equals(Optional.of(contract)));
        }
    }

    @Test
    void whatIsMalformedIsSkippedAndSaidOnce() {
        NodeUses good = uses("good", "i-1", use("1.2"));
        users().set("i-1", good.encode());
        users().set("bad\nbytes", "nonsense".getBytes(UTF_8));
        users().set("bad-type", "text");
        users().set(7, new byte[1]);
        users().set("bad-class", new Gadget());
        users().set("too-large", new byte[NodeUses.MAX_BYTES + 1]);
        users().set("victim", good.encode());
        contracts().set(entry("type"), "text");
        contracts().set(entry("class"), new Gadget());
        contracts().set(entry("empty"), new byte[0]);
        contracts().set(entry("large"), new byte[StoredContract.MAX_BYTES + 1]);
        contracts().set(entry("utf"), new byte[] {(byte) 0xff});
        for (int node : List.of(0, 2)) {
            try (Lines lines = new Lines();
                    ContractStore store = open(node)) {
                for (int round = 0; round < 2; round++) {
                    assertThat(store.users()).containsExactly(good);
                    for (String hash : List.of("type", "class", "empty", "large", "utf")) {
                        assertThat(store.find(ORDERS, ONE, hash)).as(hash).isEmpty();
                    }
                }
                assertThat(lines.all)
                        .hasSize(6 + 5)
                        .doesNotHaveDuplicates()
                        .allMatch(line -> line.startsWith("CDIRPC202003: ") && line.indexOf('\n') < 0);
            }
            // Whoever brings a client of its own sets that up itself.
            assertThat(Gadget.read && node == 0).isFalse();
        }
    }

    @Test
    void aClosedStoreLeavesNoThreadBehindAndAnUnusedOneHasNone() throws Exception {
        // One of a store before, whose grid was gone, may still wait for that.
        Set<Thread> others = threads();
        HazelcastContractStore unused = over(one.instance(), SLOW);
        assertThat(threads()).isSubsetOf(others);
        unused.close();
        HazelcastContractStore used = over(one.instance(), SLOW);
        used.use(uses("n", "i-1"));
        Set<Thread> own = threads();
        own.removeAll(others);
        assertThat(own).hasSize(1);
        used.close();
        TestGrid.assertEnded(own);
        assertThat(users().containsKey("i-1")).isFalse();
    }

    private static Set<Thread> threads() {
        return TestGrid.threads("cdi-rpc-contracts"::equals);
    }

    /** An external cluster that is restarted has forgotten everything; until it is back, nobody waits long. */
    @Test
    void aRestartedClusterIsToldAgainAndUntilThenEveryCallEndsInTime() {
        MemberSettings settings = TestGrid.settings(1);
        HazelcastMember before = HazelcastMember.start(settings);
        HazelcastInstance outside = client(settings);
        ContractStoreSettings impatient = new ContractStoreSettings(100, 3000, 60_000, 180_000, 500);
        try (Lines lines = new Lines();
                HazelcastContractStore store = over(outside, impatient)) {
            store.publish(List.of(contract(ORDERS, ONE, "h1")));
            store.use(uses("n", "i-1"));
            before.instance().getLifecycleService().terminate();
            long begun = System.nanoTime();
            assertThatExceptionOfType(RegistryException.class)
                    .isThrownBy(store::users)
                    .withMessageStartingWith("CDIRPC202541: cannot read who calls what: ");
            assertThatExceptionOfType(RegistryException.class).isThrownBy(() -> store.find(ORDERS, ONE, "h2"));
            assertThatExceptionOfType(RegistryException.class)
                    .isThrownBy(() -> store.publish(List.of(contract(ORDERS, ONE, "h2"))));
            store.use(uses("n", "i-1", use("1.2")));
            assertThat(System.nanoTime() - begun).isLessThan(TimeUnit.SECONDS.toNanos(10));
            // Else the cluster may be back before the first write has failed.
            await(() -> lines.all.stream().anyMatch(line -> line.contains("CDIRPC202043")));

            try (HazelcastMember after = HazelcastMember.start(settings);
                    HazelcastContractStore reader = over(after.instance(), SLOW)) {
                await(() -> reader.find(ORDERS, ONE, "h1").isPresent());
                await(() -> reader.find(ORDERS, ONE, "h2").isPresent());
                await(() -> reader.users().equals(List.of(uses("n", "i-1", use("1.2")))));
            }
            assertThat(lines.all)
                    .filteredOn(line -> line.contains("CDIRPC202043"))
                    .hasSizeBetween(1, 2);
        } finally {
            outside.shutdown();
        }
    }

    /** What this feature logs, a line each. */
    private static final class Lines extends Handler implements AutoCloseable {
        private final Logger logger = Logger.getLogger("org.cdirpc.cluster.hazelcast");
        final Queue<String> all = new ConcurrentLinkedQueue<>();

        Lines() {
            logger.addHandler(this);
        }

        @Override
        public void publish(LogRecord line) {
            all.add(line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            logger.removeHandler(this);
        }
    }

    /** Counts as an attack when it is read. */
    static final class Gadget implements Serializable {
        private static final long serialVersionUID = 1L;
        static volatile boolean read;

        private void readObject(java.io.ObjectInputStream in) {
            read = true;
        }
    }
}
