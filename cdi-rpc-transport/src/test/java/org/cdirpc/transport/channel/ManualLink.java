package org.cdirpc.transport.channel;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.cdirpc.transport.frame.FrameBuffer;
import org.cdirpc.transport.frame.FrameHeader;
import org.cdirpc.transport.frame.FrameReader;
import org.cdirpc.transport.frame.FrameSink;
import org.cdirpc.transport.frame.FrameType;
import org.cdirpc.transport.frame.GoAway;
import org.cdirpc.transport.frame.ProtocolViolation;
import org.cdirpc.transport.frame.Wire;

/** A link whose I/O thread is the test: tasks wait until {@link #runTasks}, and so many bytes are taken as there is room. */
final class ManualLink implements Link {

    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private final List<Runnable> tasks = new ArrayList<>();
    int room = Integer.MAX_VALUE;
    boolean awaited;
    /** What another thread does just before the next bytes are taken. */
    Runnable beforeWrite = () -> {};

    boolean closed;
    /** How many bytes had been taken when the end of the stream was sent; -1 before. */
    int finishedAt = -1;

    private ByteBuffer arrived = ByteBuffer.allocate(0);

    /** Lets a handler read these bytes. */
    void deliver(LinkHandler to, ByteBuffer bytes) {
        arrived = bytes;
        while (arrived.hasRemaining()) {
            to.readable();
        }
    }

    /** Lets a thread of its own choice read these bytes. */
    void arrives(ByteBuffer bytes) {
        arrived = bytes;
    }

    /** Whether the I/O thread is to read. */
    boolean reading = true;

    /** Whether nothing will ever come. */
    boolean ended;

    @Override
    public int read(ByteBuffer bytes) {
        if (ended) {
            return -1;
        }
        int count = Math.min(bytes.remaining(), arrived.remaining());
        bytes.put(arrived.slice().limit(count));
        arrived.position(arrived.position() + count);
        return count;
    }

    @Override
    public boolean awaitReadable(long nanos) {
        return arrived.hasRemaining();
    }

    @Override
    public void wakeReader() {}

    @Override
    public synchronized int write(ByteBuffer bytes) throws IOException {
        Runnable first = beforeWrite;
        beforeWrite = () -> {};
        first.run();
        if (closed) {
            throw new IOException("closed");
        }
        byte[] some = new byte[Math.min(room, bytes.remaining())];
        bytes.get(some);
        taken.writeBytes(some);
        room -= some.length;
        return some.length;
    }

    int takenBytes() {
        return taken.size();
    }

    /** The frames that were taken, if they are those of the dialling side or of the other one. */
    List<FrameHeader> frames(boolean fromDialler) throws ProtocolViolation {
        List<FrameHeader> frames = new ArrayList<>();
        read(fromDialler, (header, payload) -> frames.add(header));
        return frames;
    }

    /** The GOAWAYs that an acceptor sent. */
    List<GoAway> goAways() throws ProtocolViolation {
        List<GoAway> found = new ArrayList<>();
        read(false, (header, payload) -> {
            if (header.type() == FrameType.GOAWAY) {
                found.add(GoAway.decode(payload));
            }
        });
        return found;
    }

    private void read(boolean fromDialler, FrameSink sink) throws ProtocolViolation {
        new FrameReader(fromDialler).feed(ByteBuffer.wrap(taken.toByteArray()), sink);
    }

    synchronized void runTasks() {
        while (!tasks.isEmpty()) {
            tasks.remove(0).run();
        }
    }

    static byte[] frame(FrameHeader header, int size) {
        FrameBuffer buffer = new FrameBuffer(64);
        buffer.header(header, size);
        buffer.put(new byte[size], 0, size);
        return java.util.Arrays.copyOf(buffer.array(), buffer.count());
    }

    /** A CALL of {@link EchoServer#HOLD}. */
    static byte[] call(int id, int flags, int size) {
        return frame(new FrameHeader(FrameType.CALL, flags, 1 + EchoServer.HOLD, id, 60_000, 0), size);
    }

    static byte[] oneWay(int id, int flags, int size) {
        return call(id, flags | Wire.NO_REPLY, size);
    }

    static ByteBuffer together(byte[]... frames) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] frame : frames) {
            all.writeBytes(frame);
        }
        return ByteBuffer.wrap(all.toByteArray());
    }

    @Override
    public void awaitWritable() {
        awaited = true;
    }

    @Override
    public void reading(boolean on) {
        reading = on;
    }

    @Override
    public synchronized void execute(Runnable task) {
        tasks.add(task);
    }

    @Override
    public void finish() {
        finishedAt = finishedAt < 0 ? taken.size() : finishedAt;
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public String remote() {
        return "manual";
    }
}
