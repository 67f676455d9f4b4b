package org.cdirpc.extension.client;

import org.cdirpc.extension.client.CircuitBreaker.Permit;
import org.cdirpc.spi.Progress;
import org.cdirpc.transport.channel.Answer;
import org.cdirpc.transport.channel.CallListener;
import org.jspecify.annotations.Nullable;

/**
 * Decides from progress, idempotency, deadline and budget whether another attempt is safe. What certainly did not run
 * goes to another instance, once per instance; what may have run is repeated only if the method is idempotent. What the
 * budget pays for waits a moment first ({@link Backoff}), and may come back to an instance when all were asked.
 */
final class RetryStep implements CallStep {

    /** Repetitions that the budget pays for, of one call; what goes on free of charge ends with the instances. */
    static final int MOST_REPETITIONS = 4;

    private final CallStep next;
    private final Retrying retrying;
    private final boolean once;
    private final CircuitBreaker @Nullable [] circuits;

    /** A step in front of the routing, without a circuit. */
    RetryStep(CallStep next, Retrying retrying) {
        this(next, retrying, false, null);
    }

    /**
     * Likewise.
     *
     * @param once whether the first attempt is the only one, whatever becomes of it
     * @param circuits by the methods' indexes; null for none
     */
    RetryStep(CallStep next, Retrying retrying, boolean once, CircuitBreaker @Nullable [] circuits) {
        this.next = next;
        this.retrying = retrying;
        this.once = once;
        this.circuits = circuits;
    }

    @Override
    public void run(Call call, CallListener listener) {
        CircuitBreaker asked = circuitOf(call);
        Permit permit = asked == null ? Permit.CALL : asked.ask(call.beganNanos());
        if (asked != null && permit == Permit.NONE) {
            listener.answered(asked.refusal());
            return;
        }
        retrying.budget().called();
        new Attempts(this, call, listener, permit == Permit.TRIAL).run();
    }

    /** Where a call counts, or null. */
    @Nullable
    CircuitBreaker circuitOf(Call call) {
        CircuitBreaker[] all = circuits;
        return all == null ? null : all[call.method().index()];
    }

    CallStep next() {
        return next;
    }

    Retrying retrying() {
        return retrying;
    }

    Verdict judge(Answer answer, Call call) {
        return once ? Verdict.FINAL : judge(answer, call.method().idempotent(), call.oneWay());
    }

    /** Whether, and at what price, another attempt may follow an answer. */
    enum Verdict {
        FINAL,
        FREE,
        BUDGETED
    }

    static Verdict judge(Answer answer, boolean idempotent, boolean oneWay) {
        if (answer.ok()) {
            return Verdict.FINAL;
        }
        boolean notRun = answer.progress().certainlyNotRun();
        return switch (answer.code()) {
            case DRAINING, CONNECT_FAILED -> notRun ? Verdict.FREE : Verdict.FINAL;
            // What an instance says of itself; the route's own word, NOT_SENT, is about all of them.
            case CONTRACT_MISMATCH, UNAVAILABLE ->
                answer.progress() == Progress.NOT_STARTED ? Verdict.FREE : Verdict.FINAL;
            case REJECTED -> notRun ? Verdict.BUDGETED : Verdict.FINAL;
            case CONNECTION_LOST -> {
                if (notRun) {
                    yield Verdict.FREE;
                }
                // Who answers that says it of an earlier call, of which nobody will ever know more.
                boolean repeatable = answer.progress() == Progress.UNKNOWN && idempotent && !oneWay && !answer.remote();
                yield repeatable ? Verdict.BUDGETED : Verdict.FINAL;
            }
            default -> Verdict.FINAL;
        };
    }
}
