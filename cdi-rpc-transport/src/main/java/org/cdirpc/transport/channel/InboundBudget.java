package org.cdirpc.transport.channel;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Received bytes that a node holds. Above the limit, channels stop reading until calls end. Unfinished messages may take
 * half of it: calls that are whole can always end and make room, unfinished ones cannot. Thread-safe.
 */
final class InboundBudget {

    private final long limit;
    private final AtomicLong held = new AtomicLong();
    private final AtomicLong unfinished = new AtomicLong();
    private final ConcurrentLinkedQueue<Runnable> waiting = new ConcurrentLinkedQueue<>();

    InboundBudget(long limit) {
        this.limit = limit;
    }

    /** Takes room for a part of an unfinished message, or says that there is none. */
    boolean tryReserveUnfinished(long bytes) {
        if (unfinished.addAndGet(bytes) > limit / 2) {
            releaseUnfinished(bytes);
            return false;
        }
        return true;
    }

    /** What one channel may hold of unfinished messages, lest one that never finishes any keeps all others out. */
    long shareOfUnfinished(int messageCap) {
        return Math.max(messageCap, limit / 8);
    }

    void releaseUnfinished(long bytes) {
        unfinished.addAndGet(-bytes);
        wakeIfBelow();
    }

    void hold(long bytes) {
        held.addAndGet(bytes);
    }

    void release(long bytes) {
        held.addAndGet(-bytes);
        wakeIfBelow();
    }

    boolean exceeded() {
        return used() > limit;
    }

    long used() {
        return held.get() + unfinished.get();
    }

    /** Runs the action once, soon after the budget is no longer exceeded; at once if it is not. */
    void whenBelow(Runnable action) {
        waiting.add(action);
        // Again, as the release that made room may have come before the line above.
        wakeIfBelow();
    }

    private void wakeIfBelow() {
        if (!waiting.isEmpty() && !exceeded()) {
            for (Runnable action = waiting.poll(); action != null; action = waiting.poll()) {
                action.run();
            }
        }
    }
}
