package org.cdirpc.transport.undertow;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.cdirpc.transport.channel.AcceptedChannels;
import org.cdirpc.transport.channel.ChannelAcceptor;
import org.cdirpc.transport.channel.ChannelSettings;
import org.cdirpc.transport.channel.DrainResult;
import org.cdirpc.transport.channel.Listener;
import org.cdirpc.transport.channel.NodeIdentity;
import org.jspecify.annotations.Nullable;

/** Accepts channels through Undertow. Thread-safe. */
public final class UndertowListener implements Listener {

    private final String host;
    private final AcceptedChannels channels;
    private final HostedServer server;
    private final ServerWatch watch;
    private final AtomicBoolean closed = new AtomicBoolean();

    private UndertowListener(String host, AcceptedChannels channels, HostedServer server) {
        this.host = host;
        this.channels = channels;
        this.server = server;
        this.watch = new ServerWatch(server.worker(), Listener.address(host, server.port()));
    }

    /**
     * Listens.
     *
     * @param host the address to bind, or a name of it
     * @param port from 0 to 65,535; 0 takes a free one
     * @param ioThreads the threads that read and write channels, from 1
     * @throws java.net.BindException if the port is taken or the address is not ours, with what to do
     * @throws IOException if the server cannot start for another reason
     */
    public static UndertowListener start(
            String host, int port, int ioThreads, NodeIdentity self, ChannelSettings settings, ChannelAcceptor acceptor)
            throws IOException {
        return start(host, port, ioThreads, self, settings, acceptor, null);
    }

    /**
     * Listens, with workers that take channels over.
     *
     * @param workers as in {@link AcceptedChannels}
     */
    public static UndertowListener start(
            String host,
            int port,
            int ioThreads,
            NodeIdentity self,
            ChannelSettings settings,
            ChannelAcceptor acceptor,
            @Nullable Executor workers)
            throws IOException {
        if (port < 0 || port > 0xffff) {
            throw UndertowMessages.MESSAGES.portInvalid(port);
        }
        return start(
                host,
                new AcceptedChannels(self, settings, acceptor, workers),
                on -> HostedServer.start(host, port, ioThreads, on));
    }

    /** Starts a server for channels. */
    interface Starter {
        HostedServer start(AcceptedChannels channels) throws IOException;
    }

    static UndertowListener start(String host, AcceptedChannels channels, Starter starter) throws IOException {
        try {
            return new UndertowListener(host, channels, starter.start(channels));
        } catch (IOException | RuntimeException | Error e) {
            // Errors too: a class that is missing, or a thread too many, must not leave a timer thread behind.
            channels.close();
            throw e;
        }
    }

    @Override
    public String host() {
        return host;
    }

    @Override
    public int port() {
        return server.port();
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
        return watch.trouble(System.nanoTime());
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            channels.close();
            server.stop();
        }
    }
}
