package org.cdirpc.extension.client;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.cdirpc.cluster.Instance;
import org.cdirpc.cluster.Snapshot;
import org.cdirpc.cluster.routing.Witness;
import org.cdirpc.transport.channel.ChannelSettings;
import org.cdirpc.transport.channel.ClientChannels;
import org.cdirpc.transport.channel.Dialler;
import org.cdirpc.transport.channel.NodeIdentity;
import org.cdirpc.transport.channel.Peer;
import org.cdirpc.transport.channel.PeerListener;

/**
 * The peers that this node calls, one per instance, and what their channels witness. Thread-safe.
 *
 * <p>An instance is known by the id it was announced with; for a static endpoint that is its address, since the id of
 * the process behind it is learnt only from its channel.
 */
final class Peers implements AutoCloseable {

    private final ClientChannels channels;
    private final Witness witness;
    private final Map<String, Peer> byInstance = new ConcurrentHashMap<>();
    private final List<ServiceBinding> bindings = new CopyOnWriteArrayList<>();

    Peers(NodeIdentity self, ChannelSettings settings, Dialler dialler, Witness witness) {
        this.witness = witness;
        this.channels = new ClientChannels(self, settings, dialler, new Sight());
    }

    Peer of(Instance instance) {
        Peer known = byInstance.get(instance.instanceId());
        if (known != null) {
            return known;
        }
        return byInstance.computeIfAbsent(
                instance.instanceId(),
                id -> channels.peer(instance.host(), instance.port(), instance.pinned() ? null : id));
    }

    void watch(ServiceBinding binding) {
        bindings.add(binding);
    }

    /** Closes channels to instances that the cluster no longer lists, once they have failed as well. */
    void retain(Snapshot snapshot) {
        Set<String> listed = new HashSet<>();
        Collection<Instance> instances = snapshot.instances().values();
        instances.forEach(instance -> listed.add(instance.instanceId()));
        for (Map.Entry<String, Peer> entry : new ArrayList<>(byInstance.entrySet())) {
            if (!listed.contains(entry.getKey()) && !entry.getValue().connected()) {
                byInstance.remove(entry.getKey(), entry.getValue());
                channels.retire(entry.getValue());
                bindings.forEach(binding -> binding.forget(entry.getKey()));
            }
        }
    }

    @Override
    public void close() {
        channels.close();
    }

    /** The id under which the cluster knows the instance behind a peer. */
    static String idOf(Peer peer) {
        String expected = peer.expectedInstance();
        return expected == null ? peer.host() + ":" + peer.port() : expected;
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
        }

        @Override
        public void draining(Peer peer, String reason) {
            witness.draining(idOf(peer));
        }
    }
}
