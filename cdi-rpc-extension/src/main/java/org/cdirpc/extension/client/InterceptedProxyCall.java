package org.cdirpc.extension.client;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.cdirpc.CurrentCall;
import org.cdirpc.RpcContext;
import org.cdirpc.extension.call.InterceptedCall;
import org.cdirpc.extension.call.InterceptorChain;
import org.cdirpc.extension.call.MethodCodec;
import org.cdirpc.spi.FailureCode;
import org.cdirpc.spi.Progress;
import org.jspecify.annotations.Nullable;

/**
 * A whole call on its way through the interceptors of its proxy. The call itself is made behind the last of them: a
 * blocking one is waited for there, so that a lone caller still reads its own answer.
 */
final class InterceptedProxyCall implements InterceptedCall {

    private final ProxyCalls calls;
    private final MethodCodec method;
    private final @Nullable Object[] arguments;
    private final long beganNanos;
    private final long deadlineNanos;
    private final CallerContext context;
    private final @Nullable RpcContext served;

    // Guarded by this.
    private @Nullable Call begun;
    private boolean over;

    private volatile boolean made;

    InterceptedProxyCall(
            ProxyCalls calls,
            MethodCodec method,
            @Nullable Object[] arguments,
            long beganNanos,
            long deadlineNanos,
            CallerContext context,
            @Nullable RpcContext served) {
        this.calls = calls;
        this.method = method;
        this.arguments = arguments;
        this.beganNanos = beganNanos;
        this.deadlineNanos = deadlineNanos;
        this.context = context;
        this.served = served;
    }

    @Override
    public Class<?> contract() {
        return calls.contract();
    }

    @Override
    public Method method() {
        return method.method().method();
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
        return context;
    }

    @Override
    public void attach(String key, String value) {
        if (made) {
            throw new IllegalStateException(ClientMessages.TEXT.attachedTooLate(key));
        }
        context.attach(key, value);
    }

    /** The call with what was attached until now. It begins now: what interceptors took is not the instance's time. */
    Call call() {
        made = true;
        return new Call(
                        method,
                        arguments,
                        System.nanoTime(),
                        deadlineNanos,
                        context.attachments(),
                        context,
                        calls.writers())
                .servedBy(served);
    }

    /** Null where the caller was told already that the call was not sent, which then stays true. */
    private synchronized @Nullable Call begin() {
        if (over) {
            return null;
        }
        Call call = call();
        begun = call;
        return call;
    }

    /** The caller waits no longer; gives up what was begun, and nothing begins any more. How far that is known to be. */
    private Progress giveUp(FailureCode code) {
        Call call;
        synchronized (this) {
            over = true;
            call = begun;
        }
        context.gaveUp();
        if (call == null) {
            return Progress.NOT_SENT;
        }
        call.cancel(code);
        return Progress.UNKNOWN;
    }

    @Override
    public CompletionStage<@Nullable Object> proceed() {
        Call call = begin();
        if (call == null) {
            return CompletableFuture.failedFuture(Failures.exception(
                    FailureCode.CANCELLED,
                    Progress.NOT_SENT,
                    ClientMessages.TEXT.proceededTooLate(method.method().toString()),
                    null));
        }
        try {
            switch (method.method().kind()) {
                case BLOCKING:
                    return CompletableFuture.completedFuture(calls.blocking(call));
                case ASYNC:
                    return calls.async(call);
                case ONE_WAY:
                    calls.oneWay(call);
                    return CompletableFuture.completedFuture(null);
            }
            throw new IllegalStateException(String.valueOf(method.method().kind()));
        } catch (Throwable thrown) {
            return CompletableFuture.failedFuture(thrown);
        }
    }

    /** Makes the call of a blocking method. */
    @Nullable
    Object await() throws Throwable {
        CompletableFuture<@Nullable Object> outcome = run();
        try {
            return outcome.get(Math.max(0, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failed) {
            throw InterceptorChain.unwrapped(failed);
        } catch (TimeoutException late) {
            // The call itself keeps its deadline: an interceptor has not answered.
            throw Failures.exception(
                    FailureCode.DEADLINE_EXCEEDED,
                    giveUp(FailureCode.DEADLINE_EXCEEDED),
                    ClientMessages.TEXT.timedOut(
                            method.method().toString(),
                            (deadlineNanos - beganNanos) / 1_000_000,
                            ClientMessages.TEXT.interceptorTooLate()),
                    late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw Failures.exception(
                    FailureCode.CANCELLED,
                    giveUp(FailureCode.CANCELLED),
                    ClientMessages.TEXT.interrupted(method.method().toString()),
                    interrupted);
        }
    }

    /** Makes the call of an asynchronous method. */
    CompletableFuture<@Nullable Object> later() {
        Outcome outcome = new Outcome(this);
        if (calls.mustLeaveThread()) {
            calls.callbacks().execute(() -> inContext(outcome));
        } else {
            settle(outcome);
        }
        return outcome;
    }

    /** Makes the call of a one-way method; throws what is known at once. */
    void send() throws Throwable {
        CompletableFuture<@Nullable Object> outcome = later();
        if (outcome.isCompletedExceptionally()) {
            try {
                outcome.getNow(null);
            } catch (RuntimeException failed) {
                throw InterceptorChain.unwrapped(failed);
            }
        } else if (!outcome.isDone()) {
            outcome.whenComplete((nothing, thrown) -> {
                if (thrown != null) {
                    ClientLog.LOG.oneWayNotSent(
                            method.method().toString(),
                            String.valueOf(InterceptorChain.unwrapped(thrown).getMessage()));
                }
            });
        }
    }

    private CompletableFuture<@Nullable Object> run() {
        CompletableFuture<@Nullable Object> outcome = new CompletableFuture<>();
        settle(outcome);
        return outcome;
    }

    /** Calls that interceptors make on the other thread keep to the deadline of the bean that this call comes from. */
    private void inContext(CompletableFuture<@Nullable Object> outcome) {
        RpcContext before = CurrentCall.bind(served);
        try {
            settle(outcome);
        } finally {
            CurrentCall.bind(before);
        }
    }

    private void settle(CompletableFuture<@Nullable Object> outcome) {
        calls.interceptors().run(this).<@Nullable Object>handle((value, thrown) -> {
            if (thrown == null) {
                outcome.complete(value);
            } else {
                outcome.completeExceptionally(InterceptorChain.unwrapped(thrown));
            }
            return null;
        });
    }

    /** What the caller of an asynchronous method holds; cancelling it cancels the call. */
    private static final class Outcome extends CompletableFuture<@Nullable Object> {

        private final InterceptedProxyCall call;

        Outcome(InterceptedProxyCall call) {
            this.call = call;
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            boolean cancelled = super.cancel(mayInterruptIfRunning);
            if (cancelled) {
                call.giveUp(FailureCode.CANCELLED);
            }
            return cancelled;
        }

        /** Stages that depend on this one are ordinary futures: only this one stands for the call. */
        @Override
        public <U> CompletableFuture<U> newIncompleteFuture() {
            return new CompletableFuture<>();
        }
    }
}
