package org.cdirpc.transport.channel;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Links within this JVM, over which the same channel code runs as over TCP, for tests of applications. One I/O thread
 * serves all of a network's links while anything of it is open. Thread-safe.
 */
public final class InProcessNetwork {

    private final ConcurrentHashMap<Integer, InProcessListener> listeners = new ConcurrentHashMap<>();
    private final AtomicInteger lastPort = new AtomicInteger();
    private final InProcessLoop loop = new InProcessLoop();

    /** A listener with host {@code in-process} and the next free number as its port. Close it. */
    public Listener listen(NodeIdentity self, ChannelSettings settings, ChannelAcceptor acceptor) {
        return listen(self, settings, acceptor, null);
    }

    /** Likewise, with workers that take channels over; see {@link AcceptedChannels}. */
    public Listener listen(
            NodeIdentity self, ChannelSettings settings, ChannelAcceptor acceptor, @Nullable Executor workers) {
        loop.retain();
        AcceptedChannels channels = new AcceptedChannels(self, settings, acceptor, workers);
        InProcessListener listener = new InProcessListener(this, lastPort.incrementAndGet(), channels);
        listeners.put(listener.port(), listener);
        return listener;
    }

    /** A dialler that reaches the listeners of this network. Close it. */
    public Dialler dialler() {
        loop.retain();
        return new InProcessDialler(this, loop);
    }

    @Nullable
    InProcessListener listener(int port) {
        return listeners.get(port);
    }

    void closed(InProcessListener listener) {
        listeners.remove(listener.port());
        loop.release();
    }
}
