package org.cdirpc.extension.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Threads that call without a pause from now on, and remember who answered. Closing them fails if a call failed. */
final class Callers implements AutoCloseable {

    private static final long LIMIT_SECONDS = 30;

    private final List<Thread> threads = new ArrayList<>();
    private final Map<String, AtomicLong> answers = new ConcurrentHashMap<>();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    /** So many threads; each call gives the name of who answered. */
    Callers(int count, Supplier<String> call) {
        for (int i = 0; i < count; i++) {
            Thread thread = new Thread(() -> run(call), "caller-" + i);
            threads.add(thread);
            thread.start();
        }
    }

    private void run(Supplier<String> call) {
        while (!closed) {
            try {
                answers.computeIfAbsent(call.get(), absent -> new AtomicLong()).incrementAndGet();
            } catch (RuntimeException failed) {
                failures.add(failed);
            }
        }
    }

    /** How many calls one has answered. */
    long answeredBy(String who) {
        AtomicLong count = answers.get(who);
        return count == null ? 0 : count.get();
    }

    /** Waits until one has answered so many more. */
    void await(String who, long more) {
        long wanted = answeredBy(who) + more;
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (answeredBy(who) < wanted) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(who + " does not answer; answers " + answers + ", failures " + failures);
            }
            Thread.onSpinWait();
        }
    }

    /** Ends the threads. */
    @Override
    public void close() {
        closed = true;
        for (Thread thread : threads) {
            try {
                thread.join(TimeUnit.SECONDS.toMillis(LIMIT_SECONDS));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        if (!failures.isEmpty()) {
            throw new AssertionError(failures.size() + " calls failed", failures.peek());
        }
    }
}
