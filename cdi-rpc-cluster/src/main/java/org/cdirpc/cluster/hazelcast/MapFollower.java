package org.cdirpc.cluster.hazelcast;

import static org.cdirpc.cluster.hazelcast.GridLog.LOG;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.cdirpc.cluster.RegistryException;

/**
 * Follows a small map of the grid on a thread of its own: has all of it read after every event, when it is asked to, and
 * now and then in case an event was lost. What the grid does not say while it is out of reach is as it was.
 */
final class MapFollower {

    /** What is followed. */
    interface Content {

        /** Reads all of it and takes it over; what it throws means that the grid is out of reach now. */
        void read();

        /** The grid is out of reach since just now. */
        void unreadable(String reason);

        /** The message of a first reading that did not come in time. */
        String notRead(long millis, String reason);
    }

    /** How long the thread sleeps at most, so that it notices who asks, in milliseconds. */
    private static final long TICK_MILLIS = 200;

    private static final int MOST_ASKED = 1024;

    private final Grid grid;
    private final Content content;
    private final DirectorySettings settings;
    private final GridEvents events = new GridEvents();
    private final Thread thread;
    private final CompletableFuture<Void> firstRead = new CompletableFuture<>();
    /** Who waits for a reading that begins after they asked. */
    private final BlockingQueue<CompletableFuture<Void>> asked = new ArrayBlockingQueue<>(MOST_ASKED);

    private volatile boolean closed;

    // Confined to the thread.
    private boolean failing;

    MapFollower(String thread, Grid grid, Content content, DirectorySettings settings) {
        this.grid = grid;
        this.content = content;
        this.settings = settings;
        this.thread = new Thread(this::run, thread);
        this.thread.setDaemon(true);
    }

    /** Starts the thread and waits, within the timeout, until all was read once. */
    void start() {
        thread.start();
        Throwable cause;
        try {
            firstRead.get(settings.startMillis(), TimeUnit.MILLISECONDS);
            return;
        } catch (ExecutionException e) {
            cause = e.getCause() == null ? e : e.getCause();
        } catch (TimeoutException e) {
            cause = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            cause = e;
        }
        close();
        throw new RegistryException(content.notRead(settings.startMillis(), String.valueOf(cause)), cause);
    }

    /** Completed after the next reading, or exceptionally when it fails or the thread ends. */
    private CompletableFuture<Void> readAgain() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        boolean added = asked.offer(done);
        events.wake();
        if (!added || closed) {
            done.cancel(false);
        }
        return done;
    }

    /**
     * Waits for a reading that begins now, until then at most, so that this node knows what it has just written. Where it
     * cannot be read, it is followed as soon as it can, as by the others.
     *
     * @param deadlineNanos by {@link System#nanoTime()}
     */
    void awaitOwnWord(long deadlineNanos) {
        try {
            readAgain().get(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | CancellationException | TimeoutException late) {
            content.unreadable(String.valueOf(late));
        }
    }

    /** Ends the thread; waits for it within the timeout. */
    void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(settings.timeoutMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            LOG.gridThreadLeft(thread.getName(), settings.timeoutMillis());
        }
    }

    private void run() {
        GridEvents.Registration registration;
        try {
            registration = events.listenTo(grid);
        } catch (RuntimeException | Error e) {
            firstRead.completeExceptionally(e);
            return;
        }
        try {
            rounds();
        } catch (InterruptedException ended) {
            closed = true; // Only close() interrupts this thread.
        } finally {
            asked.forEach(waiting -> waiting.cancel(false));
            try {
                Thread.interrupted(); // Else the removal of the listeners would be cut short.
                registration.close();
            } catch (RuntimeException e) {
                LOG.fault(e);
            }
        }
    }

    private void rounds() throws InterruptedException {
        // At once, after the registration, so that nothing falls between.
        boolean due = true;
        long readNanos = now();
        while (!closed) {
            if (due) {
                readNanos = now();
                readAll();
            }
            GridEvents.Change change = events.poll(TICK_MILLIS);
            boolean changed = change != null;
            while (change != null) {
                change = events.poll(0);
            }
            boolean wanted = events.takeResyncWanted()
                    || changed
                    || failing
                    || !asked.isEmpty()
                    || now() - readNanos >= TimeUnit.MILLISECONDS.toNanos(settings.resyncMillis());
            due = wanted && grid.isRunning();
        }
    }

    private void readAll() {
        List<CompletableFuture<Void>> waiting = new ArrayList<>();
        asked.drainTo(waiting);
        try {
            content.read();
            failing = false;
            firstRead.complete(null);
            waiting.forEach(each -> each.complete(null));
        } catch (RuntimeException | Error unreachable) {
            // Also while members join, when the grid may refuse or lose a reading; it is there again a moment later.
            if (!failing && !closed) {
                content.unreadable(String.valueOf(unreachable));
            }
            failing = true;
            waiting.forEach(each -> each.completeExceptionally(unreachable));
        }
    }

    private long now() {
        return settings.nanoTime().getAsLong();
    }
}
