package org.cdirpc.benchmarks.compare.raw;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import org.cdirpc.benchmarks.compare.Contender;

/** A thread per connection: reads what is there, answers all of it, writes once. */
final class RawServer implements Contender.Server {

    private static final int BUFFER = 2 * RawFrames.LARGEST;

    private final ServerSocket listener = new ServerSocket(0, 2048, InetAddress.getLoopbackAddress());

    RawServer() throws IOException {
        daemon("raw-acceptor", this::accept);
    }

    static void daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                daemon("raw-connection", () -> serve(socket));
            }
        } catch (IOException closed) {
            // No more connections.
        }
    }

    private static void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = socket.getInputStream();
            OutputStream out = socket.getOutputStream();
            ByteBuffer from = ByteBuffer.allocate(BUFFER);
            ByteBuffer to = ByteBuffer.allocate(BUFFER);
            for (int read; (read = in.read(from.array(), from.position(), from.remaining())) >= 0; ) {
                from.position(from.position() + read).flip();
                for (ByteBuffer frame; (frame = RawReader.next(from)) != null; ) {
                    if (to.remaining() < RawFrames.LARGEST) {
                        flush(to, out);
                    }
                    RawFrames.answer(frame, to);
                }
                from.compact();
                flush(to, out);
            }
        } catch (IOException gone) {
            // The client has left.
        }
    }

    @SuppressWarnings("ByteBufferBackingArray") // made by allocate, above
    private static void flush(ByteBuffer to, OutputStream out) throws IOException {
        if (to.position() > 0) {
            out.write(to.array(), 0, to.position());
            to.clear();
        }
    }

    @Override
    public int port() {
        return listener.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
