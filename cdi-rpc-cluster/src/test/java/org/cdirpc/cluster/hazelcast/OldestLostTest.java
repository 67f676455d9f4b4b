package org.cdirpc.cluster.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The oldest member, which is the master, is lost without a word, again and again. The next one asks the others for their
 * lists, and some of them have not noticed yet: nobody who lives may be left out for that.
 */
@Timeout(120)
class OldestLostTest {

    private static final int MEMBERS = 7;
    private static final int LOST = 5;

    @Test
    void nobodyElseLeavesWithTheOldest() throws Exception {
        MemberSettings settings = TestGrid.settings(MEMBERS);
        Deque<HazelcastMember> members = new ArrayDeque<>();
        ConcurrentLinkedQueue<UUID> removed = new ConcurrentLinkedQueue<>();
        try {
            for (int i = 0; i < MEMBERS; i++) {
                HazelcastMember member = HazelcastMember.start(settings);
                members.add(member);
                member.instance().getCluster().addMembershipListener(new Removals(removed));
            }
            Set<UUID> gone = new HashSet<>();
            for (int i = 0; i < LOST; i++) {
                HazelcastMember oldest = members.removeFirst();
                UUID lost = id(oldest);
                gone.add(lost);
                oldest.instance().getLifecycleService().terminate();
                for (HazelcastMember member : members) {
                    awaitRemoved(member, lost);
                }
                assertThat(gone).containsAll(removed);
            }
            List<Integer> sizes = new ArrayList<>();
            members.forEach(member ->
                    sizes.add(member.instance().getCluster().getMembers().size()));
            assertThat(sizes).containsOnly(MEMBERS - LOST);
        } finally {
            members.forEach(HazelcastMember::close);
        }
    }

    private static UUID id(HazelcastMember member) {
        return member.instance().getCluster().getLocalMember().getUuid();
    }

    private static void awaitRemoved(HazelcastMember member, UUID gone) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (member.instance().getCluster().getMembers().stream()
                .anyMatch(each -> each.getUuid().equals(gone))) {
            assertThat(System.nanoTime() - deadline).isNegative();
            Thread.onSpinWait();
        }
    }

    private record Removals(ConcurrentLinkedQueue<UUID> removed) implements MembershipListener {
        @Override
        public void memberAdded(MembershipEvent event) {}

        @Override
        public void memberRemoved(MembershipEvent event) {
            removed.add(event.getMember().getUuid());
        }
    }
}
