package org.cdirpc.transport.undertow;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Runs something to its end on a thread made for it, so that no thread-local of a library stays with the caller's. */
final class OwnThread {

    private static final long END_MILLIS = 1_000;

    private OwnThread() {}

    static <T> T call(String name, Callable<T> work) throws IOException {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    // Starting and stopping are short, and half of either would leak.
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw rethrown(e.getCause() == null ? e : e.getCause());
                }
            }
        } finally {
            interrupted |= !ended(thread);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The work is done a moment before its thread is gone, and an undeployed class loader waits for the thread. */
    private static boolean ended(Thread thread) {
        try {
            thread.join(END_MILLIS);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    static void run(String name, Runnable work) {
        try {
            call(name, () -> {
                work.run();
                return true;
            });
        } catch (IOException e) {
            throw new IllegalStateException("a Runnable threw a checked exception", e);
        }
    }

    /**
     * Runs something on a thread made for it that may never end, and waits for that no longer than so many milliseconds.
     *
     * @return whether it has ended
     */
    static boolean ends(String name, Runnable work, long millis) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        try {
            thread.join(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }

    private static IOException rethrown(Throwable cause) {
        if (cause instanceof IOException io) {
            return io;
        }
        if (cause instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return new IOException(cause);
    }
}
