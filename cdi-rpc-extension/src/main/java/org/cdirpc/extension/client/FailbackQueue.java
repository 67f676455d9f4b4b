package org.cdirpc.extension.client;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * The one-way calls of a node that could not be sent and wait to be, in lanes: those of one proxy keep their order and
 * wait for nobody else's. All lanes together are bounded. Thread-safe.
 */
final class FailbackQueue implements AutoCloseable {

    private static final int ENDED = Integer.MIN_VALUE;

    private final int capacity;
    private final long keepNanos;
    private final Retrying retrying;
    private final Seldom seldom;
    /** How many wait; below 0, with {@link #ENDED} added, once the queue has ended. */
    private final AtomicInteger queued = new AtomicInteger();

    private final LongAdder resent = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final Set<FailbackLane> lanes = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * An empty queue.
     *
     * @param capacity the most calls that wait, at least 1
     * @param keepNanos how long a call may wait
     */
    FailbackQueue(int capacity, long keepNanos, Retrying retrying) {
        this.capacity = capacity;
        this.keepNanos = keepNanos;
        this.retrying = retrying;
        this.seldom = new Seldom(retrying.nanoTime());
    }

    /** A lane for the calls that go through this chain. */
    FailbackLane lane(String service, CallStep next) {
        FailbackLane lane = new FailbackLane(this, service, next);
        lanes.add(lane);
        return lane;
    }

    /** Takes a place, unless all are taken or the queue has ended: what is kept then, the end has not counted. */
    boolean tryEnter() {
        int now = queued.get();
        while (now >= 0 && now < capacity) {
            if (queued.compareAndSet(now, now + 1)) {
                return true;
            }
            now = queued.get();
        }
        return false;
    }

    void resent() {
        queued.decrementAndGet();
        resent.increment();
    }

    /** A call that waited is given up. */
    void expired(String method, String reason) {
        queued.decrementAndGet();
        refused(method, reason);
    }

    /** A call did not even get a place. */
    void refused(String method, String reason) {
        dropped.increment();
        long withheld = seldom.ask();
        if (withheld >= 0) {
            ClientLog.LOG.failbackDropped(method, reason, withheld);
        }
    }

    boolean isClosed() {
        return closed;
    }

    int capacity() {
        return capacity;
    }

    long keepNanos() {
        return keepNanos;
    }

    Retrying retrying() {
        return retrying;
    }

    /** How it stands. */
    FailbackState state() {
        return new FailbackState(queued.get() & ~ENDED, capacity, resent.sum(), dropped.sum());
    }

    /** Takes nothing more; returns how many wait. */
    int end() {
        closed = true;
        return queued.getAndUpdate(now -> now | ENDED) & ~ENDED;
    }

    /** Whatever waits is lost, and said to be. */
    @Override
    public void close() {
        int left = end();
        if (left > 0) {
            ClientLog.LOG.failbackLeft(left);
        }
        lanes.forEach(FailbackLane::clear);
    }
}
