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
    private final LocalAnswers answers = new LocalAnswers(System::nanoTime);
    private final LocalContracts contracts = new LocalContracts();
    private final LocalCanaries canaries = new LocalCanaries();
    private final LocalOverrides overrides = new LocalOverrides();

    /** A cluster without nodes. */
    public LocalCluster() {}

    /** A new node's access to the cluster. */
    public Node join() {
        return new Node();
    }

    /**
     * The cluster's store of answers.
     *
     * @param most the most entries that it may hold for an entry to be added, from 1
     */
    public AnswerStore answers(int most) {
        return answers.upTo(most);
    }

    /** A new node's access to the cluster's contracts; closing it takes back what the node uses. */
    public ContractStore contracts() {
        return contracts.join();
    }

    /**
     * A node's access to the cluster's canary rules.
     *
     * @param configured those that the node follows where the cluster has none, by the services' names
     */
    public Canaries canaries(Map<String, CanaryRules> configured) {
        return canaries.join(configured);
    }

    /** What operators say of the cluster's instances; all nodes share it. */
    public Overrides overrides() {
        return overrides;
    }

    private List<Instance> current() {
        synchronized (announced) {
            return List.copyOf(announced.values());
        }
    }

    /** One node's directory and registry. Closing it withdraws what the node announced. */
    public final class Node implements Directory, Registry {

        private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
        // Both guarded by `announced`.
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
            synchronized (announced) {
                if (closed) {
                    throw MESSAGES.closed();
                }
                replaceOwn(instance);
            }
            publisher.publish(LocalCluster.this::current, false);
        }

        @Override
        public void drain() {
            synchronized (announced) {
                if (own != null) {
                    replaceOwn(own.in(InstanceState.DRAINING));
                }
            }
            publisher.publish(LocalCluster.this::current, false);
        }

        @Override
        public void withdraw() {
            synchronized (announced) {
                replaceOwn(null);
            }
            publisher.publish(LocalCluster.this::current, false);
        }

        @Override
        public void close() {
            synchronized (announced) {
                closed = true;
            }
            withdraw();
            subscriptions.forEach(Subscription::close);
        }

        private void replaceOwn(@Nullable Instance instance) {
            if (own != null) {
                announced.remove(own.instanceId());
            }
            if (instance != null) {
                announced.put(instance.instanceId(), instance);
            }
            own = instance;
        }
    }
}
