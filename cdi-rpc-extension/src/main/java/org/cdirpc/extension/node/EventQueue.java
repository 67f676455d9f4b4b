package org.cdirpc.extension.node;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.cdirpc.RpcEvent;

/**
 * Hands events to those who asked for them, one after the other and in order, on threads that may wait. There are few:
 * each is a change of a service or an instance, and none comes with a call. Thread-safe.
 */
final class EventQueue implements Consumer<RpcEvent> {

    /** More than this many that nobody took are dropped: whoever listens is stuck. */
    private static final int MOST = 10_000;

    private final Consumer<? super RpcEvent> listener;
    private final Executor threads;
    private final Queue<RpcEvent> events = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();

    EventQueue(Consumer<? super RpcEvent> listener, Executor threads) {
        this.listener = listener;
        this.threads = threads;
    }

    @Override
    public void accept(RpcEvent event) {
        if (waiting.get() >= MOST) {
            NodeLog.LOG.eventDropped(event.toString(), MOST);
            return;
        }
        events.add(event);
        // Whoever makes it one hands on until it is none again.
        if (waiting.getAndIncrement() == 0) {
            try {
                threads.execute(this::handOn);
            } catch (RuntimeException | Error noThread) {
                untold(noThread);
            }
        }
    }

    /** Else nobody would hand on what comes next. */
    private void untold(Throwable why) {
        do {
            NodeLog.LOG.eventNotTold(events.remove().toString(), why);
        } while (waiting.decrementAndGet() > 0);
    }

    private void handOn() {
        do {
            RpcEvent event = events.remove();
            try {
                listener.accept(event);
            } catch (RuntimeException | Error failure) {
                NodeLog.LOG.listenerFailed(event.toString(), failure);
            }
        } while (waiting.decrementAndGet() > 0);
    }
}
