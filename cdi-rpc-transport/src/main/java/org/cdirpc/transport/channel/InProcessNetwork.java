package org.cdirpc.transport.channel;

/** In-JVM links over which the same channel code runs. Thread-safe. */
public final class InProcessNetwork {
    public Listener listen(NodeIdentity self, ChannelSettings settings, ChannelAcceptor acceptor) {
        throw new UnsupportedOperationException();
    }

    public Dialler dialler() {
        throw new UnsupportedOperationException();
    }
}
