package org.cdirpc.benchmarks.compare.raw;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Many calls at a time on one connection. The writer sends all that has been appended since its last write; the reader
 * completes the answers, which come in the order of the calls, and wakes the writer only when its batch is at an end.
 */
final class RawPipeline implements AutoCloseable {

    private static final int BUFFER = 1 << 20;

    private record Pending<T>(CompletableFuture<T> result, Function<ByteBuffer, T> content) {

        void complete(ByteBuffer answer) {
            result.complete(content.apply(answer));
        }
    }

    private final Socket socket;
    private final Thread reader;
    private final Object lock = new Object();
    /** Guarded by the lock, as are the following. */
    private final Queue<Pending<?>> pending = new ArrayDeque<>();

    private ByteBuffer appended = ByteBuffer.allocate(BUFFER);
    private boolean closed;

    RawPipeline(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        reader = new Thread(this::read, "raw-reader");
        reader.setDaemon(true);
        reader.start();
        RawServer.daemon("raw-writer", this::write);
    }

    /** Appends a call; {@code content} reads its answer behind the operation. */
    <T> CompletionStage<T> call(Consumer<ByteBuffer> frame, Function<ByteBuffer, T> content) throws IOException {
        Pending<T> call = new Pending<>(new CompletableFuture<>(), content);
        synchronized (lock) {
            if (closed) {
                throw new EOFException("the connection is closed");
            }
            frame.accept(appended);
            pending.add(call);
            if (Thread.currentThread() != reader) {
                lock.notifyAll();
            }
        }
        return call.result();
    }

    private void write() {
        ByteBuffer batch = ByteBuffer.allocate(BUFFER);
        try {
            OutputStream out = socket.getOutputStream();
            while (true) {
                synchronized (lock) {
                    while (appended.position() == 0) {
                        if (closed) {
                            return;
                        }
                        lock.wait();
                    }
                    ByteBuffer empty = batch;
                    batch = appended;
                    appended = empty;
                }
                out.write(batch.array(), 0, batch.position());
                batch.clear();
            }
        } catch (IOException | InterruptedException gone) {
            end();
        }
    }

    private void read() {
        ByteBuffer from = ByteBuffer.allocate(BUFFER);
        try {
            InputStream in = socket.getInputStream();
            for (int read; (read = in.read(from.array(), from.position(), from.remaining())) >= 0; ) {
                from.position(from.position() + read).flip();
                for (ByteBuffer frame; (frame = RawReader.next(from)) != null; ) {
                    frame.get();
                    next().complete(frame);
                }
                from.compact();
                synchronized (lock) {
                    lock.notifyAll();
                }
            }
        } catch (IOException gone) {
            // Said to those who wait, below.
        } finally {
            end();
        }
    }

    private Pending<?> next() {
        synchronized (lock) {
            return pending.remove();
        }
    }

    private void end() {
        Queue<Pending<?>> lost;
        synchronized (lock) {
            closed = true;
            lost = new ArrayDeque<>(pending);
            pending.clear();
            lock.notifyAll();
        }
        lost.forEach(call -> call.result().completeExceptionally(new EOFException("the connection is closed")));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
