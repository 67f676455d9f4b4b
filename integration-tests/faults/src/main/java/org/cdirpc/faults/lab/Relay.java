package org.cdirpc.faults.lab;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between consumer and provider and does to their bytes what a network may do to TCP: hold them back in one
 * direction or both, as a partition does (they arrive once it heals, for TCP sends again what was lost), delay them, slow
 * them down, or reset every connection. It never changes, drops or reorders bytes of a stream: TCP does not either.
 *
 * <p>Thread-safe. A connection takes four threads, which is meant for few.
 */
public final class Relay implements AutoCloseable {

    private final ServerSocket listener;
    private final int target;
    private final RelayWay toProvider = new RelayWay();
    private final RelayWay toConsumer = new RelayWay();
    private final CallFrames calls = new CallFrames();
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private volatile boolean resetting;

    private Relay(ServerSocket listener, int target) {
        this.listener = listener;
        this.target = target;
    }

    static Relay start(int port, int target) throws IOException {
        ServerSocket listener = new ServerSocket();
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        Relay relay = new Relay(listener, target);
        thread("relay-accept", relay::accept);
        return relay;
    }

    static void thread(String name, Runnable body) {
        Thread thread = new Thread(body, "faults-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Where it listens. */
    public int port() {
        return listener.getLocalPort();
    }

    /** What happens to bytes on their way to the provider. */
    public RelayWay toProvider() {
        return toProvider;
    }

    /** What happens to bytes on their way to the consumer. */
    public RelayWay toConsumer() {
        return toConsumer;
    }

    /** How many calls consumers have sent. */
    public long callsSent() {
        return calls.count();
    }

    /** From now on every connection is reset, those that are open at once, and new ones as they are made; or no more. */
    public void reset(boolean on) {
        resetting = on;
        if (on) {
            connections.forEach(Connection::abort);
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket consumer = listener.accept();
                new Connection(consumer).open();
            } catch (IOException closedOrRefused) {
                // The listener's end ends the loop; a provider that is not there is the consumer's matter.
            }
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        connections.forEach(Connection::abort);
        toProvider.end();
        toConsumer.end();
    }

    private final class Connection {

        private final Socket consumer;
        private final Socket provider = new Socket();
        private final AtomicInteger open = new AtomicInteger(2);

        Connection(Socket consumer) {
            this.consumer = consumer;
        }

        void open() throws IOException {
            connections.add(this);
            if (resetting) {
                abort();
                return;
            }
            try {
                provider.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
                consumer.setTcpNoDelay(true);
                provider.setTcpNoDelay(true);
                toProvider.carry(consumer, provider, calls.reader(), this::halfEnded, this::abort);
                toConsumer.carry(provider, consumer, (bytes, length) -> {}, this::halfEnded, this::abort);
            } catch (IOException e) {
                abort();
                throw e;
            }
        }

        private void halfEnded() {
            if (open.decrementAndGet() == 0) {
                abort();
            }
        }

        /** Ends what is left of both halves, with a reset. */
        void abort() {
            connections.remove(this);
            reset(consumer);
            reset(provider);
        }

        private static void reset(Socket socket) {
            try (socket) {
                socket.setSoLinger(true, 0);
            } catch (IOException closed) {
                // As was wanted.
            }
        }
    }
}
