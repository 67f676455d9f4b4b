package org.cdirpc.transport.channel;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** The workers that have taken channels over. Thread-safe. */
final class Pumps {

    /** What is served for longer than one to two of these is moved out of the way of what stands behind it. */
    static final long LOOK_NANOS = 2_000_000;

    /** How many workers may wait for their channels at a time: threads that do nothing else. */
    private static final int LINGERING = 32;

    private final @Nullable Executor workers;
    private final Set<Pump<?>> running = ConcurrentHashMap.newKeySet();
    private final Semaphore lingering = new Semaphore(LINGERING);

    /**
     * None yet.
     *
     * @param workers runs each task on a thread that may block, at once, or rejects it; null if there are none
     */
    Pumps(@Nullable Executor workers) {
        this.workers = workers;
    }

    /** Whether there may be a worker. */
    boolean possible() {
        return workers != null;
    }

    /** Starts a pump; false if there is no worker for it. */
    boolean tryStart(Pump<?> pump) {
        if (workers == null) {
            return false;
        }
        running.add(pump);
        try {
            workers.execute(pump);
            return true;
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            // As many stall as may, the node stops, or the system has no thread: the I/O thread goes on by itself.
            running.remove(pump);
            return false;
        }
    }

    void ended(Pump<?> pump) {
        running.remove(pump);
    }

    boolean tryLinger() {
        return lingering.tryAcquire();
    }

    void lingered() {
        lingering.release();
    }

    /** By the timer thread, each few milliseconds. Says whether there is anything to look at. */
    boolean look() {
        if (running.isEmpty()) {
            return false;
        }
        running.forEach(Pump::look);
        return true;
    }
}
