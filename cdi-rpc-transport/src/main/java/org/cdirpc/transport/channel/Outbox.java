package org.cdirpc.transport.channel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import org.cdirpc.transport.frame.FrameBuffer;
import org.cdirpc.transport.frame.FrameHeader;
import org.cdirpc.transport.frame.Wire;
import org.jspecify.annotations.Nullable;

/**
 * What one channel has to send. Any thread appends; whoever then finds nobody flushing flushes for all, so that many
 * small messages leave in one write. The monitor of this object guards the bytes and is never held across I/O; a
 * sender that needs ids in the order of appending holds it around both.
 *
 * <p>Large messages wait in a queue of their own and come in fragment by fragment, in turn, as the bytes before them
 * leave: a small message waits for at most the bytes of one swap.
 */
final class Outbox {

    /** Unsent bytes above which it is full, until it holds half of them. */
    static final long MOST_UNSENT = 1 << 20;

    private static final int ROOM = 4 << 10;
    private static final int ROOM_KEPT = 64 << 10;
    private static final int SWAP_BYTES = 128 << 10;
    /** Writes by a caller's thread before it hands the rest to the I/O thread, so that no caller serves all others. */
    private static final int ROUNDS = 4;

    private final Link link;
    private final ScratchBuffers scratch;
    private final OutboxEvents events;
    private final ArrayDeque<LargeMessage> large = new ArrayDeque<>();
    private final Runnable draining = this::drain;
    private FrameBuffer active = new FrameBuffer(ROOM);
    private FrameBuffer leaving = new FrameBuffer(ROOM);
    private int leavingAt;
    private long largeLeft;
    private long appended;
    private volatile long written;
    /** What the link was asked to take, which it may have taken before {@link #written} says so. */
    private volatile long offered;

    private volatile boolean flushing;
    /** Written under the monitor. */
    private volatile boolean full;

    private boolean corked;
    private boolean sealed;
    private boolean closed;

    Outbox(Link link, ScratchBuffers scratch, OutboxEvents events) {
        this.link = link;
        this.scratch = scratch;
        this.events = events;
    }

    /** Appends a message; nothing leaves before {@link #flush}. False, and nothing is appended, once closed. */
    synchronized boolean append(FrameHeader header, Payload payload, @Nullable PendingSend call) {
        if (closed || sealed) {
            return false;
        }
        long start = appended;
        if (payload.size() <= Wire.FRAGMENT_BYTES) {
            int size = (int) payload.size();
            active.header(header, size);
            payload.copyTo(active, 0, size);
            appended += header.encodedBytes() + size;
            if (call != null) {
                call.placed(start, appended);
            }
        } else {
            if (call != null) {
                call.placed(start, Long.MAX_VALUE);
            }
            // The first fragment goes in at once, so that first fragments leave in the order of their ids.
            appendLarge(new LargeMessage(header, payload, call), true);
        }
        fills();
        return true;
    }

    private void appendLarge(LargeMessage message, boolean begins) {
        if (begins) {
            appendFragment(message);
        }
        large.add(message);
        largeLeft += message.left();
    }

    /**
     * Appends an answer that nobody waits for after this moment, of {@link System#nanoTime()}: a large one that has not
     * begun to leave by then can be dropped, with {@link #dropLate}.
     */
    synchronized boolean appendUntil(long deadlineNanos, FrameHeader header, Payload payload) {
        if (payload.size() <= Wire.FRAGMENT_BYTES) {
            return append(header, payload, null);
        }
        if (closed || sealed) {
            return false;
        }
        appendLarge(LargeMessage.until(deadlineNanos, header, payload), !full);
        fills();
        return true;
    }

    /** Drops the large answers that nobody waits for any more and of which nothing was appended to what leaves. */
    void dropLate(long now) {
        if (full) {
            dropLateOnes(now);
        }
    }

    private synchronized void dropLateOnes(long now) {
        for (Iterator<LargeMessage> i = large.iterator(); i.hasNext(); ) {
            LargeMessage message = i.next();
            if (message.late(now)) {
                largeLeft -= message.left();
                i.remove();
            }
        }
    }

    private void fills() {
        if (!full && unsent() > MOST_UNSENT) {
            full = true;
        }
    }

    /** Whether so much is unsent that nothing should be begun that would add to it. Any thread. */
    boolean full() {
        return full;
    }

    /** As {@link #append}, where what is appended next must not overtake it: all its fragments go in at once. */
    synchronized boolean appendWhole(FrameHeader header, Payload payload) {
        if (payload.size() <= Wire.FRAGMENT_BYTES) {
            return append(header, payload, null);
        }
        if (closed || sealed) {
            return false;
        }
        LargeMessage message = new LargeMessage(header, payload, null);
        boolean last = false;
        while (!last) {
            last = appendFragment(message);
        }
        return true;
    }

    synchronized boolean append(FrameHeader header) {
        return append(header, Payload.of(Payload.NONE), null);
    }

    /** Appends the last message ever; what waited in fragments is dropped. False if there was a last one already. */
    synchronized boolean appendLast(FrameHeader header, Payload payload) {
        large.clear();
        largeLeft = 0;
        boolean done = append(header, payload, null);
        sealed = true;
        return done;
    }

    /**
     * Makes sure that a call which was appended here is not run, if that is still possible: its first bytes have not
     * been offered to the link, or not all of its fragments were appended.
     */
    synchronized boolean withdraw(PendingSend call) {
        if (closed) {
            // The bytes are gone; what did not leave whole cannot be run.
            return call.end() > offered;
        }
        boolean stopped = false;
        for (Iterator<LargeMessage> i = large.iterator(); !stopped && i.hasNext(); ) {
            LargeMessage message = i.next();
            if (message.call() == call) {
                largeLeft -= message.left();
                i.remove();
                stopped = true;
            }
        }
        long activeStart = appended - active.count();
        if (call.start() >= activeStart) {
            active.expireCall((int) (call.start() - activeStart));
            stopped = true;
        } else if (call.start() >= offered) {
            leaving.expireCall((int) (call.start() - activeStart + leaving.count()));
            stopped = true;
        }
        return stopped;
    }

