package org.cdirpc.extension.client;

import java.util.concurrent.atomic.AtomicInteger;
import org.cdirpc.transport.cbor.CborLimits;
import org.jetbrains.lincheck.datastructures.Operation;

/**
 * Calls take places in a {@link FailbackQueue} of two, leave it, and the node stops: no place that is free is refused, and
 * no call is kept that the end of the queue does not count among those that it loses.
 */
public final class FailbackRace {

    private final FailbackQueue queue = new FailbackQueue(
            2,
            1,
            new Retrying(
                    new RetryBudget(0, 0, 0, () -> 0),
                    new Failures(CborLimits.DEFAULT),
                    Runnable::run,
                    (nanos, task) -> () -> {},
                    new Backoff(bound -> 0),
                    () -> 0));
    private final AtomicInteger kept = new AtomicInteger();

    @Operation
    public boolean enter() {
        boolean entered = queue.tryEnter();
        if (entered) {
            kept.incrementAndGet();
        }
        return entered;
    }

    /** Whether a call was there that could be sent. */
    @Operation
    public boolean leave() {
        int now = kept.get();
        while (now > 0 && !kept.compareAndSet(now, now - 1)) {
            now = kept.get();
        }
        if (now > 0) {
            queue.resent();
        }
        return now > 0;
    }

    /** How many it counts when it has ended. */
    @Operation(runOnce = true)
    public int close() {
        queue.close();
        return queue.state().queued();
    }
}
