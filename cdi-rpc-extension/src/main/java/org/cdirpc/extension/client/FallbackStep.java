package org.cdirpc.extension.client;

import org.cdirpc.transport.channel.Answer;
import org.cdirpc.transport.channel.CallListener;
import org.jspecify.annotations.Nullable;

/** Lets an object of this node serve when no instance can, and never where the call may have run. */
final class FallbackStep implements CallStep {

    private final CallStep next;
    private final LocalStep local;

    FallbackStep(CallStep next, LocalStep local) {
        this.next = next;
        this.local = local;
    }

    @Override
    public void run(Call call, CallListener listener) {
        Outcome outcome = new Outcome(call, listener);
        outcome.beginner = Thread.currentThread();
        next.run(call, outcome);
        outcome.beginner = null;
    }

    /** None is known, reachable or ready, all refuse, or the circuit is open. */
    static boolean isForFallback(Answer answer) {
        if (answer.ok() || !answer.progress().certainlyNotRun()) {
            return false;
        }
        return switch (answer.code()) {
            case UNAVAILABLE, CONNECT_FAILED, DRAINING, REJECTED -> true;
            default -> false;
        };
    }

    private final class Outcome implements CallListener {

        private final Call call;
        private final CallListener outer;
        /**
         * Who is still about to begin the call. Later the same thread may bring an answer while it reads a channel, where
         * an object must not hold it up.
         */
        private @Nullable Thread beginner;

        Outcome(Call call, CallListener outer) {
            this.call = call;
            this.outer = outer;
        }

        @Override
        public void answered(Answer answer) {
            if (isForFallback(answer) && call.cancelled() == null) {
                local.run(call, outer, beginner == Thread.currentThread() && call.isAwaitedHere());
            } else {
                outer.answered(answer);
            }
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
    }
}
