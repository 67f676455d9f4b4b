package org.cdirpc.cluster.hazelcast;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cdirpc.cluster.Instance;
import org.cdirpc.cluster.InstanceRecord;

/**
 * Who is alive by the registry's word: entries aged by the time since their beat was last seen to grow here, so that no
 * two clocks are compared. Confined to the directory's thread.
 *
 * <p>Only what the owner does ends an entry at once (its withdrawal, or its member's leaving). Absence from a reading of
 * the map does not: a partition of the grid may have been lost with its entries, and the owners write them again with
 * their next beats.
 */
final class Leases {

    /** The most instances that are kept. */
    static final int LIMIT = 10_000;

    private record Lease(InstanceRecord record, long seenNanos) {}

    /**
     * Until when the entry of an ended lease is remembered, in leases: for longer than the grid keeps what nobody writes
     * any more, or each reading of the map until then would give the dead another lease.
     */
    private static final int EXPIRED_LEASES = Grid.GARBAGE_LEASES + 1;

    /** An entry that ended: what was written before its end may still arrive, or lie in the grid, after it. */
    private record Grave(long beat, long dugNanos, boolean byOwner) {}

    private final long leaseNanos;
    private final Map<String, Lease> leases = new HashMap<>();
    private final Map<String, Grave> graves = new HashMap<>();

    Leases(long leaseNanos) {
        this.leaseNanos = leaseNanos;
    }

    /** Takes an entry as it was read; false if there are too many. What is older than what is known changes nothing. */
    boolean saw(InstanceRecord record, long now) {
        String id = record.instance().instanceId();
        Grave grave = graves.get(id);
        Lease known = leases.get(id);
        if ((grave != null && record.beat() <= grave.beat())
                || (known != null && record.beat() <= known.record.beat())) {
            return true;
        }
        if (known == null && leases.size() >= LIMIT) {
            return false;
        }
        graves.remove(id);
        leases.put(id, new Lease(record, now));
        return true;
    }

    /** The owner took its entry back. */
    void withdrawn(String id, long now) {
        Lease lease = leases.remove(id);
        if (lease != null && graves.size() < LIMIT) {
            graves.put(id, new Grave(lease.record.beat(), now, true));
        }
    }

    /** Whether the owner took its entry back, not long ago. */
    boolean isWithdrawn(String id) {
        Grave grave = graves.get(id);
        return grave != null && grave.byOwner();
    }

    /** Whether an entry is due to be dropped; read the registry once more before doing so. */
    boolean anyExpired(long now) {
        return leases.values().stream().anyMatch(lease -> expired(lease, now));
    }

    void dropExpired(long now) {
        leases.entrySet().removeIf(entry -> {
            boolean expired = expired(entry.getValue(), now);
            if (expired && graves.size() < LIMIT) {
                graves.put(entry.getKey(), new Grave(entry.getValue().record.beat(), now, false));
            }
            return expired;
        });
        graves.values()
                .removeIf(
                        grave -> now - grave.dugNanos >= (grave.byOwner() ? leaseNanos : EXPIRED_LEASES * leaseNanos));
    }

    /** Gives every entry a whole lease again: while the grid was out of reach, beats could not be seen. */
    void renewAll(long now) {
        leases.replaceAll((id, lease) -> new Lease(lease.record, now));
    }

    /** The instances whose writer is a present member, or a client. */
    List<Instance> alive(Set<String> members) {
        List<Instance> alive = new ArrayList<>(leases.size());
        for (Lease lease : leases.values()) {
            String member = lease.record.member();
            if (member.isEmpty() || members.contains(member)) {
                alive.add(lease.record.instance());
            }
        }
        return alive;
    }

    /** Those of these whose beat has stood still for so long. */
    Set<Instance> late(Collection<Instance> alive, long limitNanos, long now) {
        Set<Instance> late = new HashSet<>();
        for (Instance instance : alive) {
            Lease lease = leases.get(instance.instanceId());
            if (lease != null && now - lease.seenNanos >= limitNanos) {
                late.add(instance);
            }
        }
        return late;
    }

    /** The instances by the member that wrote their entries; of several of one member, the one of the least id. */
    Map<String, String> byMember() {
        Map<String, String> byMember = new HashMap<>();
        for (Lease lease : leases.values()) {
            String member = lease.record.member();
            if (!member.isEmpty()) {
                byMember.merge(
                        member,
                        lease.record.instance().instanceId(),
                        (one, other) -> one.compareTo(other) < 0 ? one : other);
            }
        }
        return byMember;
    }

    private boolean expired(Lease lease, long now) {
        return now - lease.seenNanos >= leaseNanos;
    }
}
