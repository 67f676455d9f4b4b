package org.cdirpc.transport.channel;

import org.jspecify.annotations.Nullable;

/** All channels that this node dials, one per instance, shared by all calls. Thread-safe. */
public final class ClientChannels implements AutoCloseable {
    public ClientChannels(NodeIdentity self, ChannelSettings settings, Dialler dialler, PeerListener listener) {}
    /** The peer for an instance; the same object for the same instance until retired. expectedInstance null = a static endpoint. */
    public Peer peer(String host, int port, @Nullable String expectedInstance) {
        throw new UnsupportedOperationException();
    }
    /** For an instance the cluster no longer lists and which has nothing in flight: closes the channel. */
    public void retire(Peer peer) {}

    @Override
    public void close() {}
}
