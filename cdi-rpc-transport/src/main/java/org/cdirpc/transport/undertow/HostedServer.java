package org.cdirpc.transport.undertow;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.DefaultByteBufferPool;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.cdirpc.transport.channel.AcceptedChannels;
import org.cdirpc.transport.channel.Listener;
import org.jspecify.annotations.Nullable;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.Xnio;
import org.xnio.XnioWorker;

/** Undertow with a worker and buffers of its own, so that all of it can go again. */
final class HostedServer {

    private static final int BUFFER_BYTES = 16 << 10;
    private static final int BUFFERS_KEPT = 64;
    /** So that thousands who come back at one moment find room; as many as systems allow by default (somaxconn). */
    private static final int BACKLOG = 4096;

    private static final int HEAD_BYTES = 8 << 10;
    private static final int HANDSHAKE_MILLIS = 10_000;
    private static final long WORKER_SECONDS = 5;

    private final XnioWorker worker;
    private final DefaultByteBufferPool buffers;
    private final Undertow server;
    private final String address;

    private HostedServer(XnioWorker worker, DefaultByteBufferPool buffers, Undertow server, String address) {
        this.worker = worker;
        this.buffers = buffers;
        this.server = server;
        this.address = address;
    }

    /** Starts it on a thread that ends at once, so that nothing of it stays with the caller's thread. */
    static HostedServer start(String host, int port, int ioThreads, AcceptedChannels channels) throws IOException {
        return start(
                host,
                port,
                ioThreads,
                channels,
                (worker, buffers) -> build(host, port, ioThreads, channels, worker, buffers));
    }

    /** Builds a server on a worker; what it throws must not leave the worker behind. */
    interface Builder {
        Undertow build(XnioWorker worker, DefaultByteBufferPool buffers);
    }

    static HostedServer start(String host, int port, int ioThreads, AcceptedChannels channels, Builder builder)
            throws IOException {
        return OwnThread.call("cdi-rpc-server-start", () -> startHere(host, port, ioThreads, channels, builder));
    }

    private static HostedServer startHere(
            String host, int port, int ioThreads, AcceptedChannels channels, Builder builder) throws IOException {
        // Two workers of one name get in each other's way in JMX, hence the random part.
        String name = "cdi-rpc-io-" + channels.self().node() + "-"
                + Integer.toHexString(ThreadLocalRandom.current().nextInt());
        XnioWorker worker = Xnio.getInstance("nio", HostedServer.class.getClassLoader())
                .createWorker(OptionMap.builder()
                        .set(Options.WORKER_NAME, name)
                        .set(Options.WORKER_IO_THREADS, ioThreads)
                        .set(Options.WORKER_TASK_CORE_THREADS, 1)
                        .set(Options.WORKER_TASK_MAX_THREADS, 1)
                        .set(Options.THREAD_DAEMON, true)
                        .getMap());
        // Without a cache per thread: it would stay with threads that are not ours.
        DefaultByteBufferPool buffers = new DefaultByteBufferPool(true, BUFFER_BYTES, BUFFERS_KEPT, 0);
        HostedServer hosted = null;
        try {
            hosted = new HostedServer(worker, buffers, builder.build(worker, buffers), Listener.address(host, port));
            hosted.server.start();
            return hosted;
        } catch (RuntimeException e) {
            stopHalf(hosted, worker, buffers);
            Throwable cause = e.getCause() == null ? e : e.getCause();
            String what = String.valueOf(cause.getMessage());
            if (cause instanceof BindException) {
                BindException bind = UndertowMessages.MESSAGES.cannotBind(host, port, what);
                bind.initCause(e);
                throw bind;
            }
            throw UndertowMessages.MESSAGES.cannotStart(host, port, what, e);
        } catch (Error e) {
            // A class that is missing, or a thread too many: what was started must go all the same.
            stopHalf(hosted, worker, buffers);
            throw e;
        }
    }

    private static void stopHalf(@Nullable HostedServer hosted, XnioWorker worker, DefaultByteBufferPool buffers) {
        if (hosted != null) {
            hosted.stopHere();
        } else {
            worker.shutdownNow();
            buffers.close();
        }
    }

    private static Undertow build(
            String host,
            int port,
            int ioThreads,
            AcceptedChannels channels,
            XnioWorker worker,
            DefaultByteBufferPool buffers) {
        return Undertow.builder()
                .setWorker(worker)
                .setIoThreads(ioThreads)
                .setByteBufferPool(buffers)
                .setSocketOption(Options.TCP_NODELAY, true)
                .setSocketOption(Options.BACKLOG, BACKLOG)
                .setServerOption(UndertowOptions.ENABLE_HTTP2, false)
                .setServerOption(UndertowOptions.MAX_HEADER_SIZE, HEAD_BYTES)
                .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, HANDSHAKE_MILLIS)
                .setServerOption(UndertowOptions.REQUEST_PARSE_TIMEOUT, HANDSHAKE_MILLIS)
                .addHttpListener(port, host, new UpgradeHandler(channels))
                .build();
    }

    XnioWorker worker() {
        return worker;
    }

    int port() {
        return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
    }

    /** Stops it; returns when its threads have ended, within seconds, or without them if they do not end. */
    void stop() {
        OwnThread.run("cdi-rpc-server-stop", this::stopHere);
    }

    private void stopHere() {
        // It waits for the listener's I/O thread, and without an end if that one hangs or is dead.
        if (!OwnThread.ends("cdi-rpc-listener-stop", server::stop, TimeUnit.SECONDS.toMillis(WORKER_SECONDS))) {
            UndertowLog.LOG.listenerDoesNotClose(address, WORKER_SECONDS);
        }
        worker.shutdownNow();
        try {
            if (!worker.awaitTermination(WORKER_SECONDS, TimeUnit.SECONDS)) {
                UndertowLog.LOG.workerDoesNotEnd(address, WORKER_SECONDS);
            }
        } catch (InterruptedException e) {
            UndertowLog.LOG.workerDoesNotEnd(address, 0);
        }
        buffers.close();
        unregisterProvider();
    }

    /** The I/O library registers its provider for ever, with our class loader behind it. */
    private static void unregisterProvider() {
        MBeanServer mbeans = ManagementFactory.getPlatformMBeanServer();
        try {
            ObjectName name = new ObjectName("org.xnio:type=Xnio,provider=\"nio\"");
            if (mbeans.isRegistered(name) && mbeans.getClassLoaderFor(name) == Xnio.class.getClassLoader()) {
                mbeans.unregisterMBean(name);
            }
        } catch (InstanceNotFoundException e) {
            // Another listener of this class loader stopped at the same moment.
            UndertowLog.LOG.tracef("already unregistered: %s", e);
        } catch (JMException e) {
            UndertowLog.LOG.mbeanStays(e);
        }
    }
}
