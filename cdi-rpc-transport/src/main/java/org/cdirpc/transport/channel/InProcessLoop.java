package org.cdirpc.transport.channel;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** The one I/O thread of an in-process network: lives while a listener or dialler of it is open. Thread-safe. */
final class InProcessLoop {

    private static final Duration JOIN = Duration.ofSeconds(5);

    private final LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private final Runnable end = () -> {};
    private @Nullable Thread thread;
    private int users;

    synchronized void retain() {
        if (users++ == 0) {
            tasks.clear();
            Thread started = new Thread(this::run, "cdi-rpc-in-process");
            started.setDaemon(true);
            started.start();
            thread = started;
        }
    }

    void release() {
        Thread ended = null;
        synchronized (this) {
            if (--users == 0) {
                // Behind what closing links have left to tell.
                tasks.add(end);
                ended = thread;
                thread = null;
            }
        }
        if (ended != null && ended != Thread.currentThread()) {
            Joining.join(ended, JOIN);
        }
    }

    void execute(Runnable task) {
        tasks.add(task);
    }

    private void run() {
        while (true) {
            Runnable task;
            try {
                task = tasks.take();
            } catch (InterruptedException e) {
                // Nobody has a reason to interrupt this thread; it ends by its last task.
                continue;
            }
            if (task == end) {
                return;
            }
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                ChannelLog.LOG.channelFaulted("in-process", e);
            }
        }
    }
}
