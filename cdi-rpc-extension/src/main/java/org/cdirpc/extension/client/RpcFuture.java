package org.cdirpc.extension.client;

import java.util.concurrent.CompletableFuture;
import org.cdirpc.spi.FailureCode;
import org.cdirpc.transport.channel.Answer;
import org.cdirpc.transport.channel.CallListener;
import org.jspecify.annotations.Nullable;

/**
 * The result of an asynchronous call; cancelling it gives the call up on both sides. It takes the call's answer and is
 * itself what waits in the queue for the callback threads.
 */
final class RpcFuture extends CompletableFuture<@Nullable Object> implements CallListener {

    private final Call call;
    private final ProxyCalls calls;
    private @Nullable Answer answer;

    /** The next one in the queue; the queue's own. */
    @Nullable
    RpcFuture next;

    RpcFuture(Call call, ProxyCalls calls) {
        this.call = call;
        this.calls = calls;
    }

    @Override
    public void answered(Answer arrived) {
        call.answered();
        answer = arrived;
        calls.stages().add(this);
    }

    /** Makes the result of the answer and completes, which runs user code. */
    void finish() {
        Answer arrived = answer;
        if (arrived == null) {
            throw new IllegalStateException("finish() before answered()");
        }
        try {
            complete(calls.result(call, arrived));
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
