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

/** Picks the instance, and gives the pick back with the attempt's outcome and time, exactly once. */
final class RouteStep implements CallStep {

    /** Takes the call to one instance. */
    @FunctionalInterface
    interface Send {
        /** As {@link CallStep#run}. */
        void run(Call call, Instance instance, Completion completion);
    }

    private final Route route;
    private final Send next;
    private final LongSupplier nanoTime;

    RouteStep(Route route, Send next, LongSupplier nanoTime) {
        this.route = route;
        this.next = next;
        this.nanoTime = nanoTime;
    }

    @Override
    public void run(Call call, Completion completion) {
        Pick pick = route.pick(call.tried());
        if (pick instanceof NoInstance none) {
            completion.complete(Answer.localFailure(
                    Progress.NOT_SENT,
                    FailureCode.UNAVAILABLE,
                    ClientMessages.TEXT.unavailable(none.explanation()),
                    null));
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
        next.run(call, instance, answer -> {
            giveBack(chosen, answer, nanoTime.getAsLong() - began);
            completion.complete(answer);
        });
    }

    /** What the bean did is not the instance's fault; what never reached the bean, or got no answer, may be. */
    private static void giveBack(Chosen chosen, Answer answer, long nanos) {
        if (answer.ok()) {
            chosen.succeeded(nanos);
            return;
        }
        switch (answer.code()) {
            case APPLICATION_EXCEPTION, UNDECLARED_EXCEPTION, BAD_RESULT, RESULT_TOO_LARGE -> chosen.succeeded(nanos);
            case BAD_ARGUMENTS, ARGUMENTS_TOO_LARGE, CANCELLED, CONTRACT_MISMATCH, DRAINING -> chosen.notUsed();
            default -> chosen.failed(nanos);
        }
    }
}
