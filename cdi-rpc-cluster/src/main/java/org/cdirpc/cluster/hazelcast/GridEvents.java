package org.cdirpc.cluster.hazelcast;

import static org.cdirpc.cluster.hazelcast.GridLog.LOG;

import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.core.EntryEvent;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent;
import com.hazelcast.core.LifecycleListener;
import com.hazelcast.map.listener.EntryAddedListener;
import com.hazelcast.map.listener.EntryRemovedListener;
import com.hazelcast.map.listener.EntryUpdatedListener;
import com.hazelcast.nio.serialization.HazelcastSerializationException;
import java.util.ArrayList;
import java.util.List;
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
        implements EntryAddedListener<Object, Object>,
                EntryUpdatedListener<Object, Object>,
                EntryRemovedListener<Object, Object>,
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

    /**
     * Registers for the events of one grid. The registrations are undone by {@link Registration#close}, or here if not all
     * of them succeed.
     */
    Registration listenTo(Grid grid) {
        HazelcastInstance instance = grid.instance();
        List<Runnable> undo = new ArrayList<>();
        Registration registration = () -> {
            if (instance.getLifecycleService().isRunning()) {
                undo.forEach(Runnable::run);
            }
        };
        try {
            UUID life = instance.getLifecycleService().addLifecycleListener(this);
            undo.add(() -> instance.getLifecycleService().removeLifecycleListener(life));
            UUID members = instance.getCluster().addMembershipListener(this);
            undo.add(() -> instance.getCluster().removeMembershipListener(members));
            UUID entries = grid.map().addEntryListener(this, true);
            undo.add(() -> grid.map().removeEntryListener(entries));
            return registration;
        } catch (RuntimeException | Error e) {
            try {
                Thread.interrupted(); // Else what is to be undone would be cut short as well.
                registration.close();
            } catch (RuntimeException again) {
                e.addSuppressed(again);
            }
            throw e;
        }
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

    /** Ends a {@link #poll} that waits. */
    void wake() {
        add(WAKE);
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
    public void entryAdded(EntryEvent<Object, Object> event) {
        added(event);
    }

    @Override
    public void entryUpdated(EntryEvent<Object, Object> event) {
        added(event);
    }

    @Override
    public void entryRemoved(EntryEvent<Object, Object> event) {
        if (event.getKey() instanceof String key) {
            add(new Change(key, null));
        }
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

    /** What is not an entry of ours, or cannot even be read, is left to the next reading, which reports it. */
    private void added(EntryEvent<Object, Object> event) {
        try {
            if (event.getKey() instanceof String key && event.getValue() instanceof byte[] value) {
                add(new Change(key, value));
                return;
            }
        } catch (HazelcastSerializationException e) {
            LOG.unreadable(String.valueOf(e.getMessage()));
        }
        resyncWanted.set(true);
    }

    private void add(Change change) {
        if (!queue.offer(change)) {
            resyncWanted.set(true);
        }
    }
}
