package org.cdirpc.cluster.hazelcast;

import com.hazelcast.cluster.Member;
import com.hazelcast.partition.Partition;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.cdirpc.cluster.Affinity;
import org.jspecify.annotations.Nullable;

/**
 * The instance whose member owns the partition of a key. The partition table is copied by the registry's thread, since
 * asking the grid for an owner may wait where the table was not assigned yet; the copy may be a round behind, which costs
 * a hop and nothing else. Thread-safe.
 */
final class PartitionOwners implements Affinity {

    private final Grid grid;
    private volatile boolean wanted;
    private volatile @Nullable String[] owners = {};

    PartitionOwners(Grid grid) {
        this.grid = grid;
    }

    /** This, from now on kept up to date. */
    PartitionOwners wanted() {
        wanted = true;
        return this;
    }

    /**
     * Copies the table anew, if anybody wants it; may wait for the grid. What was copied last stays if it does not answer.
     *
     * @param instances by the id of the member that wrote their entries; of several of one member, one
     */
    void refresh(Supplier<Map<String, String>> instances) {
        if (!wanted) {
            return;
        }
        Map<String, String> byMember = instances.get();
        try {
            Set<Partition> partitions = grid.instance().getPartitionService().getPartitions();
            @Nullable String[] table = new @Nullable String[partitions.size()];
            for (Partition partition : partitions) {
                Member owner = partition.getOwner();
                table[partition.getPartitionId()] =
                        owner == null ? null : byMember.get(owner.getUuid().toString());
            }
            owners = table;
        } catch (RuntimeException unanswered) {
            // The next round asks again; that the grid is out of reach is said by the reader.
            return;
        }
    }

    @Override
    public @Nullable String ownerInstance(Object key) {
        @Nullable String[] table = owners;
        boolean isKey = key instanceof String || key instanceof UUID || key instanceof Number;
        if (table.length == 0 || !isKey || !isOfTheJdk(key)) {
            return null;
        }
        try {
            int partition =
                    grid.instance().getPartitionService().getPartition(key).getPartitionId();
            return partition < table.length ? table[partition] : null;
        } catch (IllegalStateException stopped) {
            return null;
        }
    }

    /** The grid would serialize a number class of the application's own as it likes. */
    private static boolean isOfTheJdk(Object key) {
        return key.getClass().getName().startsWith("java.");
    }
}
