package org.cdirpc.extension.client;

import java.util.function.LongSupplier;
import org.cdirpc.RpcContext;
import org.cdirpc.cluster.Instance;
import org.cdirpc.cluster.routing.Chosen;
import org.cdirpc.cluster.routing.NoInstance;
import org.cdirpc.cluster.routing.Pick;
import org.cdirpc.cluster.routing.Route;
import org.cdirpc.spi.FailureCode;
import org.cdirpc.spi.Progress;
import org.cdirpc.transport.channel.Answer;
import org.jspecify.annotations.Nullable;

/** Picks the instance, and gives the pick back with the attempt's outcome and time, exactly once. */
final class RouteStep implements CallStep {

    /** Takes the call to one instance. */
    @FunctionalInterface
    interface Send {
        /** As {@link CallStep#run}. */
        void run(Call call, Instance instance, Completion completion);
    }

    private final Route route;
    private final ServiceBinding binding;
    private final Send next;
    private final LongSupplier nanoTime;

    RouteStep(Route route, ServiceBinding binding, Send next, LongSupplier nanoTime) {
        this.route = route;
        this.binding = binding;
        this.next = next;
        this.nanoTime = nanoTime;
    }

    @Override
    public void run(Call call, Completion completion) {
        int method = call.method().index();
        Pick pick = route.pick(binding.unfit(method, call.tried()));
        if (pick instanceof NoInstance none) {
            completion.complete(nobody(none, call.tried().isEmpty() ? binding.anyMisfit(method) : null));
            return;
        }
        Chosen chosen = (Chosen) pick;
        Instance instance = chosen.instance();
        call.tried(instance.instanceId());
        CallerContext context = call.context();
        if (context != null) {
            context.routedTo(new RpcContext.Peer(
                    instance.node(), instance.instanceId(), instance.host() + ":" + instance.port()));
        }
        long began = nanoTime.getAsLong();
        try {
            next.run(call, instance, answer -> {
                giveBack(chosen, answer, call.oneWay(), nanoTime.getAsLong() - began);
                completion.complete(answer);
            });
        } catch (RuntimeException | Error fault) {
            chosen.notUsed();
            throw fault;
        }
    }

    private static Answer nobody(NoInstance none, @Nullable String misfit) {
        return misfit == null
                ? Answer.localFailure(
                        Progress.NOT_SENT,
                        FailureCode.UNAVAILABLE,
                        ClientMessages.TEXT.unavailable(none.explanation()),
                        null)
                : Answer.localFailure(
                        Progress.NOT_SENT,
                        FailureCode.CONTRACT_MISMATCH,
                        ClientMessages.TEXT.nobodyFits(misfit, none.explanation()),
                        null);
    }

    /** What the bean did is not the instance's fault; what never reached the bean, or got no answer, may be. */
    private static void giveBack(Chosen chosen, Answer answer, boolean oneWay, long nanos) {
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
            case BAD_ARGUMENTS, ARGUMENTS_TOO_LARGE, CANCELLED, CONTRACT_MISMATCH, DRAINING -> chosen.notUsed();
            default -> chosen.failed(nanos);
        }
    }
}
