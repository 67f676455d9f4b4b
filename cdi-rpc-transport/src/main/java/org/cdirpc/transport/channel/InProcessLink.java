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
    private final ArrayDeque<ByteBuffer> inbox = new ArrayDeque<>();
    private @Nullable InProcessLink other;
    private volatile @Nullable LinkHandler handler;
    private int inboxBytes;
    private boolean reads = true;
    private boolean woken;
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
            inbox.add(ByteBuffer.wrap(copy));
            inboxBytes += count;
            notifyAll();
            schedule();
        }
        return Math.max(0, count);
    }

    @Override
    public int read(ByteBuffer bytes) {
        int count = 0;
        synchronized (this) {
            for (ByteBuffer next = inbox.peek(); next != null && bytes.hasRemaining(); next = inbox.peek()) {
                int some = Math.min(next.remaining(), bytes.remaining());
                bytes.put(next.slice().limit(some));
                next.position(next.position() + some);
                count += some;
                if (!next.hasRemaining()) {
                    inbox.remove();
                }
            }
            inboxBytes -= count;
            if (count == 0 && (closed || inboxEnds)) {
                schedule();
                return -1;
            }
        }
        if (count > 0) {
            other().roomAgain();
        }
        return count;
    }

    /** The other end has taken something. */
    private void roomAgain() {
        loop.execute(() -> {
            LinkHandler to = handler;
            if (to != null && other().takeWaitingWriter()) {
                to.writable();
            }
        });
    }

    private synchronized boolean takeWaitingWriter() {
        boolean wakes = writerWaits && inboxBytes < CAPACITY;
        writerWaits &= !wakes;
        return wakes;
    }

    @Override
    public synchronized boolean awaitReadable(long nanos) {
        try {
            if (inbox.isEmpty() && !inboxEnds && !closed && !woken) {
                wait(Math.max(1, (nanos + 999_999) / 1_000_000));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        woken = false;
        return !inbox.isEmpty();
    }

    @Override
    public synchronized void wakeReader() {
        woken = true;
        notifyAll();
    }

    @Override
    public void awaitWritable() {
        other().writerWaits();
    }

    private void writerWaits() {
        synchronized (this) {
            writerWaits = true;
        }
        other().roomAgain();
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
        notifyAll();
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
            notifyAll();
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
        boolean readable;
        boolean ends;
        synchronized (this) {
            scheduled = false;
            to = handler;
            if (told || to == null) {
                return;
            }
            readable = reads && !inbox.isEmpty();
            ends = inbox.isEmpty() && (closed || inboxEnds);
            told = ends;
            closed |= ends;
        }
        if (readable) {
            to.readable();
            synchronized (this) {
                if (reads && (!inbox.isEmpty() || inboxEnds)) {
                    schedule();
                }
            }
        }
        if (ends) {
            other().inboxEnds();
            to.ended(null);
        }
    }
}
