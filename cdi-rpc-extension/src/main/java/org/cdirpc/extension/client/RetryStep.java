package org.cdirpc.extension.client;

import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.cdirpc.spi.FailureCode;
import org.cdirpc.spi.Progress;
import org.cdirpc.transport.channel.Answer;
import org.jspecify.annotations.Nullable;

/**
 * Decides from progress, idempotency, deadline and budget whether another attempt is safe. What certainly did not run
 * goes to another instance, once per instance; what may have run is repeated only if the method is idempotent.
 */
final class RetryStep implements CallStep {

    private final CallStep next;
    private final RetryBudget budget;
    private final Executor callbacks;
    private final LongSupplier nanoTime;

    /** A step whose further attempts run on {@code callbacks}, never on the I/O thread that brought the failure. */
    RetryStep(CallStep next, RetryBudget budget, Executor callbacks, LongSupplier nanoTime) {
        this.next = next;
        this.budget = budget;
        this.callbacks = callbacks;
        this.nanoTime = nanoTime;
    }

    @Override
    public void run(Call call, Completion completion) {
        budget.called();
        next.run(call, new Attempts(call, completion));
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
            case DRAINING, CONNECT_FAILED, CONTRACT_MISMATCH -> notRun ? Verdict.FREE : Verdict.FINAL;
            case REJECTED -> notRun ? Verdict.BUDGETED : Verdict.FINAL;
            case CONNECTION_LOST -> {
                if (notRun) {
                    yield Verdict.FREE;
                }
                boolean repeatable = answer.progress() == Progress.UNKNOWN && idempotent && !oneWay;
                yield repeatable ? Verdict.BUDGETED : Verdict.FINAL;
            }
            default -> Verdict.FINAL;
        };
    }

    private final class Attempts implements Completion {

        private final Call call;
        private final Completion outer;
        private @Nullable Answer lastFailure;

        Attempts(Call call, Completion outer) {
            this.call = call;
            this.outer = outer;
        }

        @Override
        public void complete(Answer answer) {
            Answer earlier = lastFailure;
            if (earlier != null && answer.code() == FailureCode.UNAVAILABLE && !answer.ok()) {
                // No instance is left: what the tried ones said tells more than that.
                outer.complete(Failures.exhausted(earlier, answer, call.tried().size()));
                return;
            }
            Verdict verdict = judge(
                    answer, call.method().idempotent(), call.oneWay());
            boolean again = verdict != Verdict.FINAL
                    && call.cancelled() == null
                    && call.deadlineNanos() - nanoTime.getAsLong() > 0
                    && (verdict == Verdict.FREE || budget.tryTake());
            if (!again) {
                outer.complete(answer);
                return;
            }
            lastFailure = answer;
            callbacks.execute(() -> next.run(call, this));
        }
    }
}
