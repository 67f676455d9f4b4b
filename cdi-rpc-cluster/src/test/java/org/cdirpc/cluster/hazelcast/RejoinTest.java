package org.cdirpc.cluster.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.cdirpc.cluster.Endpoint;
import org.cdirpc.cluster.Instance;
import org.cdirpc.cluster.InstanceRecord;
import org.cdirpc.cluster.InstanceState;
import org.cdirpc.cluster.Instances;
import org.cdirpc.cluster.Snapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Members that come back: after they were frozen, or as another process under the same name. */
@Timeout(120)
class RejoinTest {

    private static final DirectorySettings QUICK = new DirectorySettings(200, 2000, 1000, 5000, System::nanoTime);

    private static Instance start(String id, int port, long epoch) {
        return new Instance("n", id, "127.0.0.1", port, "", 100, InstanceState.UP, epoch, List.of(), false);
    }

    private static MemberSettings at(MemberSettings grid, int index) {
        return new MemberSettings(
                grid.clusterName(), "127.0.0.1", grid.firstPort() + index, 1, grid.members(), grid.classLoader());
    }

    /** Nothing of the earlier start comes back, not even if a merge or a late write brings its entry back. */
    @Test
    void aNodeThatIsBackAtAnotherAddressHasOneEntryAndALaterEpoch() throws Exception {
        MemberSettings grid = TestGrid.settings(3);
        try (HazelcastMember consumer = HazelcastMember.start(at(grid, 0));
                HazelcastMember killed = HazelcastMember.start(at(grid, 1));
                HazelcastDirectory seen = HazelcastDirectory.open(consumer.instance(), QUICK);
                HazelcastDirectory earlier = HazelcastDirectory.open(killed.instance(), QUICK)) {
            earlier.announce(start("n-1", 7701, 1));
            TestGrid.await(seen, 20, snapshot -> snapshot.instances().containsKey("n-1"));
            byte[] entry = (byte[]) consumer.instance().getMap(Grid.MAP).get("n-1");
            assertThat(InstanceRecord.decode(entry).member())
                    .isEqualTo(killed.instance()
                            .getCluster()
                            .getLocalMember()
                            .getUuid()
                            .toString());
            killed.instance().getLifecycleService().terminate();
            try (HazelcastMember again = HazelcastMember.start(at(grid, 2));
                    HazelcastDirectory later = HazelcastDirectory.open(again.instance(), QUICK)) {
                later.announce(start("n-2", 7702, 2));
                Snapshot now = TestGrid.await(
                        seen, 20, snapshot -> snapshot.instances().keySet().equals(Set.of("n-2")));
                assertThat(now.instances().get("n-2"))
                        .extracting(Instance::node, Instance::port, Instance::epoch)
                        .containsExactly("n", 7702, 2L);
                // As a merge may: its own beat was the last, so that nobody can write a later one.
                consumer.instance().getMap(Grid.MAP).set("n-1", entry);
                later.announce(start("n-2", 7703, 2));
                TestGrid.await(
                        seen,
                        20,
                        snapshot -> snapshot.instances().containsKey("n-2")
                                && snapshot.instances().get("n-2").port() == 7703);
                assertThat(seen.snapshot().instances()).containsOnlyKeys("n-2");
                TestGrid.await(
                        later, 20, snapshot -> snapshot.instances().keySet().equals(Set.of("n-2")));
            }
        }
    }

    /** Its heartbeats stop for longer than a member may be silent, its kernel goes on to accept connections. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aFrozenMemberIsGivenUpAndAnnouncedAgainWhenItGoesOn() throws Exception {
        MemberSettings grid = TestGrid.settings(2);
        MemberSettings first = new MemberSettings(
                grid.clusterName(),
                "127.0.0.1",
                grid.firstPort(),
                1,
                List.of(new Endpoint("127.0.0.1", grid.firstPort())),
                grid.classLoader());
        try (HazelcastMember member = HazelcastMember.start(first);
                HazelcastDirectory directory =
                        HazelcastDirectory.open(member.instance(), DirectorySettings.defaults());
                MemberProcess frozen = MemberProcess.start(first, grid.firstPort() + 1, "frozen")) {
            directory.announce(Instances.up("witness"));
            TestGrid.await(
                    directory, 20, snapshot -> snapshot.instances().keySet().containsAll(List.of("witness", "frozen")));
            frozen.signal("STOP");
            Snapshot without =
                    TestGrid.await(directory, 30, snapshot -> snapshot.missing().contains("frozen"));
            assertThat(without.instances()).containsOnlyKeys("witness");
            assertThat(without.stale()).isFalse();
            assertThat(member.instance().getCluster().getMembers()).hasSize(1);
            long thawed = System.nanoTime();
            frozen.signal("CONT");
            Snapshot back = TestGrid.await(
                    directory, 30, snapshot -> snapshot.instances().containsKey("frozen"));
            System.out.println("a frozen member was announced again "
                    + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - thawed) + " ms after it went on");
            assertThat(back.instances()).containsOnlyKeys("witness", "frozen");
            TestGrid.await(directory, 20, snapshot -> snapshot.missing().isEmpty());
        }
    }
}
