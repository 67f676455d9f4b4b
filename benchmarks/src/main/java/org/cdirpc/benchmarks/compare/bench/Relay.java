package org.cdirpc.benchmarks.compare.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Passes bytes on between clients and a server on loopback, and counts them, each before it is passed on: whoever has
 * received a reply finds it counted. Counts what TCP carries, without its headers. Thread-safe.
 */
final class Relay implements AutoCloseable {

    private final ServerSocket listener = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final AtomicLong requestBytes = new AtomicLong();
    private final AtomicLong replyBytes = new AtomicLong();
    private final int target;

    Relay(int target) throws IOException {
        this.target = target;
        daemon(this::accept);
    }

    /** Where clients are to connect. */
    int port() {
        return listener.getLocalPort();
    }

    /** Bytes to the server so far. */
    long requestBytes() {
        return requestBytes.get();
    }

    /** Bytes from the server so far. */
    long replyBytes() {
        return replyBytes.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                sockets.add(client);
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.add(server);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                daemon(() -> pass(client, server, requestBytes));
                daemon(() -> pass(server, client, replyBytes));
            }
        } catch (IOException closed) {
            close();
        }
    }

    private static void pass(Socket from, Socket to, AtomicLong count) {
        byte[] buffer = new byte[1 << 16];
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int read; (read = in.read(buffer)) >= 0; ) {
                count.addAndGet(read);
                out.write(buffer, 0, read);
            }
        } catch (IOException gone) {
            // One side has left, so the other is closed.
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "relay");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException closing) {
            // Closed all the same.
        }
    }
}
