package org.cdirpc.transport.channel;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.cdirpc.transport.frame.FrameBuffer;
import org.cdirpc.transport.frame.FrameHeader;
import org.cdirpc.transport.frame.FrameReader;
import org.cdirpc.transport.frame.ProtocolViolation;
import org.jspecify.annotations.Nullable;

/**
 * A link without a network, whose I/O thread is one of a race's: it does its tasks in {@link #runTasks} and delivers what
 * arrives. It takes few bytes at a time, so that calls can be caught between being appended and having left. Thread-safe
 * as a {@link Link} must be.
 */
final class RacingLink implements Link {

    /** A frame, with the first byte of its payload, or -1 where there is none. */
    record Frame(FrameHeader header, int first, byte[] payload) {}

    /** Less than a call. */
    private static final int BYTES_PER_WRITE = 24;

    private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<byte[]> arrived = new ConcurrentLinkedQueue<>();
    private final Runnable nothingComes;
    // Guarded by this.
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();

    private volatile boolean awaited;
    private volatile boolean closed;
    private volatile boolean told;
    private volatile @Nullable LinkHandler handler;

    RacingLink() {
        this(() -> {});
    }

    /** With what a thread does that would wait for bytes: it need not wait, where time may stand still. */
    RacingLink(Runnable nothingComes) {
        this.nothingComes = nothingComes;
    }

    /** By the I/O thread, before it delivers anything. */
    void handler(LinkHandler opened) {
        handler = opened;
    }

    /** Bytes from the other side; {@link #deliver} or a thread of its own choice reads them. */
    void arrives(FrameHeader header, byte[] payload) {
        FrameBuffer buffer = new FrameBuffer(64);
        buffer.header(header, payload.length);
        buffer.put(payload, 0, payload.length);
        arrived.add(java.util.Arrays.copyOf(buffer.array(), buffer.count()));
    }

    /** Lets the I/O thread read once. */
    void deliver() {
        LinkHandler to = handler;
        if (to != null && !told) {
            to.readable();
        }
    }

    /** Does what an I/O thread has to do now; whether there was anything. */
    boolean runTasks() {
        LinkHandler to = handler;
        if (to == null || told) {
            return false;
        }
        boolean any = false;
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            any = true;
            task.run();
        }
        if (awaited) {
            awaited = false;
            any = true;
            to.writable();
        }
        if (!arrived.isEmpty() && !closed) {
            to.readable();
        }
        if (closed) {
            told = true;
            to.ended(null);
            return true;
        }
        return any;
    }

    /** Whether it was closed from here. */
    boolean closed() {
        return closed;
    }

    /** All frames that were taken whole. */
    List<Frame> frames(boolean fromDialler) {
        byte[] bytes;
        synchronized (this) {
            bytes = taken.toByteArray();
        }
        List<Frame> frames = new ArrayList<>();
        try {
            new FrameReader(fromDialler).feed(ByteBuffer.wrap(bytes), (header, payload) -> {
                byte[] copy = new byte[payload.remaining()];
                payload.get(copy);
                frames.add(new Frame(header, copy.length == 0 ? -1 : copy[0], copy));
            });
        } catch (ProtocolViolation broken) {
            throw new IllegalStateException("what was sent is no sequence of frames: " + broken.getMessage(), broken);
        }
        return frames;
    }

    @Override
    public synchronized int write(ByteBuffer bytes) throws IOException {
        if (closed) {
            throw new IOException("closed");
        }
        byte[] some = new byte[Math.min(BYTES_PER_WRITE, bytes.remaining())];
        bytes.get(some);
        taken.writeBytes(some);
        return some.length;
    }

    @Override
    public int read(ByteBuffer bytes) {
        if (closed) {
            return -1;
        }
        byte[] next = arrived.poll();
        if (next == null) {
            return 0;
        }
        bytes.put(next);
        return next.length;
    }

    @Override
    public boolean awaitReadable(long nanos) {
        boolean any = !arrived.isEmpty();
        if (!any) {
            nothingComes.run();
        }
        return any;
    }

    @Override
    public void wakeReader() {}

    @Override
    public void awaitWritable() {
        awaited = true;
    }

    @Override
    public void reading(boolean on) {}

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    @Override
    public void finish() {}

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public String remote() {
        return "race";
    }
}
