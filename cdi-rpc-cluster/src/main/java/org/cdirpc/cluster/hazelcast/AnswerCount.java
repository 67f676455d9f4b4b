package org.cdirpc.cluster.hazelcast;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * About how many entries a map has, asked for once a second while it is used, and in between counted from what this node
 * adds: it is wrong by what the others added since, and nobody waits for it. Thread-safe.
 */
final class AnswerCount {

    private static final long PERIOD_NANOS = 1_000_000_000;

    private final LongSupplier size;
    private final Executor executor;
    private final LongSupplier nanoTime;
    private final AtomicLong about = new AtomicLong();
    private final AtomicBoolean asking = new AtomicBoolean();
    private volatile long nextNanos;

    /**
     * A count of 0, asked for with its first use.
     *
     * @param size asks the map, and may wait or throw
     * @param executor where it is asked
     */
    AnswerCount(LongSupplier size, Executor executor, LongSupplier nanoTime) {
        this.size = size;
        this.executor = executor;
        this.nanoTime = nanoTime;
        this.nextNanos = nanoTime.getAsLong();
    }

    long get() {
        long now = nanoTime.getAsLong();
        if (now - nextNanos >= 0 && asking.compareAndSet(false, true)) {
            nextNanos = now + PERIOD_NANOS;
            try {
                executor.execute(this::ask);
            } catch (RejectedExecutionException busy) {
                asking.set(false);
            }
        }
        return about.get();
    }

    private void ask() {
        try {
            about.set(size.getAsLong());
        } catch (RuntimeException outOfReach) {
            // Whoever adds an entry now is told so itself; the next round asks again.
        } finally {
            asking.set(false);
        }
    }

    /** This node has added one. */
    void added() {
        about.incrementAndGet();
    }
}
