package org.cdirpc.transport.channel;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A listener of an in-process network. */
final class InProcessListener implements Listener {

    static final String HOST = "in-process";

    private final InProcessNetwork network;
    private final int port;
    private final AcceptedChannels channels;
    private final AtomicBoolean closed = new AtomicBoolean();

    InProcessListener(InProcessNetwork network, int port, AcceptedChannels channels) {
        this.network = network;
        this.port = port;
        this.channels = channels;
    }

    AcceptedChannels channels() {
        return channels;
    }

    @Override
    public String host() {
        return HOST;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public DrainResult drain(Duration limit) {
        return channels.drain(limit);
    }

    @Override
    public int openChannels() {
        return channels.open();
    }

    @Override
    public int runningCalls() {
        return channels.runningCalls();
    }

    @Override
    public @Nullable String trouble() {
        return closed.get() ? ChannelMessages.MESSAGES.listensNoMore(address()) : null;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            channels.close();
            network.closed(this);
        }
    }
}
