package org.cdirpc.extension.client;

import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.cdirpc.spi.FailureCode;
import org.cdirpc.spi.Progress;
import org.cdirpc.transport.channel.Answer;
import org.cdirpc.transport.channel.CallListener;
import org.jspecify.annotations.Nullable;

/**
 * Decides from progress, idempotency, deadline and budget whether another attempt is safe. What certainly did not run
 * goes to another instance, once per instance; what may have run is repeated only if the method is idempotent.
 */
final class RetryStep implements CallStep {

    private final CallStep next;
    private final RetryBudget budget;
    private final Failures failures;
    private final Executor attempts;
    private final LongSupplier nanoTime;

    /**
     * A step in front of the routing.
     *
     * @param attempts runs further attempts: never the I/O thread that brought the failure, nor behind user code
     */
    RetryStep(CallStep next, RetryBudget budget, Failures failures, Executor attempts, LongSupplier nanoTime) {
        this.next = next;
        this.budget = budget;
        this.failures = failures;
        this.attempts = attempts;
        this.nanoTime = nanoTime;
    }

    @Override
    public void run(Call call, CallListener listener) {
        budget.called();
        new Attempts(call, listener).run();
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
                boolean repeatable = answer.progress() == Progress.UNKNOWN && idempotent && !oneWay;
                yield repeatable ? Verdict.BUDGETED : Verdict.FINAL;
            }
            default -> Verdict.FINAL;
        };
    }

    /** The attempts of one call; they follow one another, so each sees what the one before left here. */
    private final class Attempts implements CallListener, Runnable {

        private final Call call;
        private final CallListener outer;
        private @Nullable Answer lastFailure;
        private boolean mayHaveRun;

        Attempts(Call call, CallListener outer) {
            this.call = call;
            this.outer = outer;
        }

        @Override
        public boolean wantsWorker() {
            return outer.wantsWorker();
        }

        @Override
        public void answeredOnWorker(Answer answer) {
            if (answer.ok()) {
                outer.answeredOnWorker(answer);
            } else {
                answered(answer);
            }
        }

        @Override
        public void answered(Answer answer) {
            if (answer.ok()) {
                outer.answered(answer);
                return;
            }
            Verdict verdict = judge(answer, call.method().idempotent(), call.oneWay());
            boolean again = verdict != Verdict.FINAL
                    && call.cancelled() == null
                    && call.deadlineNanos() - nanoTime.getAsLong() > 0
                    && (verdict == Verdict.FREE || budget.tryTake());
            if (again) {
                lastFailure = answer;
                mayHaveRun |= answer.progress() == Progress.UNKNOWN;
                again(answer);
            } else {
                outer.answered(concluded(answer));
            }
        }

        private void again(Answer failed) {
            try {
                attempts.execute(this);
            } catch (RuntimeException | OutOfMemoryError noThread) {
                outer.answered(concluded(failed));
            }
        }

        /** Makes an attempt. */
        @Override
        public void run() {
            FailureCode cancelled = call.cancelled();
            if (cancelled != null) {
                outer.answered(concluded(Answer.localFailure(
                        Progress.NOT_SENT, cancelled, ClientMessages.TEXT.betweenAttempts(), null)));
                return;
            }
            try {
                next.run(call, this);
            } catch (RuntimeException | Error fault) {
                // A step throws only before it has handed the call on: nothing of this attempt was sent.
                outer.answered(concluded(Answer.localFailure(
                        Progress.NOT_SENT,
                        FailureCode.INTERNAL,
                        ClientMessages.TEXT.stepFailed(call.method().toString(), fault.toString()),
                        fault)));
            }
        }

        private static boolean isNobody(Answer answer) {
            return answer.code() == FailureCode.UNAVAILABLE && answer.progress() == Progress.NOT_SENT;
        }

        /** The last answer in the light of the earlier ones: what may have run once may have run. */
        private Answer concluded(Answer answer) {
            Answer earlier = lastFailure;
            if (earlier == null) {
                return answer;
            }
            Answer last = isNobody(answer) ? failures.exhausted(call, earlier, answer) : answer;
            boolean understated = mayHaveRun && last.progress().certainlyNotRun();
            return understated ? failures.mayHaveRun(call, last) : last;
        }
    }
}
