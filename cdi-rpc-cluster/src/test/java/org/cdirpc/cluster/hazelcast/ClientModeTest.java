package org.cdirpc.cluster.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cdirpc.cluster.Instances;
import org.cdirpc.cluster.RegistryException;
import org.cdirpc.cluster.Snapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that are clients of a cluster that runs elsewhere: real members and clients on loopback. */
@Timeout(120)
class ClientModeTest {

    private static final DirectorySettings QUICK = new DirectorySettings(200, 2000, 1000, 5000, System::nanoTime);

    private static ClientSettings of(MemberSettings grid, long millis) {
        return new ClientSettings(grid.clusterName(), grid.members(), GridJoin.LIST, millis, grid.classLoader());
    }

    /** Everything in the grid is lost with it: who lives announces itself again, and nobody loses sight of anybody. */
    @Test
    void aClusterThatIsRestartedIsFoundAndEveryoneIsAnnouncedAgain() throws Exception {
        MemberSettings grid = TestGrid.settings(2);
        HazelcastMember external = HazelcastMember.start(grid);
        try (HazelcastLink one = HazelcastLink.start(of(grid, 20_000));
                HazelcastLink other = HazelcastLink.start(of(grid, 20_000));
                HazelcastDirectory provider = HazelcastDirectory.open(one.instance(), QUICK);
                HazelcastDirectory consumer = HazelcastDirectory.open(other.instance(), QUICK)) {
            provider.announce(Instances.up("p", Instances.offer("s", "1.2")));
            TestGrid.await(consumer, 10, snapshot -> snapshot.instances().containsKey("p"));

            external.instance().getLifecycleService().terminate();
            Snapshot last = TestGrid.await(consumer, 20, Snapshot::stale);
            assertThat(last.instances()).containsKey("p");
            TestGrid.await(provider, 20, Snapshot::stale);

            external = HazelcastMember.start(grid);
            Snapshot again = TestGrid.await(consumer, 30, snapshot -> !snapshot.stale());
            assertThat(again.instances()).containsKey("p");
            // A newcomer reads what is in the grid now and nothing else.
            try (HazelcastLink newcomer = HazelcastLink.start(of(grid, 20_000));
                    HazelcastDirectory fresh = HazelcastDirectory.open(newcomer.instance(), QUICK)) {
                TestGrid.await(fresh, 20, snapshot -> snapshot.instances().containsKey("p"));
            }
            provider.withdraw();
            TestGrid.await(consumer, 10, snapshot -> !snapshot.instances().containsKey("p"));
        } finally {
            external.instance().getLifecycleService().terminate();
        }
    }

    @Test
    void aClusterThatIsNotThereIsSaidInTime() throws Exception {
        MemberSettings nobody = TestGrid.settings(1);
        Set<Thread> others = clientThreads();
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> HazelcastLink.start(of(nobody, 500)))
                .withMessageStartingWith("CDIRPC202589: The cluster '" + nobody.clusterName()
                        + "' could not be reached within 500 ms through [127.0.0.1:" + nobody.firstPort() + "]");
        Set<Thread> left = clientThreads();
        left.removeAll(others);
        TestGrid.assertEnded(left);
        GridJoin multicast = new GridJoin(GridJoin.Kind.MULTICAST, Map.of());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ClientSettings("c", List.of(), multicast, 500, nobody.classLoader()))
                .withMessageContaining("cluster join of a client: 'multicast' (expected: list or kubernetes)");
    }

    private static Set<Thread> clientThreads() {
        return TestGrid.threads(name -> name.startsWith("cdi-rpc-") && name.contains("client"));
    }

    @Test
    void aFileSaysWhereTheClusterIs(@TempDir Path folder) throws Exception {
        MemberSettings grid = TestGrid.settings(1);
        Path file = folder.resolve("client.yaml");
        Files.writeString(
                file,
                "hazelcast-client:\n  cluster-name: " + grid.clusterName() + "\n  network:\n    cluster-members: ['"
                        + grid.members().get(0) + "']\n");
        try (HazelcastMember external = HazelcastMember.start(grid);
                HazelcastLink link = HazelcastLink.start(file.toString(), 20_000, grid.classLoader())) {
            assertThat(link.instance().getCluster().getMembers())
                    .hasSameSizeAs(external.instance().getCluster().getMembers());
        }
    }
}
