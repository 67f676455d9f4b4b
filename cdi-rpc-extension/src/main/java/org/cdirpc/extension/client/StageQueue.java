package org.cdirpc.extension.client;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Answers of asynchronous calls on their way to the callback threads, where user code runs. The first answer of a batch
 * sends a drainer there, which completes all that came meanwhile: one hop per batch read rather than per call.
 *
 * <p>User code may block. While more answers wait than the one that is being completed, a watch stands by on a callback
 * thread of its own: a drainer that gets little done is joined by another, up to {@link #MOST_DRAINERS}, so that answers
 * wait for each other for some milliseconds at most. Answers are completed in no particular order. Completing never
 * recurses: what is answered inside user code is queued like everything else.
 *
 * <p>Thread-safe and lock-free. Futures are queued once and never again, so the lists need no guard against a node that
 * comes back.
 */
final class StageQueue {

    /** How often the watch looks, and so the longest that an answer waits behind one that blocks. */
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    /** Fewer completions than this between two looks, that is more than 100 us each, are too few. */
    private static final int FEW = 20;

    /** One fewer than a node's callback threads; the last one is the watch's, until it has nobody left to send. */
    static final int MOST_DRAINERS = 31;

    private static final VarHandle ARRIVED;
    private static final VarHandle READY;
    private static final VarHandle IN_CHARGE;
    private static final VarHandle WATCHED;

    static {
        try {
            MethodHandles.Lookup own = MethodHandles.lookup();
            ARRIVED = own.findVarHandle(StageQueue.class, "arrived", RpcFuture.class);
            READY = own.findVarHandle(StageQueue.class, "ready", RpcFuture.class);
            IN_CHARGE = own.findVarHandle(StageQueue.class, "inCharge", Drainer.class);
            WATCHED = own.findVarHandle(StageQueue.class, "watched", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Executor callbacks;
    private final AtomicInteger drainers = new AtomicInteger();

    /** The newest first. */
    private volatile @Nullable RpcFuture arrived;
    /** The oldest first. */
    private volatile @Nullable RpcFuture ready;
    /** Who looks again before it leaves, so that no answer is left behind; null while none is needed. */
    private volatile @Nullable Drainer inCharge;

    private volatile boolean watched;

    /**
     * An empty queue.
     *
     * @param callbacks must run whatever it is given
     */
    StageQueue(Executor callbacks) {
        this.callbacks = callbacks;
    }

    /** Takes an answered call, which {@link RpcFuture#finish} is called for on a callback thread. Never blocks. */
    void add(RpcFuture answered) {
        RpcFuture before;
        do {
            before = arrived;
            answered.next = before;
        } while (!ARRIVED.compareAndSet(this, before, answered));
        if (inCharge != null || !drain(null, callbacks)) {
            watch();
        }
    }

    /** Sends a drainer in place of the one that is in charge; false if that is another one by now. */
    private boolean drain(@Nullable Drainer replaced, Executor where) {
        Drainer next = new Drainer();
        boolean mine = IN_CHARGE.compareAndSet(this, replaced, next);
        if (mine) {
            drainers.incrementAndGet();
            where.execute(next);
        }
        return mine;
    }

    private void watch() {
        if (!watched && WATCHED.compareAndSet(this, false, true)) {
            Watch watch = new Watch();
            watch.handedOverBy = Thread.currentThread();
            callbacks.execute(watch);
            watch.handedOverBy = null;
        }
    }

    private boolean isEmpty() {
        return ready == null && arrived == null;
    }

    private @Nullable RpcFuture take() {
        while (true) {
            RpcFuture oldest = ready;
            if (oldest == null) {
                RpcFuture newest = (RpcFuture) ARRIVED.getAndSet(this, null);
                return newest == null ? null : oldestOf(newest);
            }
            if (READY.compareAndSet(this, oldest, oldest.next)) {
                oldest.next = null;
                return oldest;
            }
        }
    }

    /** Turns the list round, keeps the oldest, and makes the others ready for everybody. */
    private RpcFuture oldestOf(RpcFuture newest) {
        RpcFuture oldest = newest;
        RpcFuture rest = null;
        for (RpcFuture next = newest.next; next != null; ) {
            RpcFuture older = next.next;
            oldest.next = rest;
            rest = oldest;
            oldest = next;
            next = older;
        }
        oldest.next = null;
        if (rest != null) {
            RpcFuture others;
            do {
                others = ready;
                newest.next = others;
            } while (!READY.compareAndSet(this, others, rest));
        }
        return oldest;
    }

    private final class Drainer implements Runnable {

        /** Counted by its own thread, read by the watch. */
        private volatile int completed;

        @Override
        public void run() {
            try {
                do {
                    for (RpcFuture stage = take(); stage != null; stage = take()) {
                        stage.finish();
                        completed = completed + 1;
                    }
                } while (!leaves());
            } finally {
                drainers.decrementAndGet();
            }
        }

        /** An answer that came after the last look has seen this one in charge: so look again, without being in charge. */
        private boolean leaves() {
            boolean wasInCharge = IN_CHARGE.compareAndSet(StageQueue.this, this, null);
            return !wasInCharge || isEmpty() || !IN_CHARGE.compareAndSet(StageQueue.this, null, this);
        }
    }

    private final class Watch implements Runnable {

        /** The thread that is inside {@code execute} with this; only for that thread's own eyes. */
        private @Nullable Thread handedOverBy;

        @Override
        public void run() {
            // An executor that runs what it is given at once, as after close: standing by would hold up its caller.
            boolean standsBy = Thread.currentThread() != handedOverBy;
            do {
                while (standsBy && !isEmpty()) {
                    Drainer slow = slowOne();
                    if (slow != null && drainers.get() < MOST_DRAINERS) {
                        drain(slow, callbacks);
                    } else if (slow != null) {
                        // The last thread there is lends a hand, and leaves its post to whoever is free next.
                        watched = false;
                        drain(slow, Runnable::run);
                        watch();
                        return;
                    }
                }
                watched = false;
            } while (standsBy && !isEmpty() && WATCHED.compareAndSet(StageQueue.this, false, true));
        }

        /** Waits a moment; the drainer in charge if it got too little done meanwhile, else null. */
        private @Nullable Drainer slowOne() {
            Drainer seen = inCharge;
            int before = seen == null ? 0 : seen.completed;
            LockSupport.parkNanos(StageQueue.this, PATIENCE_NANOS);
            // Left behind by user code that ran on this thread; it would turn waiting into spinning.
            Thread.interrupted();
            return seen != null && seen == inCharge && !isEmpty() && seen.completed - before < FEW ? seen : null;
        }
    }
}
