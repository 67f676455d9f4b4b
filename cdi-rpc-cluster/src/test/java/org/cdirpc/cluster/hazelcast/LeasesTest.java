package org.cdirpc.cluster.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.cdirpc.cluster.Instance;
import org.cdirpc.cluster.InstanceRecord;
import org.cdirpc.cluster.InstanceState;
import org.cdirpc.cluster.Instances;
import org.junit.jupiter.api.Test;

class LeasesTest {

    private static final Set<String> NOBODY = Set.of();
    private final Leases leases = new Leases(10);

    private boolean saw(String id, long beat, long now) {
        return leases.saw(new InstanceRecord(Instances.up(id), beat, ""), now);
    }

    private Set<String> alive(Set<String> members) {
        return Set.copyOf(
                leases.alive(members).stream().map(Instance::instanceId).toList());
    }

    @Test
    void anEntryLivesForALeaseAfterItsBeatGrewLast() {
        saw("a", 1, 0);
        saw("b", 1, 0);
        saw("a", 1, 5);
        saw("b", 2, 5);
        assertThat(leases.anyExpired(9)).isFalse();
        assertThat(leases.anyExpired(10)).isTrue();
        leases.dropExpired(10);
        assertThat(alive(NOBODY)).containsExactly("b");
        leases.dropExpired(15);
        assertThat(alive(NOBODY)).isEmpty();
    }

    /** The grid keeps what nobody writes any more for six leases, and each reading of the map sees it again. */
    @Test
    void anEntryWhoseLeaseEndedIsNotBackBecauseTheGridStillHasIt() {
        saw("dead", 7, 0);
        leases.dropExpired(10);
        for (int now = 11; now <= 70; now++) {
            saw("dead", 7, now);
            leases.dropExpired(now);
            assertThat(alive(NOBODY)).isEmpty();
        }
        assertThat(leases.isWithdrawn("dead")).isFalse();
        saw("dead", 8, 71);
        assertThat(alive(NOBODY)).containsExactly("dead");
    }

    @Test
    void anInstanceIsLateWhoseBeatStandsStill() {
        saw("a", 1, 0);
        saw("b", 1, 0);
        saw("b", 2, 4);
        saw("a", 1, 4);
        assertThat(leases.late(leases.alive(NOBODY), 6, 5)).isEmpty();
        assertThat(leases.late(leases.alive(NOBODY), 6, 6))
                .extracting(Instance::instanceId)
                .containsExactly("a");
        saw("a", 2, 7);
        assertThat(leases.late(leases.alive(NOBODY), 6, 7)).isEmpty();
    }

    @Test
    void timeMayPassTheEndOfTheClock() {
        saw("a", 1, Long.MAX_VALUE - 2);
        assertThat(leases.anyExpired(Long.MIN_VALUE + 6)).isFalse();
        assertThat(leases.anyExpired(Long.MIN_VALUE + 7)).isTrue();
    }

    @Test
    void whatIsOlderThanWhatIsKnownChangesNothing() {
        leases.saw(new InstanceRecord(Instances.up("a").in(InstanceState.DRAINING), 7, ""), 0);
        saw("a", 6, 1);
        assertThat(leases.alive(NOBODY)).extracting(Instance::state).containsExactly(InstanceState.DRAINING);
        leases.withdrawn("a", 2);
        saw("a", 7, 3);
        assertThat(alive(NOBODY)).isEmpty();
        saw("a", 8, 4);
        assertThat(alive(NOBODY)).containsExactly("a");
    }

    @Test
    void anEntryIsHiddenWhileTheMemberThatWroteItIsAway() {
        leases.saw(new InstanceRecord(Instances.up("a"), 1, "m1"), 0);
        saw("byClient", 1, 0);
        assertThat(alive(Set.of("m1"))).containsExactlyInAnyOrder("a", "byClient");
        assertThat(alive(Set.of("m2"))).containsExactly("byClient");
        // Its member merged into another cluster and came back with another id.
        leases.saw(new InstanceRecord(Instances.up("a"), 2, "m2"), 1);
        assertThat(alive(Set.of("m2"))).containsExactlyInAnyOrder("a", "byClient");
    }

    @Test
    void theNumberOfInstancesIsBounded() {
        for (int i = 0; i < Leases.LIMIT; i++) {
            assertThat(saw("i" + i, 1, 0)).isTrue();
        }
        assertThat(saw("more", 1, 0)).isFalse();
        assertThat(saw("i0", 2, 0)).isTrue();
    }

    @Test
    void afterAnOutageEverybodyHasAWholeLease() {
        saw("a", 1, 0);
        leases.renewAll(100);
        assertThat(leases.anyExpired(109)).isFalse();
    }
}
