package org.cdirpc.extension.client;

import org.cdirpc.spi.FailureCode;
import org.cdirpc.transport.channel.Answer;
import org.cdirpc.transport.channel.CallListener;

/**
 * Logs what fails in the end, and answers with the default of the result's type. What the contract declares is an answer,
 * and who gave the call up knows: both pass.
 */
final class FailsafeStep implements CallStep {

    private final CallStep next;
    private final Failures failures;
    private final Seldom seldom;

    FailsafeStep(CallStep next, Failures failures, Seldom seldom) {
        this.next = next;
        this.failures = failures;
        this.seldom = seldom;
    }

    @Override
    public void run(Call call, CallListener listener) {
        next.run(call, new Softened(call, listener));
    }

    private Answer softened(Call call, Answer answer) {
        if (answer.ok()
                || answer.code() == FailureCode.APPLICATION_EXCEPTION
                || answer.code() == FailureCode.CANCELLED) {
            return answer;
        }
        long withheld = seldom.ask();
        if (withheld >= 0) {
            Throwable failure = failures.of(call, answer);
            ClientLog.LOG.failsafe(call.method().toString(), String.valueOf(failure.getMessage()), withheld);
        }
        return Answer.local(DefaultResult.of(call.method().resultType()));
    }

    private final class Softened implements CallListener {

        private final Call call;
        private final CallListener outer;

        Softened(Call call, CallListener outer) {
            this.call = call;
            this.outer = outer;
        }

        @Override
        public void answered(Answer answer) {
            outer.answered(softened(call, answer));
        }

        @Override
        public boolean wantsWorker() {
            return outer.wantsWorker();
        }

        @Override
        public void answeredOnWorker(Answer answer) {
            outer.answeredOnWorker(softened(call, answer));
        }
    }
}
