package org.cdirpc.extension.client;

import org.cdirpc.transport.channel.CallListener;

/**
 * Asks a second instance when the first is slower than 95 of 100 calls of the method, within the retry budget; the first
 * answer counts. After Dean and Barroso, "The Tail at Scale", Communications of the ACM 56 (2), 2013. For one method, which
 * must be idempotent. Thread-safe.
 */
final class HedgeStep implements CallStep {

    private final CallStep next;
    private final Retrying retrying;
    private final LatencyHistogram times = new LatencyHistogram();

    HedgeStep(CallStep next, Retrying retrying) {
        this.next = next;
        this.retrying = retrying;
    }

    @Override
    public void run(Call call, CallListener listener) {
        new Race(this, call, listener).begin();
    }

    CallStep next() {
        return next;
    }

    Retrying retrying() {
        return retrying;
    }

    LatencyHistogram times() {
        return times;
    }
}
