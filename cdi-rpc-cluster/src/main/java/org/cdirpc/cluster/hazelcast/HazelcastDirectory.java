package org.cdirpc.cluster.hazelcast;

import static org.cdirpc.cluster.hazelcast.GridLog.LOG;
import static org.cdirpc.cluster.hazelcast.GridMessages.MESSAGES;

import com.hazelcast.core.HazelcastInstance;
import java.util.concurrent.atomic.AtomicBoolean;
import org.cdirpc.cluster.Affinity;
import org.cdirpc.cluster.Directory;
import org.cdirpc.cluster.Instance;
import org.cdirpc.cluster.Registry;
import org.cdirpc.cluster.RegistryException;
import org.cdirpc.cluster.Snapshot;
import org.cdirpc.cluster.SnapshotListener;
import org.cdirpc.cluster.SnapshotPublisher;
import org.cdirpc.cluster.Subscription;

/**
 * The registry in a Hazelcast grid, through a member or a client. Each node writes one entry of its own and renews it with
 * every beat; readers drop an entry whose beat stands still for a lease, or at once when the member that wrote it leaves.
 *
 * <p>All reading is done by one daemon thread of this object, which also calls the listeners; {@link #snapshot} reads one
 * field. While the grid is out of reach the last good snapshot stays, marked stale. The instance is given and not shut
 * down here. Thread-safe.
 */
public final class HazelcastDirectory implements Directory, Registry {

    private final SnapshotPublisher publisher = new SnapshotPublisher();
    private final DirectorySettings settings;
    private final OwnEntry own;
    private final PartitionOwners owners;
    private final RegistryReader reader;
    private final AtomicBoolean closed = new AtomicBoolean();

    private HazelcastDirectory(HazelcastInstance instance, DirectorySettings settings) {
        this.settings = settings;
        Grid grid = new Grid(instance, settings.leaseMillis());
        own = new OwnEntry(grid, settings);
        owners = new PartitionOwners(grid);
        reader = new RegistryReader(grid, own, publisher, owners, settings);
    }

    /**
     * A directory over a running instance, which has read the registry once when this returns.
     *
     * @throws RegistryException if the grid does not answer
     */
    public static HazelcastDirectory open(HazelcastInstance instance, DirectorySettings settings) {
        HazelcastDirectory directory = new HazelcastDirectory(instance, settings);
        directory.reader.start();
        return directory;
    }

    /**
     * Knows the instance whose member owns the partition of a key: the {@link org.cdirpc.cluster.InstanceRecord#member} of
     * registry entries joined with the grid's partition table, which is copied a few times a second once this was asked
     * for. Nothing is known of keys whose owner serves nothing, or before the first copy.
     */
    public Affinity affinity() {
        return owners.wanted();
    }

    @Override
    public Snapshot snapshot() {
        return publisher.snapshot();
    }

    @Override
    public Subscription subscribe(SnapshotListener listener) {
        return publisher.subscribe(listener);
    }

    @Override
    public void announce(Instance instance) {
        if (closed.get()) {
            throw MESSAGES.closed();
        }
        own.announce(instance);
    }

    @Override
    public void drain() {
        own.drain();
    }

    @Override
    public void withdraw() {
        own.withdraw();
    }

    /** Withdraws what is announced and ends the thread; takes at most three times the configured timeout. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        publisher.close();
        String id = own.id();
        try {
            own.withdraw();
        } catch (RegistryException e) {
            LOG.notWithdrawn(String.valueOf(id), String.valueOf(e.getMessage()), settings.leaseMillis());
        }
        reader.close();
    }
}
