package org.cdirpc.extension.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.cdirpc.cluster.Endpoint;
import org.cdirpc.cluster.Instance;
import org.cdirpc.cluster.ServiceKey;
import org.cdirpc.cluster.Snapshot;
import org.cdirpc.cluster.routing.Witness;
import org.cdirpc.transport.channel.ChannelSettings;
import org.cdirpc.transport.channel.ClientChannels;
import org.cdirpc.transport.channel.Dialler;
import org.cdirpc.transport.channel.NodeIdentity;
import org.cdirpc.transport.channel.Peer;
import org.cdirpc.transport.channel.PeerListener;
import org.jspecify.annotations.Nullable;

/**
 * The peers that this node calls, one per instance, and what their channels witness. Thread-safe.
 *
 * <p>An instance is known by the id it was announced with; for a static endpoint that is its address, since the id of
 * the process behind it is learnt only from its channel.
 */
final class Peers implements AutoCloseable {

    private final ClientChannels channels;
    private final Witness witness;
    private final Supplier<Snapshot> snapshots;
    private final Executor elsewhere;
    private final Map<String, Destination> byInstance = new ConcurrentHashMap<>();
    private final List<ServiceBinding> bindings = new CopyOnWriteArrayList<>();

    /**
     * No peers yet.
     *
     * @param snapshots what the cluster lists now
     * @param elsewhere runs what has no place on the I/O threads that witness
     * @param workers take channels over
     */
    Peers(
            NodeIdentity self,
            ChannelSettings settings,
            Dialler dialler,
            Witness witness,
            Supplier<Snapshot> snapshots,
            Executor elsewhere,
            @Nullable Executor workers) {
        this.witness = witness;
        this.snapshots = snapshots;
        this.elsewhere = elsewhere;
        this.channels = new ClientChannels(self, settings, dialler, new Sight(), workers);
    }

    /** Where an instance is reached. A route keeps it, so that no call looks its peer up by name. */
    static final class Destination {

        private final Instance instance;
        private final Peer peer;
        private volatile boolean retired;
        private final AtomicBoolean ending = new AtomicBoolean();

        Destination(Instance instance, Peer peer) {
            this.instance = instance;
            this.peer = peer;
        }

        /** For one to give its peer up, and only once: who leaves it is not to be cut short by who retires it. */
        private boolean tryEnd() {
            return ending.compareAndSet(false, true);
        }
    }

    Peer of(Instance instance) {
        return to(instance).peer;
    }

    /** The destination of an instance; the same until it is retired. */
    Destination to(Instance instance) {
        Destination known = byInstance.get(instance.instanceId());
        if (known != null) {
            return known;
        }
        return byInstance.computeIfAbsent(
                instance.instanceId(),
                id -> new Destination(
                        instance, channels.peer(instance.host(), instance.port(), instance.pinned() ? null : id)));
    }

    /** The peer at a destination; the present one where a route still keeps what was retired since. */
    Peer reach(Destination destination) {
        return destination.retired ? of(destination.instance) : destination.peer;
    }

    void watch(ServiceBinding binding) {
        bindings.add(binding);
    }

    /** Closes channels to instances that the cluster no longer lists, once they have failed as well. */
    void retain(Snapshot snapshot) {
        Set<String> listed = new HashSet<>();
        Collection<Instance> instances = snapshot.instances().values();
        instances.forEach(instance -> listed.add(instance.instanceId()));
        for (Map.Entry<String, Destination> entry : new ArrayList<>(byInstance.entrySet())) {
            Destination destination = entry.getValue();
            if (!listed.contains(entry.getKey()) && !destination.peer.connected() && destination.tryEnd()) {
                channels.retire(destination.peer);
                forget(entry);
            }
        }
    }

    /**
     * Leaves those that are not used and that nobody has called since then: one that is called nevertheless is reached over a
     * new channel.
     *
     * @param used the ids of the instances to which channels are kept
     * @param sinceNanos on the scale of {@link System#nanoTime()}
     */
    void leaveAllBut(Set<String> used, long sinceNanos) {
        for (Map.Entry<String, Destination> entry : new ArrayList<>(byInstance.entrySet())) {
            Destination destination = entry.getValue();
            if (!used.contains(entry.getKey()) && destination.peer.unusedSince(sinceNanos) && destination.tryEnd()) {
                channels.leave(destination.peer);
                forget(entry);
                witness.left(entry.getKey());
            }
        }
    }

    /**
     * After its peer was given up: else a call between the two would find the same peer again, under a new destination that
     * nobody ever forgets.
     */
    private void forget(Map.Entry<String, Destination> entry) {
        byInstance.remove(entry.getKey(), entry.getValue());
        entry.getValue().retired = true;
        bindings.forEach(binding -> binding.forget(entry.getKey()));
    }

    /** The services of the instances to which there are channels. */
    Set<ServiceKey> connectedServices() {
        Set<ServiceKey> services = new HashSet<>();
        for (Destination destination : byInstance.values()) {
            if (destination.peer.connected()) {
                destination.instance.offers().forEach(offer -> services.add(offer.key()));
            }
        }
        return services;
    }

    /** How many instances are called, or dialled again. */
    int known() {
        return byInstance.size();
    }

    /** As {@link ClientChannels#eachSecond}. */
    void eachSecond(Runnable look) {
        channels.eachSecond(look);
    }

    /** Sends nothing new; waits until what was sent is answered, and says how many calls were not in time. */
    int drain(Duration limit) {
        return channels.drain(limit);
    }

    @Override
    public void close() {
        channels.close();
    }

    /** The id under which the cluster knows the instance behind a peer. */
    static String idOf(Peer peer) {
        String expected = peer.expectedInstance();
        return expected == null ? new Endpoint(peer.host(), peer.port()).toString() : expected;
    }

    private final class Sight implements PeerListener {

        @Override
        public void connected(Peer peer) {
            bindings.forEach(binding -> binding.forget(idOf(peer)));
            witness.reachable(idOf(peer));
        }

        @Override
        public void unreachable(Peer peer, String reason) {
            witness.unreachable(idOf(peer), reason);
            // The cluster may have dropped it earlier, while its channel lived; else it would be dialled for ever.
            elsewhere.execute(() -> retain(snapshots.get()));
        }

        @Override
        public void stalled(Peer peer, String reason) {
            witness.stalled(idOf(peer), reason);
        }

        @Override
        public void responsive(Peer peer) {
            witness.responsive(idOf(peer));
        }

        @Override
        public void draining(Peer peer, String reason) {
            witness.draining(idOf(peer));
        }
    }
}
