package org.cdirpc.extension.client;

import java.util.concurrent.CompletableFuture;
import org.cdirpc.CurrentCall;
import org.cdirpc.RpcContext;
import org.cdirpc.spi.FailureCode;
import org.cdirpc.transport.channel.Answer;
import org.cdirpc.transport.channel.CallListener;
import org.jspecify.annotations.Nullable;

/**
 * The result of an asynchronous call; cancelling it gives the call up on both sides. It takes the call's answer, and
 * completes where user code may run: on the worker that read the answer, or else on a callback thread.
 */
final class RpcFuture extends CompletableFuture<@Nullable Object> implements CallListener {

    private final Call call;
    private final ProxyCalls calls;
    private RpcContext.@Nullable Registration registration;

    RpcFuture(Call call, ProxyCalls calls) {
        this.call = call;
        this.calls = calls;
    }

    @Override
    public boolean wantsWorker() {
        return true;
    }

    @Override
    public void answered(Answer answer) {
        call.answered();
        try {
            calls.callbacks().execute(() -> finish(answer));
        } catch (RuntimeException | OutOfMemoryError noThread) {
            // Better here than never.
            finish(answer);
        }
    }

    @Override
    public void answeredOnWorker(Answer answer) {
        call.answered();
        finish(answer);
    }

    /** A bean makes this call: it is given up together with the one that the bean serves. Before the call begins. */
    void endsWith(RpcContext served) {
        try {
            registration = served.onCancel(() ->
                    call.cancel(served.remaining().isZero() ? FailureCode.DEADLINE_EXCEEDED : FailureCode.CANCELLED));
        } catch (IllegalStateException tooMany) {
            // Its deadline ends it all the same.
            registration = null;
        }
    }

    /** Completes, in the context of the call that the caller served: what user code calls next belongs to that too. */
    private void finish(Answer answer) {
        RpcContext served = call.served();
        if (served == null) {
            settle(answer);
            return;
        }
        if (registration != null) {
            registration.close();
        }
        RpcContext before = CurrentCall.bind(served);
        try {
            settle(answer);
        } finally {
            CurrentCall.bind(before);
        }
    }

    /** Makes the result of the answer and completes, which runs user code. */
    private void settle(Answer answer) {
        try {
            complete(calls.result(call, answer));
        } catch (Throwable failure) {
            completeExceptionally(failure);
        }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        if (cancelled) {
            call.cancel(FailureCode.CANCELLED);
        }
        return cancelled;
    }

    /** Stages that depend on this one are ordinary futures: only this one stands for the call. */
    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CompletableFuture<>();
    }
}
