package org.cdirpc.cluster.hazelcast;

import static org.cdirpc.cluster.hazelcast.GridLog.LOG;
import static org.cdirpc.cluster.hazelcast.GridMessages.MESSAGES;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.cdirpc.cluster.CanaryRules;
import org.cdirpc.cluster.CanaryTable;
import org.cdirpc.cluster.RegistryException;
import org.cdirpc.cluster.ServiceKey;

/**
 * Follows the grid's canary rules on a thread of its own: reads all of them, which are few, after every event, when it is
 * asked to, and now and then in case an event was lost.
 */
final class CanaryReader {

    /** How long the thread sleeps at most, so that it notices who asks, in milliseconds. */
    private static final long TICK_MILLIS = 200;

    private static final int MOST_SERVICES = 10_000;
    private static final int MOST_REPORTED = 1024;
    private static final int MOST_ASKED = 1024;

    private final Grid grid;
    private final CanaryTable table;
    private final DirectorySettings settings;
    private final GridEvents events = new GridEvents();
    private final Thread thread = new Thread(this::run, "cdi-rpc-canaries");
    private final CompletableFuture<Void> firstRead = new CompletableFuture<>();
    /** Who waits for a reading that begins after they asked. */
    private final BlockingQueue<CompletableFuture<Void>> asked = new ArrayBlockingQueue<>(MOST_ASKED);

    private volatile boolean closed;

    // Confined to the thread.
    private final Set<String> reported = new HashSet<>();
    private boolean failing;

    CanaryReader(Grid grid, CanaryTable table, DirectorySettings settings) {
        this.grid = grid;
        this.table = table;
        this.settings = settings;
        thread.setDaemon(true);
    }

    /** Starts the thread and waits, within the timeout, until the rules were read once. */
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
        throw new RegistryException(MESSAGES.canariesNotRead(settings.startMillis(), String.valueOf(cause)), cause);
    }

    /** Completed after the next reading, or exceptionally when it fails or the thread ends. */
    CompletableFuture<Void> readAgain() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        boolean added = asked.offer(done);
        events.wake();
        if (!added || closed) {
            done.cancel(false);
        }
        return done;
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
            Map<ServiceKey, CanaryRules> rules = new HashMap<>();
            grid.read((key, value) -> saw(key, value, rules), this::report);
            table.replace(rules);
            failing = false;
            firstRead.complete(null);
            waiting.forEach(each -> each.complete(null));
        } catch (RuntimeException | Error unreachable) {
            // Also while members join, when the grid may refuse or lose a reading; it is there again a moment later.
            if (!failing && !closed) {
                LOG.canariesUnreadable(String.valueOf(unreachable));
            }
            failing = true;
            waiting.forEach(each -> each.completeExceptionally(unreachable));
        }
    }

    private void saw(String key, byte[] value, Map<ServiceKey, CanaryRules> rules) {
        if (rules.size() >= MOST_SERVICES) {
            report("", "there are " + MOST_SERVICES + " others already");
            return;
        }
        try {
            int line = key.indexOf('\n');
            ServiceKey service = line < 0
                    ? new ServiceKey(key, "")
                    : new ServiceKey(key.substring(0, line), key.substring(line + 1));
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value))
                    .toString();
            CanaryRules read = CanaryRules.parse(text);
            if (!read.isEmpty()) {
                rules.put(service, read);
            }
            reported.remove(key);
        } catch (CharacterCodingException malformed) {
            report(key, "it is no UTF-8");
        } catch (IllegalArgumentException malformed) {
            report(key, String.valueOf(malformed.getMessage()));
        }
    }

    private void report(String key, String reason) {
        if (reported.size() < MOST_REPORTED && reported.add(key)) {
            String line = key.replace('\n', '@');
            LOG.canaryMalformed(line.length() > 100 ? line.substring(0, 100) : line, reason);
        }
    }

    private long now() {
        return settings.nanoTime().getAsLong();
    }
}
