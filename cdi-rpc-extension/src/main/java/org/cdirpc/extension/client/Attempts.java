package org.cdirpc.extension.client;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.cdirpc.cluster.Instance;
import org.cdirpc.extension.client.CircuitBreaker.Permit;
import org.cdirpc.extension.client.RetryStep.Verdict;
import org.cdirpc.spi.FailureCode;
import org.cdirpc.spi.Progress;
import org.cdirpc.transport.channel.Answer;
import org.cdirpc.transport.channel.CallListener;
import org.cdirpc.transport.channel.PendingCall;
import org.jspecify.annotations.Nullable;

/** The attempts of one call; they follow one another, so each sees what the one before left here. */
final class Attempts implements CallListener, Runnable {

    private final RetryStep step;
    private final Call call;
    private final CallListener outer;
    private final boolean trial;
    private @Nullable Answer lastFailure;
    private @Nullable Trail trail;
    private boolean mayHaveRun;
    private int repetitions;
    /** The budget has paid for an attempt that was not made yet. */
    private boolean paid;
    /** The next attempt may be at an instance that had one. */
    private boolean round;

    /**
     * No attempt yet.
     *
     * @param trial whether the circuit waits for what becomes of it
     */
    Attempts(RetryStep step, Call call, CallListener outer, boolean trial) {
        this.step = step;
        this.trial = trial;
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
            count(answer);
            outer.answeredOnWorker(answer);
        } else {
            answered(answer);
        }
    }

    @Override
    public void answered(Answer answer) {
        if (answer.ok()) {
            count(answer);
            outer.answered(answer);
        } else {
            failed(answer);
        }
    }

    private void count(Answer last) {
        CircuitBreaker circuit = step.circuitOf(call);
        if (circuit != null) {
            // Failures count when they are known; so do successes, or calls that take longer than the window count for
            // nothing when they succeed.
            long read = last.readNanos();
            circuit.ended(last, trial ? Permit.TRIAL : Permit.CALL, read == 0 ? call.beganNanos() : read);
        }
    }

    private void failed(Answer answer) {
        long now = step.retrying().nanoTime().getAsLong();
        boolean mayGoOn = call.cancelled() == null && call.deadlineNanos() - now > 0;
        if (mayGoOn && isNobody(answer)) {
            goRound(answer, now);
            return;
        }
        Verdict verdict = mayGoOn ? step.judge(answer, call) : Verdict.FINAL;
        if (verdict == Verdict.FINAL || (verdict == Verdict.BUDGETED && !pay())) {
            conclude(answer);
            return;
        }
        lastFailure = answer;
        mayHaveRun |= answer.progress() == Progress.UNKNOWN;
        Trail left = trail == null ? new Trail(call.beganNanos()) : trail;
        trail = left;
        Instance at = call.triedLast();
        left.failed(at, answer, now);
        if (verdict == Verdict.FREE) {
            paid = false;
            again(answer);
            return;
        }
        long asked = TimeUnit.MILLISECONDS.toNanos(answer.retryAfterMillis());
        if (at != null) {
            left.mayRepeat(at, now + asked);
        }
        // Who says when to come back is left alone until then, and says nothing of the others.
        long pause = asked > 0 ? 0 : step.retrying().backoff().nanos(repetitions, call.deadlineNanos() - now);
        pause("backoff", pause, left);
    }

    /** Takes one more repetition from the budget. */
    private boolean pay() {
        paid = repetitions < RetryStep.MOST_REPETITIONS
                && step.retrying().budget().tryTake();
        repetitions += paid ? 1 : 0;
        return paid;
    }

    /** Nobody is left who was not asked: those who may be asked again are, when they said they may. */
    private void goRound(Answer nobody, long now) {
        Trail left = trail;
        Long soonest = left == null ? null : left.soonest();
        boolean paidBefore = paid;
        if (left == null || soonest == null || !(paidBefore || pay())) {
            conclude(nobody);
            return;
        }
        paid = false;
        round = true;
        long remaining = call.deadlineNanos() - now;
        long wait = soonest - now;
        if (wait >= remaining) {
            conclude(Answer.localFailure(
                    nobody.progress(),
                    nobody.code(),
                    nobody.reason() + "; "
                            + ClientMessages.TEXT.askedToWait(
                                    TimeUnit.NANOSECONDS.toMillis(wait), TimeUnit.NANOSECONDS.toMillis(remaining)),
                    null));
        } else if (wait > 0) {
            pause("asked to wait", wait + step.retrying().backoff().spread(remaining - wait), left);
        } else {
            long backoff = paidBefore ? 0 : step.retrying().backoff().nanos(repetitions, remaining);
            pause("backoff", backoff, left);
        }
    }

    private void pause(String why, long nanos, Trail left) {
        if (nanos <= 0) {
            again(lastFailure);
            return;
        }
        left.waits(why, nanos);
        Pause pause = new Pause();
        int number = call.beginAttempt();
        pause.forget = step.retrying().timer().after(nanos, pause);
        call.sent(number, pause);
    }

    private void again(@Nullable Answer failed) {
        try {
            step.retrying().attempts().execute(this);
        } catch (RuntimeException | OutOfMemoryError noThread) {
            conclude(failed == null ? fault(call, noThread) : failed);
        }
    }

    /** Makes an attempt. */
    @Override
    public void run() {
        FailureCode cancelled = call.cancelled();
        if (cancelled != null) {
            givenUp(cancelled);
            return;
        }
        Trail left = trail;
        if (left != null) {
            long now = step.retrying().nanoTime().getAsLong();
            if (round) {
                round = false;
                left.releaseDue(call, now);
            }
            left.began(now);
        }
        try {
            step.next().run(call, this);
        } catch (RuntimeException | Error fault) {
            // A step throws only before it has handed the call on: nothing of this attempt was sent.
            conclude(fault(call, fault));
        }
    }

    static Answer fault(Call call, Throwable thrown) {
        return Answer.localFailure(
                Progress.NOT_SENT,
                FailureCode.INTERNAL,
                ClientMessages.TEXT.stepFailed(call.method().toString(), thrown.toString()),
                thrown);
    }

    private static boolean isNobody(Answer answer) {
        return answer.code() == FailureCode.UNAVAILABLE && answer.progress() == Progress.NOT_SENT;
    }

    /** The call ended while no attempt ran. */
    private void givenUp(FailureCode code) {
        Answer answer = Answer.localFailure(Progress.NOT_SENT, code, ClientMessages.TEXT.betweenAttempts(), null);
        end(inTheLightOf(lastFailure, answer, null));
    }

    private void conclude(Answer answer) {
        end(inTheLightOf(lastFailure, answer, call.triedLast()));
    }

    private void end(Answer failure) {
        count(failure);
        outer.answered(failure);
    }

    /** The last answer in the light of the earlier ones: what may have run once may have run. */
    private Answer inTheLightOf(@Nullable Answer earlier, Answer answer, @Nullable Instance at) {
        Trail left = trail;
        if (earlier == null || left == null) {
            return answer;
        }
        Answer last = answer;
        if (isNobody(answer)) {
            last = step.retrying().failures().exhausted(call, earlier, answer);
        } else if (answer.code() == FailureCode.DEADLINE_EXCEEDED) {
            last = step.retrying().failures().timedOut(left, at, answer);
        }
        boolean understated = mayHaveRun && last.progress().certainlyNotRun();
        return understated ? step.retrying().failures().mayHaveRun(call, last) : last;
    }

    /** The time between two attempts; a call that is given up meanwhile ends at once. */
    private final class Pause implements PendingCall, Runnable {

        private final AtomicBoolean over = new AtomicBoolean();
        private Runnable forget = () -> {};

        @Override
        public void run() {
            if (over.compareAndSet(false, true)) {
                again(lastFailure);
            }
        }

        @Override
        public void cancel(FailureCode code) {
            if (over.compareAndSet(false, true)) {
                forget.run();
                givenUp(code);
            }
        }
    }
}
