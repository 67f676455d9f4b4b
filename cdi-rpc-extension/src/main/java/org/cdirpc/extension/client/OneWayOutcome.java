package org.cdirpc.extension.client;

import org.cdirpc.transport.channel.Answer;
import org.cdirpc.transport.channel.CallListener;
import org.jspecify.annotations.Nullable;

/** What becomes of a one-way call: thrown while its caller is still there, logged afterwards. */
final class OneWayOutcome implements CallListener {

    private final Call call;
    private final Failures failures;
    private @Nullable Answer failure;
    private boolean callerLeft;

    OneWayOutcome(Call call, Failures failures) {
        this.call = call;
        this.failures = failures;
    }

    @Override
    public void answered(Answer answer) {
        call.answered();
        if (answer.ok()) {
            return;
        }
        synchronized (this) {
            if (!callerLeft) {
                failure = answer;
                return;
            }
        }
        Throwable thrown = failures.of(call, answer);
        ClientLog.LOG.oneWayNotSent(call.method().toString(), String.valueOf(thrown.getMessage()));
    }

    synchronized void throwIfFailedAtOnce() throws Throwable {
        callerLeft = true;
        if (failure != null) {
            throw failures.of(call, failure);
        }
    }
}
