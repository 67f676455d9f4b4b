package org.cdirpc.extension.client;

import java.util.List;
import java.util.concurrent.Executor;
import org.cdirpc.CurrentCall;
import org.cdirpc.cluster.routing.Chosen;
import org.cdirpc.cluster.routing.Route;
import org.cdirpc.spi.FailureCode;
import org.cdirpc.spi.Progress;
import org.cdirpc.transport.channel.Answer;
import org.cdirpc.transport.channel.CallListener;

/** Takes a call to every instance there is, each once. Thread-safe. */
final class BroadcastStep implements CallStep {

    private static final int MOST_INSTANCES = 256;

    private final Route<Peers.Destination> route;
    private final RouteStep next;
    private final Results results;
    private final Executor callbacks;

    /**
     * A step instead of repetitions.
     *
     * @param next takes a call to the instance that it is told
     * @param callbacks makes objects of results
     */
    BroadcastStep(Route<Peers.Destination> route, RouteStep next, Results results, Executor callbacks) {
        this.route = route;
        this.next = next;
        this.results = results;
        this.callbacks = callbacks;
    }

    @Override
    public void run(Call call, CallListener listener) {
        List<Chosen<Peers.Destination>> all = route.pickAll(call.beganNanos());
        if (all.isEmpty()) {
            // It says why.
            next.run(call, listener);
        } else if (all.size() > MOST_INSTANCES) {
            all.forEach(Chosen::notUsed);
            String message =
                    ClientMessages.TEXT.tooManyToBroadcast(call.method().toString(), all.size(), MOST_INSTANCES);
            listener.answered(Answer.localFailure(Progress.NOT_SENT, FailureCode.UNAVAILABLE, message, null));
        } else {
            new Broadcast(this, call, listener, CurrentCall.scope(), all.size()).begin(all);
        }
    }

    RouteStep next() {
        return next;
    }

    Results results() {
        return results;
    }

    Executor callbacks() {
        return callbacks;
    }
}
