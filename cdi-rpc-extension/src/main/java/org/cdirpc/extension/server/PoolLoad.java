package org.cdirpc.extension.server;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The calls in the pool, running or waiting for a thread: how many there may be, and how long the next one would wait.
 *
 * <p>Calls that run where they were read and asynchronous ones whose stage is not complete occupy no thread of the pool,
 * and are not counted.
 *
 * <p>Thread-safe, without locks: whoever comes to tell its times while another one does is not listened to, so they are a
 * sample.
 */
final class PoolLoad {

    /** How long times are collected before the limit changes. */
    private static final long WINDOW_NANOS = 50_000_000;

    /** How many are needed. */
    private static final int SAMPLES = 10;

    private static final double WEIGHT = 0.2;

    private final int threads;
    private final int ceiling;
    private final @Nullable WaitGradient gradient;
    private final AtomicInteger taken = new AtomicInteger();
    private volatile int limit;

    private final AtomicBoolean telling = new AtomicBoolean();
    // The one that is telling writes these.
    private long began;
    private int samples;
    private double waited;
    private double ran;
    private int most;
    private volatile double averageRan;

    /**
     * An empty pool.
     *
     * @param threads how many calls run at a time
     * @param ceiling the most calls that run or wait; others see to it that there are no more
     * @param adaptive whether fewer are let in where they wait long; never fewer than there are threads
     */
    PoolLoad(int threads, int ceiling, boolean adaptive, long now) {
        this.threads = threads;
        this.ceiling = ceiling;
        this.limit = ceiling;
        this.began = now;
        // Above the threads by the calls whose answer is on its way while their thread is not free yet.
        int floor = Math.min(ceiling, threads + (int) Math.ceil(Math.sqrt(threads)));
        this.gradient = adaptive && floor < ceiling ? new WaitGradient(floor, ceiling) : null;
    }

    /** Lets a call in. */
    boolean tryEnter() {
        while (true) {
            int now = taken.get();
            int most = limit;
            if (now >= most && most < ceiling) {
                return false;
            }
            if (taken.compareAndSet(now, now + 1)) {
                return true;
            }
        }
    }

    /** A call that was let in got no thread. */
    void leave() {
        taken.decrementAndGet();
    }

    /** A call leaves its thread, having waited and run for so many nanoseconds. */
    void leave(long waitedNanos, long ranNanos, long now) {
        int present = taken.getAndDecrement();
        if (telling.compareAndSet(false, true)) {
            try {
                tell(waitedNanos, ranNanos, present, now);
            } finally {
                telling.set(false);
            }
        }
    }

    private void tell(long waitedNanos, long ranNanos, int present, long now) {
        if (samples == 0) {
            most = 0;
            waited = 0;
            ran = 0;
        }
        samples++;
        waited += waitedNanos;
        ran += ranNanos;
        most = Math.max(most, present);
        if (samples < SAMPLES || now - began < WINDOW_NANOS) {
            return;
        }
        double meanRan = ran / samples;
        averageRan = averageRan == 0 ? meanRan : averageRan + WEIGHT * (meanRan - averageRan);
        if (gradient != null) {
            limit = gradient.next(waited / samples, meanRan, most);
        }
        began = now;
        samples = 0;
    }

    /** How long a call that comes now is going to wait, in nanoseconds; 0 if not at all, or if nobody knows. */
    long expectedWait() {
        int waiting = taken.get() - threads;
        return waiting <= 0 ? 0 : (long) (averageRan * waiting / threads);
    }

    /** The most calls that are let in now. */
    int limit() {
        return limit;
    }

    /** How many run or wait now. */
    int size() {
        return taken.get();
    }
}
