package org.cdirpc.extension.client;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The timer of a node's calls: one thread, which is there only while something waits. What waits is bounded by the calls
 * that are not answered, and what is forgotten leaves at once. Thread-safe.
 */
public final class Delays implements CallTimer, AutoCloseable {

    private static final long IDLE_SECONDS = 30;

    private final ScheduledThreadPoolExecutor pool;
    private final Set<Waiting> waiting = ConcurrentHashMap.newKeySet();

    /** A timer whose thread comes from this factory at its first use. */
    public Delays(ThreadFactory threads) {
        pool = new ScheduledThreadPoolExecutor(1, threads);
        pool.setRemoveOnCancelPolicy(true);
        pool.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        pool.allowCoreThreadTimeOut(true);
    }

    @Override
    public Runnable after(long nanos, Runnable task) {
        Waiting entry = new Waiting(task);
        waiting.add(entry);
        try {
            entry.scheduled = pool.schedule(entry, Math.max(0, nanos), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closed) {
            entry.run();
        }
        return entry::forget;
    }

    /** How many tasks wait. */
    int waiting() {
        return waiting.size();
    }

    /** Runs at once whatever waits, so that no call stays without an answer. */
    @Override
    public void close() {
        pool.shutdownNow();
        waiting.forEach(Waiting::run);
    }

    private final class Waiting implements Runnable {

        private final Runnable task;
        private final AtomicBoolean begun = new AtomicBoolean();
        private volatile @Nullable Future<?> scheduled;

        Waiting(Runnable task) {
            this.task = task;
        }

        @Override
        public void run() {
            if (begun.compareAndSet(false, true)) {
                waiting.remove(this);
                task.run();
            }
        }

        void forget() {
            if (begun.compareAndSet(false, true)) {
                waiting.remove(this);
                Future<?> known = scheduled;
                if (known != null) {
                    known.cancel(false);
                }
            }
        }
    }
}
