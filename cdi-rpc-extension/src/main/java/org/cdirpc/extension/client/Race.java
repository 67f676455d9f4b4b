package org.cdirpc.extension.client;

import org.cdirpc.spi.FailureCode;
import org.cdirpc.spi.Progress;
import org.cdirpc.transport.channel.Answer;
import org.cdirpc.transport.channel.CallListener;
import org.cdirpc.transport.channel.PendingCall;
import org.jspecify.annotations.Nullable;

/**
 * One call as two, of which the first answer counts. Both are calls of their own, since the attempts of one call follow one
 * another; the call itself is never sent, and whoever gives it up gives both up. An answer is a result or what the bean
 * threw; a failure waits for the other.
 *
 * <p>Thread-safety: the runners' threads, the timer's and the canceller's.
 */
final class Race implements PendingCall {

    private final HedgeStep step;
    private final Call call;
    private final CallListener outer;
    private final Call first;
    private volatile Runnable forget = () -> {};

    // Guarded by this.
    private @Nullable Call second;
    private int running = 1;
    private boolean over;
    private @Nullable Answer failure;

    Race(HedgeStep step, Call call, CallListener outer) {
        this.step = step;
        this.call = call;
        this.outer = outer;
        this.first = call.fork();
    }

    void begin() {
        call.sent(call.beginAttempt(), this);
        step.next().run(first, new Runner(first));
        long delay = step.times().p95Nanos();
        if (delay > 0 && delay < call.deadlineNanos() - call.beganNanos() && !isOver()) {
            forget = step.retrying()
                    .timer()
                    .after(delay, () -> step.retrying().attempts().execute(this::hedge));
            if (isOver()) {
                forget.run();
            }
        }
    }

    private synchronized boolean isOver() {
        return over;
    }

    /** The first one is late. */
    private void hedge() {
        Call made;
        synchronized (this) {
            if (over || call.cancelled() != null || !step.retrying().budget().tryTake()) {
                return;
            }
            made = first.forkAsSent();
            if (made == null) {
                return;
            }
            second = made;
            running++;
        }
        step.next().run(made, new Runner(made));
        FailureCode cancelled = call.cancelled();
        if (cancelled != null) {
            made.cancel(cancelled);
        }
    }

    @Override
    public void cancel(FailureCode code) {
        forget.run();
        first.cancel(code);
        Call other;
        synchronized (this) {
            other = second;
        }
        if (other != null) {
            other.cancel(code);
        }
    }

    /** What to tell now that a runner has answered, or null to wait for the other, or for nothing more. */
    private synchronized @Nullable Answer settled(Answer answer) {
        running--;
        if (over) {
            return null;
        }
        if (answer.ok() || answer.progress() == Progress.COMPLETED) {
            over = true;
            return answer;
        }
        Answer before = failure;
        boolean saysLess = before != null && before.progress() == Progress.UNKNOWN;
        failure = saysLess ? before : answer;
        over = running == 0;
        return over ? failure : null;
    }

    private synchronized @Nullable Call other(Call than) {
        return than == first ? second : first;
    }

    private final class Runner implements CallListener {

        private final Call own;

        Runner(Call own) {
            this.own = own;
        }

        @Override
        public void answered(Answer answer) {
            Answer told = ended(answer);
            if (told != null) {
                outer.answered(told);
                stop();
            }
        }

        @Override
        public boolean wantsWorker() {
            return outer.wantsWorker();
        }

        @Override
        public void answeredOnWorker(Answer answer) {
            Answer told = ended(answer);
            if (told != null) {
                // Before user code runs, which may take its time.
                stop();
                outer.answeredOnWorker(told);
            }
        }

        private @Nullable Answer ended(Answer answer) {
            own.answered();
            Answer told = settled(answer);
            if (told == answer) {
                call.answeredLike(own);
                long read = answer.readNanos() == 0 ? step.retrying().nanoTime().getAsLong() : answer.readNanos();
                if (answer.ok()) {
                    step.times().record(read - call.beganNanos());
                }
            }
            return told;
        }

        /** The other one runs in vain. */
        private void stop() {
            forget.run();
            Call other = other(own);
            if (other != null) {
                other.cancel(FailureCode.CANCELLED);
            }
        }
    }
}
