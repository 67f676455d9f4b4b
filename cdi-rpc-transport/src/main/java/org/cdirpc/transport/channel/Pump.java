package org.cdirpc.transport.channel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;

/**
 * A worker that has taken a channel over: it runs the calls of one read, sends their answers together, and reads on, so
 * that no thread is changed between reading a call and running it. It gives the channel back to the I/O thread when
 * nothing comes for a while.
 *
 * <p>A call that stalls keeps its thread and nothing else: {@link #look}, by the timer thread, moves the rest of the
 * calls, and the reading, on to another worker. What was answered already belongs to the channel and is sent at once.
 *
 * <p>Its calls are touched by its own thread, and after a move by the successor alone; {@code state} hands them over.
 */
final class Pump implements Runnable {

    /** Reading, or between two calls. */
    private static final int FREE = 0;
    /** In the handler with a call. */
    private static final int SERVING = 1;
    /** Another worker goes on; this one ends with its call. */
    private static final int MOVED = 2;

    /** How long a worker waits for more from its channel, which then needs no other thread to be woken. */
    private static final long LINGER_NANOS = 10_000_000;
    /** How long answers wait for those of the same read, in nanoseconds. */
    private static final long HELD_BACK_NANOS = 200_000;
    /** Reads without a call that needs this thread after which the I/O thread can do it as well. */
    private static final int NOT_NEEDED = 64;

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

    private final ServerChannel channel;
    private final Pumps pumps;
    private List<IncomingCall> calls;
    private int next;
    private int notNeeded;
    private boolean needed;

    @SuppressWarnings("UnusedVariable") // by STATE
    private volatile int state;

    private int served;
    private int servedBefore = -1;

    /** A pump that begins with these calls. */
    Pump(ServerChannel channel, Pumps pumps, List<IncomingCall> calls) {
        this.channel = channel;
        this.pumps = pumps;
        this.calls = calls;
    }

    /** Another call of the read under way; says that it needs a thread that may block, or not. By this pump's thread. */
    void add(IncomingCall call, boolean needsThread) {
        calls.add(call);
        needed |= needsThread;
    }

    @Override
    public void run() {
        do {
            if (!serveAll()) {
                return;
            }
            channel.flush();
            calls.clear();
            next = 0;
        } while (readOn());
        pumps.ended(this);
        channel.pumpEnded(this);
    }

    /** Runs the calls; false if the rest of them is another's. */
    private boolean serveAll() {
        long began = calls.size() - next > 1 ? System.nanoTime() : 0;
        while (next < calls.size()) {
            IncomingCall call = calls.get(next++);
            call.answersTogether(true);
            SERVED.setOpaque(this, served + 1);
            STATE.setVolatile(this, SERVING);
            channel.serveOnWorker(call);
            call.answersTogether(false);
            if (!STATE.compareAndSet(this, SERVING, FREE)) {
                return false;
            }
            if (next < calls.size()) {
                long now = System.nanoTime();
                if (now - began > HELD_BACK_NANOS) {
                    channel.flush();
                    began = now;
                }
            }
        }
        return true;
    }

    /** Reads until there are calls; false when there is nothing to wait for. */
    private boolean readOn() {
        boolean yielded = false;
        while (channel.pumpable()) {
            needed = false;
            int count = channel.readHere();
            if (!calls.isEmpty()) {
                notNeeded = needed ? 0 : notNeeded + 1;
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

    /** Moves on what stands behind a call that has run since the last look. By the timer thread. */
    void look() {
        int now = (int) SERVED.getOpaque(this);
        if (now != servedBefore) {
            servedBefore = now;
            return;
        }
        if (STATE.compareAndSet(this, SERVING, MOVED)) {
            IncomingCall stalled = calls.get(next - 1);
            List<IncomingCall> rest = new ArrayList<>(calls.subList(next, calls.size()));
            pumps.ended(this);
            // First it sends for itself, then what it held back until now leaves.
            stalled.answersTogether(false);
            channel.flush();
            channel.pumpMoved(this, rest);
        }
    }
}
