package org.cdirpc.cluster.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import com.hazelcast.nio.serialization.HazelcastSerializationException;
import com.hazelcast.partition.PartitionService;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.cdirpc.cluster.Affinity;
import org.cdirpc.cluster.InstanceRecord;
import org.cdirpc.cluster.InstanceState;
import org.cdirpc.cluster.Instances;
import org.cdirpc.cluster.RegistryException;
import org.cdirpc.cluster.Snapshot;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real members on loopback: three that start at the very same moment, and more where a test ends some. */
@Timeout(60)
class HazelcastDirectoryTest {

    private static final DirectorySettings QUICK = new DirectorySettings(200, 2000, 1000, 5000, System::nanoTime);
    private static final MemberSettings SETTINGS = TestGrid.settings(6);
    private static final List<HazelcastMember> members = new ArrayList<>();

    @BeforeAll
    static void startThreeAtOnce() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(3);
        CyclicBarrier start = new CyclicBarrier(3);
        List<Future<HazelcastMember>> started = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            started.add(pool.submit(() -> {
                start.await(10, TimeUnit.SECONDS);
                return HazelcastMember.start(SETTINGS);
            }));
        }
        pool.shutdown();
        for (Future<HazelcastMember> member : started) {
            members.add(member.get(40, TimeUnit.SECONDS));
        }
    }

    @AfterAll
    static void stop() {
        members.forEach(member -> member.instance().getLifecycleService().terminate());
    }

    private static HazelcastDirectory open(HazelcastMember member) {
        return HazelcastDirectory.open(member.instance(), QUICK);
    }

    private static boolean has(Snapshot snapshot, String id, InstanceState state) {
        var instance = snapshot.instances().get(id);
        return instance != null && instance.state() == state;
    }

    @Test
    void membersThatStartAtTheSameMomentFormOneCluster() throws Exception {
        for (HazelcastMember member : members) {
            TestGrid.awaitMembers(member.instance().getCluster(), 3, 30);
        }
    }

    @Test
    void theOwnerOfAKeyIsTheInstanceOfTheMemberThatHasItsPartition() throws Exception {
        try (HazelcastDirectory one = open(members.get(0));
                HazelcastDirectory other = open(members.get(1));
                HazelcastDirectory consumer = open(members.get(2))) {
            one.announce(Instances.up("own-0", Instances.offer("s", "1.2")));
            other.announce(Instances.up("own-1", Instances.offer("s", "1.2")));
            Affinity affinity = consumer.affinity();
            PartitionService partitions = members.get(2).instance().getPartitionService();
            List<Object> keys = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                keys.addAll(List.of("key " + i, i, (long) i, new UUID(i, i)));
            }
            Map<UUID, String> announced = new HashMap<>();
            for (int i = 0; i < 2; i++) {
                announced.put(
                        members.get(i).instance().getCluster().getLocalMember().getUuid(), "own-" + i);
            }
            // The table is copied a few times a second.
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            Set<String> found = new HashSet<>();
            boolean agree = false;
            while (!agree) {
                assertThat(System.nanoTime()).isLessThan(deadline);
                agree = true;
                found.clear();
                for (Object key : keys) {
                    UUID member = partitions.getPartition(key).getOwner().getUuid();
                    String owner = affinity.ownerInstance(key);
                    agree &= Objects.equals(owner, announced.get(member));
                    if (owner != null) {
                        found.add(owner);
                    }
                }
            }
            assertThat(found).containsExactlyInAnyOrder("own-0", "own-1");
            assertThat(affinity.ownerInstance(List.of("no key"))).isNull();
        }
    }

    @Test
    void othersSeeAnnouncementDrainAndWithdrawal() throws Exception {
        try (HazelcastDirectory provider = open(members.get(0));
                HazelcastDirectory consumer = open(members.get(1))) {
            provider.drain();
            provider.withdraw();
            provider.announce(Instances.up("adw", Instances.offer("s", "1.2")));
            TestGrid.await(consumer, 5, snapshot -> has(snapshot, "adw", InstanceState.UP));
            assertThat(consumer.snapshot().instancesOf(Instances.key("s"))).hasSize(1);
            provider.drain();
            TestGrid.await(consumer, 5, snapshot -> has(snapshot, "adw", InstanceState.DRAINING));
            provider.withdraw();
            provider.withdraw();
            TestGrid.await(consumer, 5, snapshot -> !snapshot.instances().containsKey("adw"));
            provider.announce(Instances.up("adw"));
            TestGrid.await(consumer, 5, snapshot -> has(snapshot, "adw", InstanceState.UP));
            provider.close();
            TestGrid.await(consumer, 5, snapshot -> !snapshot.instances().containsKey("adw"));
            assertThatIllegalStateException().isThrownBy(() -> provider.announce(Instances.up("adw")));
        }
    }

    @Test
    void aClosedDirectoryLeavesNoThreadBehind() throws Exception {
        Set<Thread> others = registryThreads();
        HazelcastDirectory directory = open(members.get(2));
        Set<Thread> own = registryThreads();
        own.removeAll(others);
        assertThat(own).hasSize(1);
        directory.close();
        TestGrid.assertEnded(own);
    }

    private static Set<Thread> registryThreads() {
        return TestGrid.threads(name -> name.startsWith("cdi-rpc-registry"));
    }

    @Test
    void anEntryWithoutBeatIsDroppedByTheReadersOwnClock() throws Exception {
        AtomicLong clock = new AtomicLong();
        DirectorySettings injected = new DirectorySettings(2000, 10_000, 10_000, 5000, clock::get);
        try (HazelcastDirectory consumer =
                HazelcastDirectory.open(members.get(1).instance(), injected)) {
            byte[] silent = new InstanceRecord(Instances.up("silent"), 1, "").encode();
            members.get(0).instance().getMap(Grid.MAP).set("silent", silent);
            TestGrid.await(consumer, 5, snapshot -> has(snapshot, "silent", InstanceState.UP));
            clock.addAndGet(TimeUnit.SECONDS.toNanos(9));
            assertThat(consumer.snapshot().instances()).containsKey("silent");
            clock.addAndGet(TimeUnit.SECONDS.toNanos(2));
            TestGrid.await(consumer, 5, snapshot -> !snapshot.instances().containsKey("silent"));
        } finally {
            members.get(0).instance().getMap(Grid.MAP).delete("silent");
        }
    }

    @Test
    void whatIsNotAnEntryIsSkippedAndTheOthersAreSeen() throws Exception {
        IMap<Object, Object> map = members.get(0).instance().getMap(Grid.MAP);
        map.set("bad-bytes", "nonsense".getBytes(StandardCharsets.UTF_8));
        map.set("bad-type", "text");
        map.set(7, new byte[1]);
        map.set("bad-class", new PriorityQueue<>(List.of(new Gadget())));
        map.set("other-name", new InstanceRecord(Instances.up("victim"), 1, "").encode());
        try (HazelcastDirectory provider = open(members.get(0));
                HazelcastDirectory consumer = open(members.get(1))) {
            provider.announce(Instances.up("good"));
            map.set("bad-type", "changed");
            Snapshot seen = TestGrid.await(consumer, 5, snapshot -> has(snapshot, "good", InstanceState.UP));
            assertThat(seen.stale()).isFalse();
            assertThat(seen.instances()).doesNotContainKeys("victim", "bad-bytes", "other-name");
        } finally {
            List.of("bad-bytes", "bad-type", 7, "bad-class", "other-name").forEach(map::delete);
        }
    }

    @Test
    void noClassOfAnApplicationIsDeserialized() {
        IMap<String, Object> map = members.get(0).instance().getMap("any");
        map.set("gadget", new Gadget());
        assertThatExceptionOfType(Exception.class)
                .isThrownBy(() -> map.get("gadget"))
                .satisfies(e ->
                        assertThat(e).isInstanceOfAny(SecurityException.class, HazelcastSerializationException.class));
        assertThat(Gadget.read).isFalse();
    }

    @Test
    void aClientAnnouncesAndReadsToo() throws Exception {
        ClientConfig config = new ClientConfig();
        config.setClusterName(SETTINGS.clusterName());
        config.getNetworkConfig().addAddress(SETTINGS.members().get(0).toString());
        HazelcastInstance client = HazelcastClient.newHazelcastClient(config);
        try (HazelcastDirectory provider = HazelcastDirectory.open(client, QUICK);
                HazelcastDirectory consumer = open(members.get(1))) {
            provider.announce(Instances.up("by-client"));
            TestGrid.await(consumer, 5, snapshot -> has(snapshot, "by-client", InstanceState.UP));
            TestGrid.await(provider, 5, snapshot -> has(snapshot, "by-client", InstanceState.UP));
            client.shutdown();
            // Nobody says that it left: its lease ends it.
            TestGrid.await(consumer, 10, snapshot -> !snapshot.instances().containsKey("by-client"));
        } finally {
            client.shutdown();
        }
    }

    @Test
    void aMemberThatDiesTakesItsInstanceAlongAndKeepsItsOwnLastGoodSnapshot() throws Exception {
        DirectorySettings slow = new DirectorySettings(20_000, 60_000, 60_000, 5000, System::nanoTime);
        HazelcastMember dying = HazelcastMember.start(SETTINGS);
        try (HazelcastDirectory consumer =
                        HazelcastDirectory.open(members.get(1).instance(), slow);
                HazelcastDirectory survivor =
                        HazelcastDirectory.open(members.get(0).instance(), slow)) {
            HazelcastDirectory provider = HazelcastDirectory.open(dying.instance(), slow);
            survivor.announce(Instances.up("survivor"));
            provider.announce(Instances.up("dying"));
            TestGrid.await(
                    consumer, 5, snapshot -> snapshot.instances().keySet().containsAll(List.of("survivor", "dying")));
            TestGrid.await(
                    provider, 5, snapshot -> snapshot.instances().keySet().containsAll(List.of("survivor", "dying")));

            dying.instance().getLifecycleService().terminate();
            TestGrid.await(consumer, 10, snapshot -> !snapshot.instances().containsKey("dying"));
            assertThat(consumer.snapshot().instances()).containsKey("survivor");

            Snapshot last = TestGrid.await(provider, 5, Snapshot::stale);
            assertThat(last.instances()).containsKeys("survivor", "dying");
            assertThatExceptionOfType(RegistryException.class)
                    .isThrownBy(provider::drain)
                    .withMessageStartingWith("CDIRPC202504: drain instance dying");
            provider.close();
            provider.close();
            assertThat(provider.snapshot().instances()).containsKeys("survivor", "dying");
        }
    }

    /** Counts as an attack when it is read. */
    static final class Gadget implements java.io.Serializable, Comparable<Gadget> {
        private static final long serialVersionUID = 1L;
        static volatile boolean read;

        private void readObject(java.io.ObjectInputStream in) {
            read = true;
        }

        @Override
        public int compareTo(Gadget other) {
            return 0;
        }
    }
}
