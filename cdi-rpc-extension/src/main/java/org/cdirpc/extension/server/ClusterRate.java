package org.cdirpc.extension.server;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * This node's part in a rate that all providers of a service keep together. Calls only count and take from the part;
 * somebody else looks at the counts now and then and says how large the part is. Thread-safe.
 */
public final class ClusterRate {

    private final int total;
    private final LongSupplier clock;
    private final RateLimit part;
    private final LongAdder asked = new LongAdder();
    private final LongAdder admitted = new LongAdder();

    /**
     * A part that is the whole until somebody says otherwise.
     *
     * @param total the most calls per second of all providers, above 0
     * @param clock on the scale of {@link System#nanoTime()}
     */
    public ClusterRate(int total, LongSupplier clock) {
        this.total = total;
        this.clock = clock;
        this.part = new RateLimit(total, clock.getAsLong());
    }

    /** The most calls per second of all providers together. */
    public int total() {
        return total;
    }

    /** How many calls came here, ever. */
    public long asked() {
        return asked.sum();
    }

    /** How many of them the rate let through, ever. */
    public long admitted() {
        return admitted.sum();
    }

    /** From now on this node lets so many calls through in a second. */
    public void part(double perSecond) {
        part.change(perSecond, clock.getAsLong());
    }

    /** As {@link RateLimit#tryAcquire}. */
    long tryAcquire(long now) {
        asked.increment();
        long wait = part.tryAcquire(now);
        if (wait == 0) {
            admitted.increment();
        }
        return wait;
    }

    void giveBack() {
        admitted.decrement();
        part.giveBack();
    }

    double partPerSecond() {
        return part.perSecond();
    }
}
