package org.cdirpc.extension.interceptor;

import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.cdirpc.NonBlocking;
import org.cdirpc.RpcClientInterceptor;
import org.cdirpc.RpcContext;
import org.cdirpc.RpcInvocation;
import org.cdirpc.RpcServerInterceptor;
import org.jspecify.annotations.Nullable;

/**
 * Logs every call with its other end, time and outcome: one object for calls that are made, another for those that are
 * served. Arguments and results are not logged. Thread-safe.
 */
@NonBlocking
public abstract sealed class LogCalls {

    private final LongSupplier nanoTime;

    private LogCalls(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Of those that this node makes. */
    @NonBlocking
    public static final class Made extends LogCalls implements RpcClientInterceptor {

        /**
         * Logs calls that are made.
         *
         * @param nanoTime as {@link System#nanoTime()}
         */
        public Made(LongSupplier nanoTime) {
            super(nanoTime);
        }

        @Override
        public CompletionStage<@Nullable Object> intercept(RpcInvocation call) {
            return logged(call, "to");
        }
    }

    /** Of those that this node serves. */
    @NonBlocking
    public static final class Served extends LogCalls implements RpcServerInterceptor {

        /**
         * Logs calls that are served.
         *
         * @param nanoTime as {@link System#nanoTime()}
         */
        public Served(LongSupplier nanoTime) {
            super(nanoTime);
        }

        @Override
        public CompletionStage<@Nullable Object> intercept(RpcInvocation call) {
            return logged(call, "from");
        }
    }

    final CompletionStage<@Nullable Object> logged(RpcInvocation call, String direction) {
        long began = nanoTime.getAsLong();
        return call.proceed().whenComplete((value, thrown) -> {
            RpcContext context = call.context();
            String peer = context.peer()
                    .map(other -> other.node() + " (" + other.address() + ")")
                    .orElse("nobody");
            InterceptorLog.LOG.called(
                    context.service() + "." + context.method(),
                    direction,
                    peer,
                    (nanoTime.getAsLong() - began) / 1_000,
                    thrown == null ? "ok" : thrown.toString());
        });
    }
}
