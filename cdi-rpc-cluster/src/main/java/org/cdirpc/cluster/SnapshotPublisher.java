package org.cdirpc.cluster;

import static org.cdirpc.cluster.ClusterLog.LOG;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/** Holds a directory's newest snapshot and tells its listeners, each in order and never concurrently. Thread-safe. */
public final class SnapshotPublisher {

    private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
    private volatile Snapshot snapshot = Snapshot.empty();

    /** A publisher of the empty snapshot. */
    public SnapshotPublisher() {}

    /** The newest snapshot; a volatile read. */
    public Snapshot snapshot() {
        return snapshot;
    }

    /**
     * Replaces the snapshot by one of the next version and tells the listeners on this thread. The supplier is asked
     * under the publisher's lock, so that of two publications the later one has the later state.
     */
    public void publish(Supplier<? extends Collection<Instance>> instances, boolean stale) {
        publish(version -> Snapshot.of(version, instances.get(), stale));
    }

    /** The same, with those that are {@link Snapshot#missing() missing}. */
    public void publish(
            Supplier<? extends Collection<Instance>> instances, boolean stale, Supplier<Set<String>> missing) {
        publish(version -> Snapshot.of(version, instances.get(), stale, missing.get()));
    }

    /** As the other ones, with a snapshot that is made for a version, under the same lock. */
    void publish(LongFunction<Snapshot> made) {
        replace(made);
        // Outside the lock: a listener may take locks of its own.
        deliveries.forEach(Delivery::run);
    }

    private synchronized void replace(LongFunction<Snapshot> made) {
        snapshot = made.apply(snapshot.version() + 1);
    }

    /** As {@link Directory#subscribe}. */
    public Subscription subscribe(SnapshotListener listener) {
        Delivery delivery = new Delivery(listener);
        deliveries.add(delivery);
        delivery.run();
        return delivery;
    }

    /** Ends all subscriptions. */
    public void close() {
        deliveries.forEach(Delivery::close);
    }

    /** One listener's calls: whoever finds nobody delivering delivers, and again for those who came meanwhile. */
    private final class Delivery implements Subscription {
        private final SnapshotListener listener;
        private final AtomicInteger asked = new AtomicInteger();
        private volatile boolean closed;
        // Written only by the thread that is delivering; handed over through `asked`.
        private long lastVersion = -1;

        Delivery(SnapshotListener listener) {
            this.listener = listener;
        }

        void run() {
            int served = 1;
            if (asked.getAndIncrement() != 0) {
                return;
            }
            do {
                deliver(snapshot);
                served = asked.addAndGet(-served);
            } while (served != 0);
        }

        private void deliver(Snapshot newest) {
            if (closed || newest.version() <= lastVersion) {
                return;
            }
            lastVersion = newest.version();
            try {
                listener.changed(newest);
            } catch (RuntimeException | Error e) {
                LOG.listenerThrew(listener.getClass().getName(), e);
            }
        }

        @Override
        public void close() {
            closed = true;
            deliveries.remove(this);
        }
    }
}
