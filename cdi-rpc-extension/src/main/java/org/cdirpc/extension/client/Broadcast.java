package org.cdirpc.extension.client;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cdirpc.BroadcastResult;
import org.cdirpc.CallScope;
import org.cdirpc.RpcBroadcastException;
import org.cdirpc.RpcContext;
import org.cdirpc.cluster.Instance;
import org.cdirpc.cluster.routing.Chosen;
import org.cdirpc.spi.FailureCode;
import org.cdirpc.spi.Progress;
import org.cdirpc.transport.channel.Answer;
import org.cdirpc.transport.channel.CallListener;
import org.cdirpc.transport.channel.PendingCall;
import org.jspecify.annotations.Nullable;

/** One call as many, one for each instance; it is answered when all are. Thread-safe. */
final class Broadcast implements PendingCall {

    /** From what is known best to what is known least. */
    private static final List<Progress> BY_DOUBT =
            List.of(Progress.NOT_SENT, Progress.NOT_STARTED, Progress.COMPLETED, Progress.UNKNOWN);

    private final BroadcastStep step;
    private final Call call;
    private final CallListener outer;
    private final @Nullable CallScope scope;
    private final Call[] forks;

    // Guarded by this.
    private final @Nullable BroadcastResult[] results;
    private int open;
    private boolean hasFirst;
    private @Nullable Object first;
    private int failed;
    private @Nullable Answer worst;
    private @Nullable BroadcastResult worstAt;
    /** Of all, those that answered too: what ran anywhere is not to be told as what did not run. */
    private Progress progress = Progress.NOT_SENT;

    Broadcast(BroadcastStep step, Call call, CallListener outer, @Nullable CallScope scope, int instances) {
        this.step = step;
        this.call = call;
        this.outer = outer;
        this.scope = scope;
        this.forks = new Call[instances];
        for (int i = 0; i < instances; i++) {
            forks[i] = call.fork();
        }
        this.results = new @Nullable BroadcastResult[instances];
        this.open = instances;
    }

    void begin(List<Chosen<Peers.Destination>> all) {
        call.sent(call.beginAttempt(), this);
        for (int i = 0; i < forks.length; i++) {
            One one = new One(i, all.get(i).instance());
            try {
                step.next().runWhereItFits(all.get(i), forks[i], call.beganNanos(), one);
            } catch (RuntimeException | Error fault) {
                // Thrown only before the call was handed on.
                one.answered(Attempts.fault(call, fault));
            }
        }
    }

    @Override
    public void cancel(FailureCode code) {
        for (Call fork : forks) {
            fork.cancel(code);
        }
    }

    private void settled(int index, Answer answer, BroadcastResult result) {
        synchronized (this) {
            results[index] = result;
            open--;
            progress = BY_DOUBT.indexOf(answer.progress()) > BY_DOUBT.indexOf(progress) ? answer.progress() : progress;
            if (result.failure() == null) {
                first = hasFirst ? first : result.value();
                hasFirst = true;
            } else {
                failed++;
                if (worst == null || BY_DOUBT.indexOf(answer.progress()) > BY_DOUBT.indexOf(worst.progress())) {
                    worst = answer;
                    worstAt = result;
                }
            }
            if (open > 0) {
                return;
            }
        }
        outer.answered(concluded());
    }

    /** When nothing is open, and nothing changes any more. */
    private synchronized Answer concluded() {
        List<BroadcastResult> all = new ArrayList<>();
        Arrays.stream(results).forEach(result -> {
            if (result != null) {
                all.add(result);
            }
        });
        if (scope != null) {
            scope.broadcast(all);
        }
        Answer failure = worst;
        BroadcastResult at = worstAt;
        if (failure == null || at == null) {
            return Answer.local(first);
        }
        FailureCode code = failure.ok() ? FailureCode.BAD_RESULT : failure.code();
        Throwable cause = at.failure();
        String message = ClientMessages.TEXT.broadcastFailed(
                call.method().toString(),
                failed,
                all.size(),
                code.name(),
                at.peer().node(),
                cause == null ? "" : String.valueOf(cause.getMessage()));
        return Answer.localFailure(
                progress, code, message, new RpcBroadcastException(code, progress, message, cause, all));
    }

    /** The call of one instance. */
    private final class One implements CallListener {

        private final int index;
        private final RpcContext.Peer peer;

        One(int index, Instance instance) {
            this.index = index;
            this.peer = RouteStep.peer(instance);
        }

        @Override
        public void answered(Answer answer) {
            if (call.oneWay()) {
                // Nothing comes back; and its caller is still there to be told.
                ended(answer);
                return;
            }
            try {
                step.callbacks().execute(() -> ended(answer));
            } catch (RuntimeException | OutOfMemoryError noThread) {
                ended(answer);
            }
        }

        @Override
        public boolean wantsWorker() {
            return true;
        }

        @Override
        public void answeredOnWorker(Answer answer) {
            ended(answer);
        }

        private void ended(Answer answer) {
            Call own = forks[index];
            own.answered();
            BroadcastResult result;
            try {
                result = new BroadcastResult(peer, step.results().of(own, answer), null);
            } catch (Throwable thrown) {
                result = new BroadcastResult(peer, null, thrown);
            }
            settled(index, answer, result);
        }
    }
}
