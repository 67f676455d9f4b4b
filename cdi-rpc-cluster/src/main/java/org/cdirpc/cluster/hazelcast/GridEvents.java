package org.cdirpc.cluster.hazelcast;

import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.core.EntryEvent;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent;
import com.hazelcast.core.LifecycleListener;
import com.hazelcast.map.listener.EntryAddedListener;
import com.hazelcast.map.listener.EntryRemovedListener;
import com.hazelcast.map.listener.EntryUpdatedListener;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Carries the grid's events from its threads, which must not be held up, to the directory's thread. The queue is bounded;
 * what finds no place asks for a reading of the whole registry instead. Thread-safe.
 */
final class GridEvents
        implements EntryAddedListener<String, byte[]>,
                EntryUpdatedListener<String, byte[]>,
                EntryRemovedListener<String, byte[]>,
                MembershipListener,
                LifecycleListener {

    /**
     * One event.
     *
     * @param key of the entry, or empty if this only wakes the thread
     * @param value of the entry, null if it was removed
     */
    record Change(String key, byte @Nullable [] value) {}

    private static final int CAPACITY = 10_000;
    private static final Change WAKE = new Change("", null);

    private final BlockingQueue<Change> queue = new ArrayBlockingQueue<>(CAPACITY);
    private final AtomicBoolean resyncWanted = new AtomicBoolean();
    private final AtomicBoolean beatWanted = new AtomicBoolean();
    private volatile boolean down;

    /** Registers for the events of one grid. The registrations are undone by {@link Registration#close}. */
    Registration listenTo(Grid grid) {
        HazelcastInstance instance = grid.instance();
        UUID life = instance.getLifecycleService().addLifecycleListener(this);
        UUID members = instance.getCluster().addMembershipListener(this);
        UUID entries = grid.map().addEntryListener(this, true);
        return () -> {
            if (instance.getLifecycleService().isRunning()) {
                instance.getLifecycleService().removeLifecycleListener(life);
                instance.getCluster().removeMembershipListener(members);
                grid.map().removeEntryListener(entries);
            }
        };
    }

    /** Ends the registrations. */
    interface Registration {
        void close();
    }

    /** The next event, or null when none came in time. */
    @Nullable
    Change poll(long millis) throws InterruptedException {
        return queue.poll(millis, TimeUnit.MILLISECONDS);
    }

    boolean takeResyncWanted() {
        return resyncWanted.getAndSet(false);
    }

    boolean takeBeatWanted() {
        return beatWanted.getAndSet(false);
    }

    /** Whether the grid's instance says of itself that it is stopping, stopped or disconnected. */
    boolean isDown() {
        return down;
    }

    @Override
    public void entryAdded(EntryEvent<String, byte[]> event) {
        add(new Change(event.getKey(), event.getValue()));
    }

    @Override
    public void entryUpdated(EntryEvent<String, byte[]> event) {
        add(new Change(event.getKey(), event.getValue()));
    }

    @Override
    public void entryRemoved(EntryEvent<String, byte[]> event) {
        add(new Change(event.getKey(), null));
    }

    @Override
    public void memberAdded(MembershipEvent event) {
        add(WAKE);
    }

    @Override
    public void memberRemoved(MembershipEvent event) {
        add(WAKE);
    }

    @Override
    public void stateChanged(LifecycleEvent event) {
        switch (event.getState()) {
            case SHUTTING_DOWN, SHUTDOWN, CLIENT_DISCONNECTED -> down = true;
            case MERGED, MERGE_FAILED, CLIENT_CONNECTED, CLIENT_CHANGED_CLUSTER -> {
                down = false;
                // The member has another id since the merge, and the map may have lost the entry.
                beatWanted.set(true);
                resyncWanted.set(true);
            }
            default -> {}
        }
        add(WAKE);
    }

    private void add(Change change) {
        if (!queue.offer(change)) {
            resyncWanted.set(true);
        }
    }
}
