package org.cdirpc.transport.channel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** One end of a link within this JVM. Bounded like a socket: a full other end takes no more bytes. Thread-safe. */
final class InProcessLink implements Link {

    private static final int CAPACITY = 256 << 10;

    private final InProcessLoop loop;
    private final String remote;
    private final ArrayDeque<byte[]> inbox = new ArrayDeque<>();
    private @Nullable InProcessLink other;
    private volatile @Nullable LinkHandler handler;
    private int inboxBytes;
    private boolean reads;
    private boolean writerWaits;
    private boolean inboxEnds;
    private boolean scheduled;
    private boolean closed;
    private boolean told;

    InProcessLink(InProcessLoop loop, String remote) {
        this.loop = loop;
        this.remote = remote;
    }

    static void join(InProcessLink a, InProcessLink b) {
        a.other = b;
        b.other = a;
    }

    /** Sets who is told; on the loop's thread, before anything is read. */
    synchronized void handler(LinkHandler told) {
        handler = told;
        schedule();
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        synchronized (this) {
            if (closed) {
                throw new IOException("the link is closed");
            }
        }
        return other().offer(bytes);
    }

    private synchronized int offer(ByteBuffer bytes) throws IOException {
        if (closed) {
            throw new IOException("the other end is closed");
        }
        int count = Math.min(bytes.remaining(), CAPACITY - inboxBytes);
        if (count > 0) {
            byte[] copy = new byte[count];
            bytes.get(copy);
            inbox.add(copy);
            inboxBytes += count;
            schedule();
        }
        return Math.max(0, count);
    }

    @Override
    public void awaitWritable() {
        other().writerWaits();
    }

    private synchronized void writerWaits() {
        writerWaits = true;
        if (inboxBytes < CAPACITY) {
            schedule();
        }
    }

    @Override
    public synchronized void reading(boolean on) {
        reads = on;
        schedule();
    }

    @Override
    public void execute(Runnable task) {
        loop.execute(task);
    }

    @Override
    public void finish() {
        other().inboxEnds();
    }

    private synchronized void inboxEnds() {
        inboxEnds = true;
        schedule();
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            inbox.clear();
            inboxBytes = 0;
            schedule();
        }
        other().inboxEnds();
    }

    @Override
    public String remote() {
        return remote;
    }

    synchronized boolean isClosed() {
        return closed;
    }

    private InProcessLink other() {
        InProcessLink end = other;
        if (end == null) {
            throw new IllegalStateException("not joined");
        }
        return end;
    }

    private void schedule() {
        if (!scheduled) {
            scheduled = true;
            loop.execute(this::work);
        }
    }

    private void work() {
        LinkHandler to;
        byte[] bytes;
        boolean wakesWriter;
        boolean ends;
        synchronized (this) {
            scheduled = false;
            to = handler;
            if (told || to == null) {
                return;
            }
            bytes = reads ? inbox.poll() : null;
            if (bytes != null) {
                inboxBytes -= bytes.length;
            }
            wakesWriter = writerWaits && inboxBytes < CAPACITY;
            writerWaits &= !wakesWriter;
            ends = bytes == null && (closed || (inboxEnds && inbox.isEmpty()));
            told = ends;
            closed |= ends;
            if (!ends && reads && (bytes != null || inboxEnds)) {
                schedule();
            }
        }
        if (bytes != null) {
            to.received(ByteBuffer.wrap(bytes));
        }
        InProcessLink writer = other();
        LinkHandler writing = writer.handler;
        if (wakesWriter && writing != null) {
            writing.writable();
        }
        if (ends) {
            writer.inboxEnds();
            to.ended(null);
        }
    }
}
