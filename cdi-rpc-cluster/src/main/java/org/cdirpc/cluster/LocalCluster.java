package org.cdirpc.cluster;

import static org.cdirpc.cluster.ClusterMessages.MESSAGES;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A registry inside one JVM, for unit tests of several nodes: without network, without threads, and what one node
 * announces is in the others' snapshots when its call returns. Thread-safe.
 */
public final class LocalCluster {

    private final SnapshotPublisher publisher = new SnapshotPublisher();
    private final Map<String, Instance> announced = new LinkedHashMap<>();

    /** A cluster without nodes. */
    public LocalCluster() {}

    /** A new node's access to the cluster. */
    public Node join() {
        return new Node();
    }

    private void put(@Nullable Instance before, @Nullable Instance after) {
        synchronized (announced) {
            if (before != null) {
                announced.remove(before.instanceId());
            }
            if (after != null) {
                announced.put(after.instanceId(), after);
            }
            publisher.publish(List.copyOf(announced.values()), false);
        }
    }

    /** One node's directory and registry. Closing it withdraws what the node announced. */
    public final class Node implements Directory, Registry {

        private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
        private final Object lock = new Object();
        private @Nullable Instance own;
        private boolean closed;

        private Node() {}

        @Override
        public Snapshot snapshot() {
            return publisher.snapshot();
        }

        @Override
        public Subscription subscribe(SnapshotListener listener) {
            Subscription subscription = publisher.subscribe(listener);
            subscriptions.add(subscription);
            return subscription;
        }

        @Override
        public void announce(Instance instance) {
            synchronized (lock) {
                if (closed) {
                    throw MESSAGES.closed();
                }
                replaceOwn(instance);
            }
        }

        @Override
        public void drain() {
            synchronized (lock) {
                if (own != null) {
                    replaceOwn(own.in(InstanceState.DRAINING));
                }
            }
        }

        @Override
        public void withdraw() {
            synchronized (lock) {
                replaceOwn(null);
            }
        }

        @Override
        public void close() {
            synchronized (lock) {
                closed = true;
                replaceOwn(null);
            }
            subscriptions.forEach(Subscription::close);
        }

        private void replaceOwn(@Nullable Instance instance) {
            Instance before = own;
            own = instance;
            if (before != null ? !before.equals(instance) : instance != null) {
                put(before, instance);
            }
        }
    }
}
