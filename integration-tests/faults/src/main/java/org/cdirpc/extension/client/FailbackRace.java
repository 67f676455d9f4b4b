package org.cdirpc.extension.client;

import org.cdirpc.faults.races.Scenarios;
import org.cdirpc.transport.cbor.CborLimits;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;

/**
 * Calls take places in a {@link FailbackQueue} of two, leave it, and the node stops: no place that is free is refused, and
 * no call is kept that the end of the queue does not count among those that it loses.
 */
@Scenarios({
    "enter 0 > enter 1 | enter 2",
    "enter 0 > enter 1 | close",
    "> enter 1; leave 1 | close",
    "enter 0 > leave 0; enter 0 | enter 1"
})
public final class FailbackRace {

    /** Of a scenario, and one before and after it. */
    private static final int MOST_THREADS = 16;

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
    /** Of each thread, which sends only what it has kept: a place taken and the note of it are two steps. */
    private final int[] kept = new int[MOST_THREADS];

    @Operation
    public boolean enter(@Param(gen = ThreadIdGen.class) int thread) {
        boolean entered = queue.tryEnter();
        kept[thread] += entered ? 1 : 0;
        return entered;
    }

    /** Whether a call was there that could be sent. */
    @Operation
    public boolean leave(@Param(gen = ThreadIdGen.class) int thread) {
        boolean any = kept[thread] > 0;
        if (any) {
            kept[thread]--;
            queue.resent();
        }
        return any;
    }

    /** How many it loses when it ends. */
    @Operation(runOnce = true)
    public int close() {
        return queue.end();
    }
}
