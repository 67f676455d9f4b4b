package org.cdirpc.transport.channel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A worker that has taken a channel over: it does what one read brought (calls to run, or answers to tell), sends what
 * came of it together, and reads on, so that no thread is changed in between. It gives the channel back to the I/O thread
 * when nothing comes for a while.
 *
 * <p>An item that stalls keeps its thread and nothing else: {@link #look}, by the timer thread, and {@link #stepAside}, by
 * an item that is about to wait, move the rest of the items, and the reading, on to another worker. What was appended
 * already belongs to the channel and is sent at once.
 *
 * <p>The items are touched by the worker alone, and after a move by the successor alone; {@code state} hands them over.
 *
 * @param <T> what the reads bring
 */
final class Pump<T> implements Runnable {

    /** Reading, or between two items. */
    private static final int FREE = 0;
    /** Serving an item. */
    private static final int SERVING = 1;
    /** Another worker goes on; this one ends with its item. */
    private static final int MOVED = 2;

    /** How long a worker waits for more from its channel, which then needs no other thread to be woken. */
    private static final long LINGER_NANOS = 10_000_000;
    /** How long what was appended waits for what comes of the same read, in nanoseconds. */
    private static final long HELD_BACK_NANOS = 200_000;
    /** How long the items of one read may take together, until the rest goes to threads of its own. */
    private static final long TOO_LONG_NANOS = 1_000_000;
    /** How often the clock is read: it costs as much as some items do. */
    private static final int ITEMS_PER_LOOK = 8;
    /** So many items make a write of their own, for the other side to begin with. */
    private static final int ITEMS_PER_WRITE = 64;
    /** Reads without an item that needs this thread after which the I/O thread can do it as well. */
    private static final int NOT_NEEDED = 64;

    private static final ThreadLocal<@Nullable Pump<?>> OF_THREAD = new ThreadLocal<>();

    private static final VarHandle STATE;
    private static final VarHandle SERVED;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            STATE = lookup.findVarHandle(Pump.class, "state", int.class);
            SERVED = lookup.findVarHandle(Pump.class, "served", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Takeover<T> channel;
    private final Pumped<T> side;
    private final Pumps pumps;
    private final List<T> items;
    private int next;
    private int lastItems;
    private int notNeeded;
    private boolean needed;
    private volatile @Nullable Thread thread;

    @SuppressWarnings("UnusedVariable") // by STATE
    private volatile int state;

    private int served;
    private int servedBefore = -1;

    /** A pump that begins with these items, which are its own from now on. */
    Pump(Takeover<T> channel, Pumped<T> side, Pumps pumps, List<T> items) {
        this.channel = channel;
        this.side = side;
        this.pumps = pumps;
        this.items = items;
    }

    /**
     * Whether the current thread is the worker. Only what it reads itself goes to {@link #add}; a caller or the I/O thread
     * may for a moment read beside it, where the reader changes.
     */
    boolean isOn(Thread current) {
        return thread == current;
    }

    /** Another item of the read under way, and whether it needs a thread that may block. By the worker. */
    void add(T item, boolean needsWorker) {
        items.add(item);
        needed |= needsWorker;
    }

    /** Whether the current thread is the worker, and will send what is appended now. */
    boolean sendsFor(Thread current) {
        return thread == current && state == SERVING;
    }

    /** If the current thread is a worker that serves an item: it is going to wait, so let another worker go on. */
    static void stepAside() {
        Pump<?> own = OF_THREAD.get();
        if (own != null) {
            own.move();
        }
    }

    @Override
    public void run() {
        thread = Thread.currentThread();
        OF_THREAD.set(this);
        try {
            pump();
        } catch (RuntimeException | Error e) {
            fail(e);
        } finally {
            OF_THREAD.remove();
        }
    }

    /** Without this, nobody would read. */
    private void fail(Throwable fault) {
        ChannelLog.LOG.turnFaulted(fault);
        if ((int) STATE.getAndSet(this, MOVED) != MOVED) {
            pumps.ended(this);
            channel.failed(this, new ArrayList<>(items.subList(next, items.size())), fault);
        }
    }

    private void pump() {
        do {
            if (!serveAll()) {
                return;
            }
            channel.flush();
            lastItems = items.size();
            items.clear();
            next = 0;
        } while (readOn());
        pumps.ended(this);
        channel.ended(this);
    }

    /** Serves the items; false if the rest of them is another's. */
    private boolean serveAll() {
        long began = items.size() - next > 1 ? System.nanoTime() : 0;
        long flushed = began;
        boolean tooLong = false;
        while (next < items.size()) {
            T item = items.get(next++);
            SERVED.setOpaque(this, served + 1);
            STATE.setRelease(this, SERVING);
            if (tooLong) {
                side.serveElsewhere(item);
            } else {
                side.serve(item);
            }
            if (!STATE.compareAndSet(this, SERVING, FREE)) {
                return false;
            }
            if (next % ITEMS_PER_LOOK == 0 && next < items.size()) {
                long now = System.nanoTime();
                tooLong |= now - began > TOO_LONG_NANOS;
                if (next % ITEMS_PER_WRITE == 0 || now - flushed > HELD_BACK_NANOS) {
                    channel.flush();
                    flushed = now;
                }
            }
        }
        return true;
    }

    /** Reads until there are items; false when there is nothing to wait for. */
    private boolean readOn() {
        // A lone caller waits for its answer now: there is nobody to let go first.
        boolean yielded = lastItems <= 1;
        while (channel.pumpable()) {
            needed = false;
            int count = channel.readHere();
            if (count != 0) {
                notNeeded = needed ? 0 : notNeeded + 1;
            }
            if (!items.isEmpty()) {
                return true;
            }
            if (count < 0 || notNeeded > NOT_NEEDED) {
                return false;
            }
            if (count > 0) {
                continue;
            }
            if (!yielded) {
                // Whoever is about to send is perhaps only waiting for this processor.
                yielded = true;
                Thread.yield();
            } else if (!linger()) {
                return false;
            }
        }
        return false;
    }

    private boolean linger() {
        if (!pumps.tryLinger()) {
            return false;
        }
        try {
            return channel.awaitReadable(LINGER_NANOS);
        } finally {
            pumps.lingered();
        }
    }

    /** Moves on what stands behind an item that has been served since the last look. By the timer thread. */
    void look() {
        int now = (int) SERVED.getOpaque(this);
        if (now == servedBefore) {
            move();
        } else {
            servedBefore = now;
        }
    }

    private void move() {
        if (STATE.compareAndSet(this, SERVING, MOVED)) {
            List<T> rest = new ArrayList<>(items.subList(next, items.size()));
            pumps.ended(this);
            // From here on the item sends for itself; what was held back until now leaves.
            channel.flush();
            channel.moved(this, rest);
        }
    }
}
