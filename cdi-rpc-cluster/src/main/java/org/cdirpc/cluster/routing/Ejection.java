package org.cdirpc.cluster.routing;

import java.util.concurrent.atomic.AtomicBoolean;

/** Why an instance gets no calls, and until when. Thread-safe. */
final class Ejection {

    private static final long PAUSE_NANOS = 1_000_000_000;
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private final String reason;
    private final long endNanos;
    private final AtomicBoolean onTrial = new AtomicBoolean();
    private volatile long trialNanos;

    Ejection(String reason, long endNanos) {
        this.reason = reason;
        this.endNanos = endNanos;
        trialNanos = endNanos;
    }

    String reason() {
        return reason;
    }

    /** When a call may try it, on the router's time scale. */
    long trialNanos() {
        return trialNanos;
    }

    boolean onTrial() {
        return onTrial.get();
    }

    /** Whether the caller's call is the one that tries it. */
    boolean tryTrial(long nowNanos) {
        return nowNanos - trialNanos >= 0 && !onTrial.get() && onTrial.compareAndSet(false, true);
    }

    /**
     * The trial ended and told nothing, as it was cancelled or needs no answer: another may begin after a pause, lest such
     * calls all go there.
     *
     * @return whether trials told nothing for so long that the instance should come back without one
     */
    boolean untold(long nowNanos) {
        trialNanos = nowNanos + PAUSE_NANOS;
        onTrial.set(false);
        return nowNanos - endNanos >= PATIENCE_NANOS;
    }
}
