package org.cdirpc.transport.channel;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * The one timer thread of a node side: ticks often while something is pending, else only as often as keep-alive
 * needs.
 */
final class Ticker implements AutoCloseable {

    /** What is done at each tick. */
    interface Task {
        /**
         * A tick.
         *
         * @param now nanoseconds of {@link System#nanoTime()}
         * @param elapsed nanoseconds since the last tick; of a time in which this process was frozen only a part, so
         *     that nobody is taken for dead whose bytes lie in the socket buffer
         * @return whether something is pending that wants the next tick soon
         */
        boolean tick(long now, long elapsed);
    }

    static final long ACTIVE_NANOS = 10_000_000;
    private static final long MOST_IDLE_NANOS = 1_000_000_000;
    private static final Duration JOIN = Duration.ofSeconds(5);

    private final Thread thread;
    private final Task task;
    private final long activeNanos;
    private final long idleNanos;
    private volatile boolean idle;
    private volatile boolean closed;

    /** Starts the thread; {@code keepAlive} is the shortest time that must be noticed while idle. */
    Ticker(String threadName, Duration keepAlive, Task task) {
        this(threadName, ACTIVE_NANOS, keepAlive, task);
    }

    /** Likewise, with nanoseconds between ticks while something is pending. */
    Ticker(String threadName, long activeNanos, Duration keepAlive, Task task) {
        this.task = task;
        this.activeNanos = activeNanos;
        this.idleNanos = Math.max(ACTIVE_NANOS, Math.min(MOST_IDLE_NANOS, keepAlive.toNanos() / 4));
        this.thread = new Thread(this::run, threadName);
        thread.setDaemon(true);
        thread.start();
    }

    /** Something became pending. */
    void hurry() {
        if (idle) {
            idle = false;
            LockSupport.unpark(thread);
        }
    }

    private void run() {
        long last = System.nanoTime();
        while (!closed) {
            // Before the task looks: whoever adds something after the look sees idle and wakes this thread.
            idle = true;
            long now = System.nanoTime();
            boolean pending = tickOnce(now, Math.min(now - last, 2 * idleNanos));
            last = now;
            if (pending) {
                idle = false;
            }
            LockSupport.parkNanos(this, pending ? activeNanos : idleNanos);
        }
    }

    private boolean tickOnce(long now, long elapsed) {
        try {
            return task.tick(now, elapsed);
        } catch (RuntimeException | Error e) {
            // The thread must live on: without it no deadline is kept.
            ChannelLog.LOG.tickFailed(e);
            return true;
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        if (Thread.currentThread() != thread) {
            Joining.join(thread, JOIN);
        }
    }
}
