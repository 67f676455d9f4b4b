package org.cdirpc.extension.node;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.cdirpc.extension.client.Delays;

/**
 * A node's own pools. Their threads are daemons that see the application's class loader, and all have ended soon after
 * {@link #close}. Thread-safe.
 */
final class NodeThreads implements AutoCloseable {

    private static final long IDLE_SECONDS = 30;
    private static final long END_SECONDS = 5;
    private static final int CALLBACK_THREADS = 32;
    private static final int ATTEMPT_THREADS = 4;

    private final ExecutorService workers;
    private final ThreadPoolExecutor pumps;
    private final ThreadPoolExecutor callbacks;
    private final ThreadPoolExecutor attempts;
    private final Delays timer;
    private final String node;

    /** A pool counts a thread as gone a moment before it is; an undeployed class loader waits for the thread itself. */
    private final Set<Thread> made = ConcurrentHashMap.newKeySet();

    /**
     * Pools for a node.
     *
     * @param server how many threads run beans, and how many calls wait for one of them; admission lets no more in,
     *     which is what bounds virtual threads
     */
    NodeThreads(String node, RpcConfig.Server server, ClassLoader loader) {
        this.node = node;
        this.workers = server.virtualThreads()
                ? VirtualThreads.executor("cdi-rpc-" + node + "-worker-", loader)
                : pool(server.threads(), server.threads() + server.queue(), named(node + "-worker-", loader));
        // As many as may be stuck in beans that are not usually slow; without one, the I/O threads do without.
        this.pumps = new ThreadPoolExecutor(
                0,
                server.threads(),
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                named(node + "-pump-", loader));
        // Bounded by the calls that wait for an answer: each is completed, or attempted again, by one task at a time.
        this.callbacks = pool(CALLBACK_THREADS, Integer.MAX_VALUE, named(node + "-callback-", loader));
        this.attempts = pool(ATTEMPT_THREADS, Integer.MAX_VALUE, named(node + "-attempt-", loader));
        this.timer = new Delays(named(node + "-timer-", loader));
    }

    private static ThreadPoolExecutor pool(int threads, int queue, ThreadFactory factory) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads, threads, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(queue), factory);
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private ThreadFactory named(String prefix, ClassLoader loader) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "cdi-rpc-" + prefix + number.incrementAndGet());
            thread.setDaemon(true);
            thread.setContextClassLoader(loader);
            made.removeIf(earlier -> earlier.getState() == Thread.State.TERMINATED);
            made.add(thread);
            return thread;
        };
    }

    /** Runs beans. */
    Executor workers() {
        return workers;
    }

    /** Take channels over and run quick beans; rejects what no thread is free for. */
    Executor pumps() {
        return pumps;
    }

    /** Completes stages, and with them user code; once the node is closed, on whatever thread completes the call. */
    Executor callbacks() {
        return orInline(callbacks);
    }

    /** Makes further attempts, which must not wait behind user code; once the node is closed, likewise. */
    Executor attempts() {
        return orInline(attempts);
    }

    /** Waits between attempts; runs nothing that takes time. */
    Delays timer() {
        return timer;
    }

    private static Executor orInline(Executor pool) {
        return task -> {
            try {
                pool.execute(task);
            } catch (RejectedExecutionException closed) {
                task.run();
            }
        };
    }

    @Override
    public void close() {
        workers.shutdownNow();
        pumps.shutdownNow();
        callbacks.shutdown();
        attempts.shutdown();
        timer.close();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(END_SECONDS);
        try {
            // The threads of a pool are waited for themselves, below; of virtual ones this counts each until it ends.
            if (!(workers instanceof ThreadPoolExecutor) && !workers.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
                NodeLog.LOG.virtualThreadsLeft(node, END_SECONDS);
            }
            for (Thread thread : made) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left > 0 && thread != Thread.currentThread()) {
                    thread.join(left);
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        long left = made.stream().filter(Thread::isAlive).count();
        if (left > 0) {
            NodeLog.LOG.threadsLeft(node, left, END_SECONDS);
        }
    }
}
