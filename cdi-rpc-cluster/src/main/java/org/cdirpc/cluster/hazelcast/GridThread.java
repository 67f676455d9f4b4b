package org.cdirpc.cluster.hazelcast;

import static org.cdirpc.cluster.hazelcast.GridLog.LOG;
import static org.cdirpc.cluster.hazelcast.GridMessages.MESSAGES;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.cdirpc.cluster.RegistryException;

/**
 * A daemon thread for what may wait for the grid, up to the grid's own time limit, which may be minutes: callers wait for
 * it no longer than they want, and what they give up is not begun any more. What is asked for is done in that order, one
 * after the other. The thread is started with the first use. Thread-safe.
 */
final class GridThread {

    private final String name;
    private final ScheduledThreadPoolExecutor executor;

    /**
     * @param loader the thread's context class loader
     */
    GridThread(String name, ClassLoader loader) {
        this.name = name;
        executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            thread.setContextClassLoader(loader);
            return thread;
        });
        // What was given up leaves the queue, which therefore holds no more than there are callers that wait.
        executor.setRemoveOnCancelPolicy(true);
    }

    /** Does something again and again, first after that time; it throws nothing. */
    void repeat(Runnable beat, long millis) {
        try {
            executor.scheduleWithFixedDelay(beat, millis, millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closed) {
            return; // The node stops.
        }
    }

    /** Does something soon, and throws nothing; the caller sees to it that these do not pile up. */
    void soon(Runnable work) {
        try {
            executor.execute(work);
        } catch (RejectedExecutionException closed) {
            return; // The node stops.
        }
    }

    /**
     * What the work gives, waited for.
     *
     * @param what for the message: "cannot ..."
     * @throws RegistryException if it does not give it in time, or this is closed
     */
    <T> T call(String what, Callable<T> work, long millis) {
        Future<T> answer;
        try {
            answer = executor.submit(work);
        } catch (RejectedExecutionException closed) {
            throw new RegistryException(MESSAGES.contractsClosed(what), closed);
        }
        Throwable cause;
        try {
            return answer.get(millis, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            cause = e.getCause() == null ? e : e.getCause();
        } catch (TimeoutException | CancellationException e) {
            cause = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            cause = e;
        }
        answer.cancel(true);
        throw new RegistryException(MESSAGES.contractsNotReached(what, millis, String.valueOf(cause)), cause);
    }

    /** Ends the thread, whatever it does; waits for it no longer than that. */
    void close(long millis) {
        // Callers that still wait are told now.
        executor.shutdownNow().forEach(GridThread::cancel);
        try {
            if (!executor.awaitTermination(millis, TimeUnit.MILLISECONDS)) {
                LOG.gridThreadLeft(name, millis);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void cancel(Runnable task) {
        if (task instanceof Future<?> waiting) {
            waiting.cancel(false);
        }
    }
}
