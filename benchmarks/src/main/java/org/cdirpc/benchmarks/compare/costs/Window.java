package org.cdirpc.benchmarks.compare.costs;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Threads that do the same over and over, each on its own, until told to stop. For one thread. */
final class Window {

    /** What a thread does. */
    interface Turn {
        void take(int caller) throws Exception;
    }

    private final LongAdder calls = new LongAdder();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final CountDownLatch go = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean over;

    Window(int callers, Turn turn) {
        for (int i = 0; i < callers; i++) {
            int caller = i;
            Thread thread = new Thread(() -> run(caller, turn), "caller-" + i);
            thread.setDaemon(true);
            threads.add(thread);
        }
    }

    private void run(int caller, Turn turn) {
        try {
            go.await();
            while (!over) {
                turn.take(caller);
                calls.increment();
            }
        } catch (Exception failed) {
            failure.compareAndSet(null, failed);
        }
    }

    /** Lets them go when all are there. */
    void begin() {
        threads.forEach(Thread::start);
        go.countDown();
    }

    /** Turns so far. */
    long calls() {
        return calls.sum();
    }

    /** Waits for the last turns. Throws if one failed. */
    void end() throws InterruptedException {
        over = true;
        for (Thread thread : threads) {
            thread.join();
        }
        Exception failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException("a call failed: " + failed, failed);
        }
    }
}