    /** Until {@link #uncork()}, appended bytes wait: the I/O thread answers a batch and sends once. */
    synchronized void cork() {
        corked = true;
    }

    void uncork() {
        synchronized (this) {
            corked = false;
        }
        flush(false);
    }

    /**
     * Sends what was appended, unless somebody is at it.
     *
     * @param handOver to let the I/O thread do it, which collects more when many calls are on their way
     */
    void flush(boolean handOver) {
        synchronized (this) {
            if (flushing || corked || closed || (active.count() == 0 && large.isEmpty())) {
                return;
            }
            flushing = true;
        }
        if (handOver) {
            link.execute(draining);
        } else {
            drain();
        }
    }

    /** Whether somebody is writing, and so will write what has been appended. */
    boolean flushing() {
        return flushing;
    }

    /** Writes until nothing is left or the link takes no more. Called by the one who set {@code flushing}. */
    void drain() {
        ByteBuffer buffer = null;
        try {
            buffer = scratch.acquire();
            for (int round = 0; ; round++) {
                if (!swap()) {
                    return;
                }
                if (round == ROUNDS) {
                    link.execute(draining);
                    return;
                }
                if (!writeLeaving(buffer)) {
                    // From here on the I/O thread may already be in drain().
                    link.awaitWritable();
                    return;
                }
            }
        } catch (IOException e) {
            events.writeFailed(e);
        } catch (RuntimeException | Error e) {
            // The flusher may be any caller's thread, which has nothing to do with a fault of this link; and a channel
            // that nobody flushes any more must end.
            events.writeFailed(new IOException(e));
        } finally {
            if (buffer != null) {
                scratch.release(buffer);
            }
        }
    }

    /** Makes the appended bytes those that leave, once the last ones have left; false when there is nothing. */
    private boolean swap() {
        boolean relieved;
        boolean more;
        synchronized (this) {
            if (closed) {
                return false;
            }
            // Here, and not apart from the rest: what is dropped in between would leave it full with nothing unsent.
            relieved = full && unsent() <= MOST_UNSENT / 2;
            if (relieved) {
                full = false;
            }
            more = leavingAt < leaving.count() || fillLeaving();
            if (!more) {
                flushing = false;
            }
        }
        if (relieved) {
            events.relieved();
        }
        if (!more) {
            events.drained();
        }
        return more;
    }

    private boolean fillLeaving() {
        while (!large.isEmpty() && active.count() < SWAP_BYTES) {
            LargeMessage message = takeLarge();
            int before = message.left();
            boolean last = appendFragment(message);
            largeLeft -= before - message.left();
            if (!last) {
                large.add(message);
            }
        }
        leaving.clear(ROOM_KEPT);
        leavingAt = 0;
        if (active.count() == 0) {
            return false;
        }
        FrameBuffer swapped = leaving;
        leaving = active;
        active = swapped;
        return true;
    }

    /**
     * In turn; but while it is full, that answer of which the least is left (shortest remaining processing time first,
     * Schrage 1968): of answers that take turns on a slow link, all would be kept until the last has left.
     */
    private LargeMessage takeLarge() {
        if (!full || !large.element().timed()) {
            return large.remove();
        }
        LargeMessage least = Collections.min(large, Comparator.comparingInt(LargeMessage::left));
        large.remove(least);
        return least;
    }

    private boolean appendFragment(LargeMessage message) {
        int before = active.count();
        boolean last = message.nextFragment(active);
        appended += active.count() - before;
        PendingSend call = message.call();
        if (last && call != null) {
            call.placed(call.start(), appended);
        }
        return last;
    }

    private boolean writeLeaving(ByteBuffer buffer) throws IOException {
        while (leavingAt < leaving.count()) {
            int count = Math.min(buffer.capacity(), leaving.count() - leavingAt);
            buffer.clear();
            synchronized (this) {
                // Under the lock, so that a call is either withdrawn or offered.
                leaving.copyTo(buffer, leavingAt, count);
                buffer.flip();
                offered = written + count;
            }
            int taken = write(buffer);
            events.wrote(buffer.flip());
            if (taken < count) {
                return false;
            }
        }
        return true;
    }

    private int write(ByteBuffer buffer) throws IOException {
        try {
            int taken = link.write(buffer);
            leavingAt += taken;
            written += taken;
            // The rest has not left, and can still be withdrawn; so can all of it when the write failed.
            offered = written;
            return taken;
        } catch (IOException e) {
            offered = written;
            throw e;
        }
    }

    /** Bytes that the link has taken since the beginning. */
    long written() {
        return written;
    }

    /**
     * Bytes since the beginning that may have left: never fewer than the other side has, also while a thread stands
     * between its write and the count of it. What judges whether a call may have been run asks this.
     */
    long offered() {
        return offered;
    }

    /** Bytes appended or queued that the link has not taken. */
    synchronized long unsent() {
        return appended - written + largeLeft;
    }

    /** Whether {@link #append} would take something. */
    synchronized boolean takesMore() {
        return !closed && !sealed;
    }

    /** Whether the last message ever has been taken by the link. */
    synchronized boolean isSealedAndSent() {
        return sealed && unsent() == 0;
    }

    /** Nothing is sent or appended from now on. */
    synchronized void close() {
        closed = true;
        large.clear();
        largeLeft = 0;
        active = new FrameBuffer(0);
    }
}
