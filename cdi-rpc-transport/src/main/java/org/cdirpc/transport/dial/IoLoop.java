package org.cdirpc.transport.dial;

import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.cdirpc.transport.channel.Joining;

/** One I/O thread with its selector. Everything registered here is touched by this thread only. */
final class IoLoop {

    /** What a key belongs to. */
    interface Registered {
        /** The key is ready. */
        void ready(SelectionKey key);

        /** The loop ends: close, and tell whom it concerns. */
        void loopEnds();
    }

    private static final Duration JOIN = Duration.ofSeconds(5);

    private final Selector selector;
    private final Thread thread;
    private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean woken = new AtomicBoolean();
    private volatile boolean closing;

    IoLoop(String threadName) throws IOException {
        selector = Selector.open();
        thread = new Thread(this::run, threadName);
        thread.setDaemon(true);
        try {
            thread.start();
        } catch (Error noThread) {
            selector.close();
            throw noThread;
        }
    }

    Selector selector() {
        return selector;
    }

    boolean inLoop() {
        return Thread.currentThread() == thread;
    }

    /** Runs a task on this thread soon; dropped once the loop has ended. */
    void execute(Runnable task) {
        tasks.add(task);
        if (!inLoop() && woken.compareAndSet(false, true)) {
            selector.wakeup();
        }
    }

    private void run() {
        try {
            while (!closing) {
                if (tasks.isEmpty()) {
                    selector.select(this::ready);
                } else {
                    selector.selectNow(this::ready);
                }
                woken.set(false);
                runTasks();
            }
        } catch (IOException | ClosedSelectorException e) {
            DialLog.LOG.loopFailed(thread.getName(), e);
        } finally {
            closing = true;
            new ArrayList<>(selector.keys()).forEach(this::end);
            runTasks();
            closeSelector();
        }
    }

    private void ready(SelectionKey key) {
        try {
            ((Registered) key.attachment()).ready(key);
        } catch (CancelledKeyException e) {
            // Closed by a task or by another key's work since it was selected: it has been told.
            key.cancel();
        } catch (RuntimeException | Error e) {
            DialLog.LOG.keyFailed(thread.getName(), e);
            end(key);
        }
    }

    private void end(SelectionKey key) {
        try {
            ((Registered) key.attachment()).loopEnds();
        } catch (RuntimeException | Error e) {
            DialLog.LOG.keyFailed(thread.getName(), e);
        }
    }

    private void runTasks() {
        // Only those that are there now, so that tasks which add tasks do not keep the keys waiting.
        for (int left = tasks.size(); left > 0; left--) {
            Runnable task = tasks.poll();
            if (task == null) {
                return;
            }
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                DialLog.LOG.keyFailed(thread.getName(), e);
            }
        }
    }

    private void closeSelector() {
        try {
            selector.close();
        } catch (IOException e) {
            DialLog.LOG.loopFailed(thread.getName(), e);
        }
    }

    boolean closing() {
        return closing;
    }

    void close() {
        closing = true;
        selector.wakeup();
        if (!inLoop()) {
            Joining.join(thread, JOIN);
        }
    }
}
