package org.cdirpc.extension.client;

import java.util.concurrent.CompletableFuture;
import org.cdirpc.spi.FailureCode;
import org.jspecify.annotations.Nullable;

/** The result of an asynchronous call; cancelling it gives the call up on both sides. */
final class RpcFuture extends CompletableFuture<@Nullable Object> {

    private final Call call;

    RpcFuture(Call call) {
        this.call = call;
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
