package org.cdirpc.cluster.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.cdirpc.cluster.ContractStore;
import org.cdirpc.cluster.Endpoint;
import org.cdirpc.cluster.Instances;
import org.cdirpc.cluster.NodeUses;
import org.cdirpc.cluster.RegistryException;
import org.cdirpc.cluster.ServiceKey;
import org.cdirpc.cluster.StoredContract;
import org.cdirpc.spi.Version;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    /**
     * Addresses where nobody listens do not count: left to itself, the grid tries each for 5 s, and two masters of the
     * default ten ports needed 30 to 56 s. A merge is due 3 s after it is possible; 20 s allow for a slow machine, and are
     * half of what eight silent ports cost.
     */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void portsWhereNobodyListensDoNotHoldAMergeUp(int lonely) throws Exception {
        MemberSettings ten = TestGrid.settings(10);
        int port = ten.firstPort();
        Endpoint itself = new Endpoint("127.0.0.1", port + lonely);
        try (HazelcastMember knows = HazelcastMember.start(at(ten, port + 1 - lonely, ten.members()));
                HazelcastMember alone = HazelcastMember.start(at(ten, itself.port(), List.of(itself)))) {
            assertThat(alone.instance().getCluster().getMembers()).hasSize(1);
            long begun = System.nanoTime();
            TestGrid.awaitMembers(knows.instance().getCluster(), 2, 20);
            TestGrid.awaitMembers(alone.instance().getCluster(), 2, 20);
            assertThat(System.nanoTime() - begun).isLessThan(TimeUnit.SECONDS.toNanos(20));
        }
    }

    /**
     * The grid's default merge policy keeps what the larger side has and adds what it lacks, with the time that is left:
     * right for contracts, which are the same on both sides, and for uses, which only one node writes.
     */
    @Test
    void contractsAndUsesOfBothSidesAreThereAfterAMergeAndStillEnd() throws Exception {
        MemberSettings both = TestGrid.settings(2);
        int port = both.firstPort();
        ContractStoreSettings rare = new ContractStoreSettings(60_000, 180_000, 600_000, 3_600_000, 5000);
        ServiceKey key = new ServiceKey("com.acme.Orders", "");
        Version version = Version.parse("1.2");
        StoredContract same = new StoredContract(key, version, "same", "text");
        StoredContract onlyB = new StoredContract(key, version, "b", "text of b");
        NodeUses usesA = new NodeUses("a", "a", 1, List.of());
        NodeUses usesB = new NodeUses("b", "b", 1, List.of());
        ClassLoader loader = both.classLoader();
        try (HazelcastMember a = HazelcastMember.start(at(both, port, both.members()));
                HazelcastMember b =
                        HazelcastMember.start(at(both, port + 1, List.of(new Endpoint("127.0.0.1", port + 1))));
                ContractStore atA = new HazelcastContractStore(a.instance(), rare, loader);
                ContractStore atB = new HazelcastContractStore(b.instance(), rare, loader)) {
            assertThat(b.instance().getCluster().getMembers()).hasSize(1);
            atA.publish(List.of(same));
            atB.publish(List.of(same, onlyB));
            atA.use(usesA);
            atB.use(usesB);
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
            while (!atA.users().equals(List.of(usesA, usesB))
                    || !atB.users().equals(List.of(usesA, usesB))
                    || !atA.find(key, version, "b").equals(Optional.of(onlyB))) {
                assertThat(deadline - System.nanoTime()).isPositive();
                Thread.onSpinWait();
            }
            for (HazelcastMember member : List.of(a, b)) {
                for (String user : List.of("a", "b")) {
                    assertThat(member.instance()
                                    .getMap(HazelcastContractStore.USERS)
                                    .getEntryView(user)
                                    .getTtl())
                            .isLessThanOrEqualTo(180_000);
                }
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
