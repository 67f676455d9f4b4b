package org.cdirpc.cluster.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.cdirpc.cluster.Endpoint;
import org.cdirpc.cluster.Instances;
import org.cdirpc.cluster.RegistryException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MergeTest {

    private static MemberSettings at(MemberSettings both, int port, List<Endpoint> members) {
        return new MemberSettings(both.clusterName(), both.bindHost(), port, 1, members, both.classLoader());
    }

    /** Two clusters of one name, as after a network fault or a start at the same moment that went wrong. */
    @Test
    void clustersThatMissedEachOtherMergeAndAllInstancesStay() throws Exception {
        MemberSettings both = TestGrid.settings(2);
        int port = both.firstPort();
        long begun = System.nanoTime();
        try (HazelcastMember a = HazelcastMember.start(at(both, port, both.members()))) {
            long startMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
            System.out.println("a member alone started within " + startMillis + " ms");
            assertThat(startMillis).isLessThan(10_000);
            try (HazelcastMember b =
                            HazelcastMember.start(at(both, port + 1, List.of(new Endpoint("127.0.0.1", port + 1))));
                    HazelcastDirectory atA = HazelcastDirectory.open(a.instance(), DirectorySettings.defaults());
                    HazelcastDirectory atB = HazelcastDirectory.open(b.instance(), DirectorySettings.defaults())) {
                assertThat(b.instance().getCluster().getMembers()).hasSize(1);
                atA.announce(Instances.up("a"));
                atB.announce(Instances.up("b"));
                TestGrid.await(
                        atA, 30, snapshot -> snapshot.instances().keySet().containsAll(List.of("a", "b")));
                TestGrid.await(
                        atB, 30, snapshot -> snapshot.instances().keySet().containsAll(List.of("a", "b")));
            }
        }
    }

    @Test
    void aTakenPortIsSaidWithWhatToDo() {
        MemberSettings one = TestGrid.settings(1);
        try (HazelcastMember first = HazelcastMember.start(one)) {
            assertThat(first.instance().getLifecycleService().isRunning()).isTrue();
            assertThatExceptionOfType(RegistryException.class)
                    .isThrownBy(() -> HazelcastMember.start(one))
                    .withMessageStartingWith(
                            "CDIRPC202503: The cluster member could not be started on 127.0.0.1, ports "
                                    + one.firstPort() + " to " + one.firstPort());
        }
    }
}
