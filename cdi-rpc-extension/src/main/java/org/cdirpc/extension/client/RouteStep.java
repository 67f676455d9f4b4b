package org.cdirpc.extension.client;

import java.util.Set;
import java.util.function.LongSupplier;
import org.cdirpc.RpcContext;
import org.cdirpc.cluster.Instance;
import org.cdirpc.cluster.routing.Blame;
import org.cdirpc.cluster.routing.Chosen;
import org.cdirpc.cluster.routing.NoInstance;
import org.cdirpc.cluster.routing.Pick;
import org.cdirpc.cluster.routing.Route;
import org.cdirpc.extension.contract.ContractMethod;
import org.cdirpc.extension.contract.Signature;
import org.cdirpc.spi.FailureCode;
import org.cdirpc.spi.Progress;
import org.cdirpc.transport.channel.Answer;
import org.cdirpc.transport.channel.CallListener;

/** Picks the instance, and gives the pick back with the attempt's outcome and time, exactly once. */
final class RouteStep implements CallStep {

    /**
     * Takes the call to one instance.
     *
     * @param <L> who may ask for that
     */
    @FunctionalInterface
    interface Send<L extends CallListener> {
        /** As {@link CallStep#run}; with the time of now, in nanoseconds. */
        void run(Call call, Peers.Destination destination, long pickedNanos, L listener);
    }

    private final Route<Peers.Destination> route;
    private final ServiceBinding binding;
    private final Send<? super Attempt> next;
    private final LongSupplier nanoTime;

    RouteStep(
            Route<Peers.Destination> route, ServiceBinding binding, Send<? super Attempt> next, LongSupplier nanoTime) {
        this.route = route;
        this.binding = binding;
        this.next = next;
        this.nanoTime = nanoTime;
    }

    @Override
    public void run(Call call, CallListener listener) {
        int method = call.method().index();
        Set<String> tried = call.tried();
        // The first attempt begins with the call.
        boolean first = call.triedLast() == null;
        long now = first ? call.beganNanos() : nanoTime.getAsLong();
        Pick<Peers.Destination> pick =
                route.pick(binding.unfit(method, tried), now, call.routeKey(), call.ownAttachments());
        if (pick instanceof NoInstance<Peers.Destination> none) {
            listener.answered(nobody(none, call.method(), first));
            return;
        }
        runAt((Chosen<Peers.Destination>) pick, call, now, listener);
    }

    /** As {@link #runAt}, to an instance that was chosen without asking what fits there. */
    void runWhereItFits(Chosen<Peers.Destination> chosen, Call call, long now, CallListener listener) {
        String misfit =
                binding.misfitOf(call.method().index(), chosen.instance().instanceId());
        if (misfit == null) {
            runAt(chosen, call, now, listener);
            return;
        }
        call.tried(chosen.instance());
        chosen.notUsed();
        listener.answered(Answer.localFailure(Progress.NOT_SENT, FailureCode.CONTRACT_MISMATCH, misfit, null));
    }

    /** Takes the call to an instance that was chosen, and gives the choice back. */
    void runAt(Chosen<Peers.Destination> chosen, Call call, long now, CallListener listener) {
        Instance instance = chosen.instance();
        call.tried(instance);
        CallerContext context = call.context();
        if (context != null) {
            context.routedTo(peer(instance));
        }
        try {
            next.run(call, chosen.target(), now, new Attempt(chosen, call.oneWay(), listener));
        } catch (RuntimeException | Error fault) {
            chosen.notUsed();
            throw fault;
        }
    }

    static RpcContext.Peer peer(Instance instance) {
        return new RpcContext.Peer(instance.node(), instance.instanceId(), instance.address());
    }

    /**
     * One attempt at one instance; gives the pick back when it is answered. Who makes another answer of the instance's
     * tells each part by itself.
     */
    final class Attempt implements CallListener {

        private final Chosen<Peers.Destination> chosen;
        private final boolean oneWay;
        private final CallListener listener;

        Attempt(Chosen<Peers.Destination> chosen, boolean oneWay, CallListener listener) {
            this.chosen = chosen;
            this.oneWay = oneWay;
            this.listener = listener;
        }

        @Override
        public void answered(Answer answer) {
            giveBack(answer);
            listener.answered(answer);
        }

        /** The instance gave, or did not give, this answer; once, and the listener is yet to be told. */
        void giveBack(Answer answer) {
            RouteStep.giveBack(chosen, answer, oneWay, nanosOf(answer));
        }

        /** Nothing was sent to the instance; likewise. */
        void notUsed() {
            chosen.notUsed();
        }

        /** Who waits for what becomes of this attempt. */
        CallListener listener() {
            return listener;
        }

        @Override
        public boolean wantsWorker() {
            return listener.wantsWorker();
        }

        @Override
        public void answeredOnWorker(Answer answer) {
            giveBack(answer);
            listener.answeredOnWorker(answer);
        }

        /** The clock is read once for all that is read together. */
        private long nanosOf(Answer answer) {
            long read = answer.readNanos();
            return Math.max(0, (read == 0 ? nanoTime.getAsLong() : read) - chosen.pickedNanos());
        }
    }

    private Answer nobody(NoInstance<?> none, ContractMethod method, boolean first) {
        String misfit = first ? binding.anyMisfit(method.index()) : null;
        Signature signature = method.signature();
        String place = signature.name() + "(" + String.join(", ", signature.hints()) + ")";
        String explanation = none.explanation(id -> binding.misfitOf(method.index(), id) == null ? null : place);
        return misfit == null
                ? Answer.localFailure(
                        Progress.NOT_SENT, FailureCode.UNAVAILABLE, ClientMessages.TEXT.unavailable(explanation), null)
                : Answer.localFailure(
                        Progress.NOT_SENT,
                        FailureCode.CONTRACT_MISMATCH,
                        ClientMessages.TEXT.nobodyFits(misfit, explanation),
                        null);
    }

    /** What the bean did is not the instance's fault; what never reached the bean, or got no answer, may be. */
    static void giveBack(Chosen<?> chosen, Answer answer, boolean oneWay, long nanos) {
        if (answer.ok()) {
            // One-way calls are answered when they are appended, which says nothing about the instance.
            if (oneWay) {
                chosen.notUsed();
            } else {
                chosen.succeeded(nanos);
            }
            return;
        }
        switch (answer.code()) {
            case APPLICATION_EXCEPTION, UNDECLARED_EXCEPTION, BAD_RESULT, RESULT_TOO_LARGE -> chosen.succeeded(nanos);
            case BAD_ARGUMENTS, ARGUMENTS_TOO_LARGE, CONTRACT_MISMATCH, DRAINING, UNAUTHENTICATED, FORBIDDEN ->
                chosen.notUsed();
            // Else one that always loses its races would never be known to be slow.
            case CANCELLED -> chosen.givenUp(nanos);
            case DEADLINE_EXCEEDED -> chosen.failed(nanos, Blame.TIMEOUT);
            case CONNECT_FAILED, CONNECTION_LOST -> {
                if (answer.remote()) {
                    // It says so of a call that ran elsewhere, and is well itself.
                    chosen.succeeded(nanos);
                } else {
                    chosen.failed(nanos, Blame.CONNECTION);
                }
            }
            case REJECTED -> chosen.failed(nanos, Blame.OVERLOAD);
            default -> chosen.failed(nanos, Blame.ERROR);
        }
    }
}
