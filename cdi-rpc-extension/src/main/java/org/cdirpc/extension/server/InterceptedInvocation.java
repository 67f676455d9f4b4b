package org.cdirpc.extension.server;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.cdirpc.CurrentCall;
import org.cdirpc.RpcContext;
import org.cdirpc.RpcException;
import org.cdirpc.extension.call.InterceptedCall;
import org.cdirpc.extension.call.InterceptorChain;
import org.cdirpc.extension.contract.MethodKind;
import org.jspecify.annotations.Nullable;

/**
 * A served call on its way through the interceptors. It remembers what the bean itself threw, so that this is told as what
 * it is, and what an interceptor threw as that.
 */
final class InterceptedInvocation implements InterceptedCall, GuardedCall {

    private final ServedCall call;
    private final @Nullable Object[] arguments;
    private final BeanInvoker invoker;
    private final Responder responder;
    private final Invocation invocation;

    // Written before the bean's stage completes; whoever sees that one completed sees these.
    private volatile boolean begun;
    private volatile @Nullable Throwable thrownByBean;

    InterceptedInvocation(ServedCall call, @Nullable Object[] arguments, BeanInvoker invoker, Responder responder) {
        this.call = call;
        this.arguments = arguments;
        this.invoker = invoker;
        this.responder = responder;
        this.invocation = new Invocation(call.target(), arguments, invoker.callbacks());
    }

    @Override
    public Class<?> contract() {
        return call.target().export().contract().type();
    }

    @Override
    public Method method() {
        return call.target().codec().method().method();
    }

    @Override
    public List<@Nullable Object> arguments() {
        return Collections.unmodifiableList(Arrays.asList(arguments));
    }

    @Override
    public int attempt() {
        return 0;
    }

    @Override
    public RpcContext context() {
        return call;
    }

    @Override
    public void attach(String key, String value) {
        call.attachToReply(key, value);
    }

    @Override
    public CompletionStage<@Nullable Object> proceed() {
        IdempotencyStep idempotency = call.target().idempotency();
        if (idempotency == null) {
            return runBean();
        }
        try {
            return idempotency.intercept(this);
        } catch (RuntimeException | Error refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    @Override
    public boolean begun() {
        return begun;
    }

    @Override
    public CompletionStage<@Nullable Object> runBean() {
        // Also where an interceptor goes on from another thread.
        RpcContext before = CurrentCall.bind(call);
        try {
            Object value = invoker.invoke(call, invocation);
            if (call.target().codec().method().kind() != MethodKind.ASYNC) {
                return CompletableFuture.completedFuture(value);
            }
            if (value instanceof CompletionStage<?> stage) {
                return observed(stage);
            }
            throw new NullPointerException(ServerMessages.TEXT.noStage(
                    call.target().describe(), call.target().export().bean()));
        } catch (Throwable thrown) {
            thrownByBean = thrown;
            return CompletableFuture.failedFuture(thrown);
        } finally {
            begun = invocation.started();
            CurrentCall.bind(before);
        }
    }

    private CompletionStage<@Nullable Object> observed(CompletionStage<?> stage) {
        if (stage instanceof Future<?> future) {
            invoker.cancelWith(call, future);
        }
        CompletableFuture<@Nullable Object> seen = new CompletableFuture<>();
        stage.<@Nullable Object>handle((value, thrown) -> {
            if (thrown == null) {
                seen.complete(value);
            } else {
                Throwable cause = InterceptorChain.unwrapped(thrown);
                thrownByBean = cause;
                seen.completeExceptionally(cause);
            }
            return null;
        });
        return seen;
    }

    /** Answers with what the outermost interceptor made of the call. */
    void conclude(@Nullable Object value, @Nullable Throwable wrapped) {
        if (wrapped == null) {
            responder.returned(call, value);
            return;
        }
        Throwable thrown = InterceptorChain.unwrapped(wrapped);
        if (thrown == thrownByBean) {
            ofBean(thrown);
        } else if (thrown instanceof RpcException reason) {
            responder.stopped(call, reason, begun);
        } else if (begun || call.target().codec().exceptionFor(thrown) != null) {
            responder.threw(call, thrown);
        } else {
            responder.interceptorFailed(call, thrown);
        }
    }

    private void ofBean(Throwable thrown) {
        if (thrown instanceof BeanInvoker.DeadlinePassed) {
            responder.timedOut(call);
        } else if (begun) {
            responder.threw(call, thrown);
        } else {
            responder.notMade(call, thrown);
        }
    }
}
