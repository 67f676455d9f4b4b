package org.cdirpc.extension.client;

import org.cdirpc.transport.channel.Answer;
import org.cdirpc.transport.channel.CallListener;
import org.jspecify.annotations.Nullable;

/** Keeps one-way calls that could not be sent, to send them later. */
final class FailbackStep implements CallStep {

    private final CallStep next;
    private final FailbackLane lane;

    FailbackStep(CallStep next, FailbackLane lane) {
        this.next = next;
        this.lane = lane;
    }

    @Override
    public void run(Call call, CallListener listener) {
        if (lane.hasWaiting()) {
            listener.answered(kept(call));
        } else {
            next.run(call, answer -> listener.answered(FailbackLane.isCurable(answer) ? kept(call) : answer));
        }
    }

    private Answer kept(Call call) {
        @Nullable Answer refused = lane.keep(call);
        return refused == null ? Answer.local(null) : refused;
    }
}
