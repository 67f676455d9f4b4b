package org.cdirpc.extension.client;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.cdirpc.CallScope;
import org.cdirpc.CurrentCall;
import org.cdirpc.RpcContext;
import org.cdirpc.RpcException;
import org.cdirpc.extension.call.InterceptorChain;
import org.cdirpc.extension.call.MethodCodec;
import org.cdirpc.extension.call.WriterPool;
import org.cdirpc.extension.contract.Contract;
import org.cdirpc.spi.FailureCode;
import org.cdirpc.spi.Progress;
import org.cdirpc.transport.channel.Answer;
import org.cdirpc.transport.channel.CallListener;
import org.jspecify.annotations.Nullable;

/** Begins the calls of one proxy and turns their answers into what callers get. Thread-safe. */
final class ProxyCalls {

    private final Contract contract;
    private final CallStep chain;
    private final long proxyTimeoutNanos;
    private final long defaultTimeoutNanos;
    private final Executor callbacks;
    private final WriterPool writers;
    private final BooleanSupplier onIoThread;
    private final Results results;
    private final Failures failures;
    private final InterceptorChain interceptors;
    private final boolean attemptsAreIntercepted;

    /**
     * Calls through a chain of steps.
     *
     * @param proxyTimeoutNanos the proxy's own time limit; 0 for none
     * @param defaultTimeoutNanos for methods without any other
     * @param interceptors stand around whole calls
     * @param attemptsAreIntercepted whether others stand around attempts, and want to see the call
     */
    ProxyCalls(
            Contract contract,
            CallStep chain,
            long proxyTimeoutNanos,
            long defaultTimeoutNanos,
            Executor callbacks,
            WriterPool writers,
            BooleanSupplier onIoThread,
            Results results,
            Failures failures,
            InterceptorChain interceptors,
            boolean attemptsAreIntercepted) {
        this.contract = contract;
        this.chain = chain;
        this.proxyTimeoutNanos = proxyTimeoutNanos;
        this.defaultTimeoutNanos = defaultTimeoutNanos;
        this.callbacks = callbacks;
        this.writers = writers;
        this.onIoThread = onIoThread;
        this.results = results;
        this.failures = failures;
        this.interceptors = interceptors;
        this.attemptsAreIntercepted = attemptsAreIntercepted;
    }

    @Nullable
    Object blocking(MethodCodec method, @Nullable Object[] arguments) throws Throwable {
        if (onIoThread.getAsBoolean()) {
            throw wouldBlock(method);
        }
        if (!interceptors.isEmpty()) {
            return prepare(method, arguments).await();
        }
        return blocking(begin(method, arguments));
    }

    /** Makes a call and waits for it here. */
    @Nullable
    Object blocking(Call call) throws Throwable {
        Waiter waiter = new Waiter(call, attemptsAreIntercepted);
        run(call, waiter);
        Answer answer = waiter.await();
        if (!answer.ok() && waiter.interrupted() && answer.code() == FailureCode.CANCELLED) {
            throw Failures.exception(
                    FailureCode.CANCELLED,
                    answer.progress(),
                    ClientMessages.TEXT.interrupted(call.method().toString()),
                    answer.cause());
        }
        return result(call, answer);
    }

    CompletableFuture<@Nullable Object> async(MethodCodec method, @Nullable Object[] arguments) {
        if (!interceptors.isEmpty()) {
            return prepare(method, arguments).later();
        }
        return async(begin(method, arguments));
    }

    /** Begins a call. */
    RpcFuture async(Call call) {
        RpcFuture future = new RpcFuture(call, this);
        RpcContext served = call.served();
        if (served != null) {
            future.endsWith(served);
        }
        run(call, future);
        return future;
    }

    /** Runs user code, off the threads that must not wait. */
    Executor callbacks() {
        return callbacks;
    }

    /** Waiting there would hold up every channel of that thread, and perhaps the very answer that is waited for. */
    private static RpcException wouldBlock(MethodCodec method) {
        String message = ClientMessages.TEXT.blockingOnIoThread(
                method.method().toString(), Thread.currentThread().getName());
        return Failures.exception(FailureCode.CONTRACT_MISMATCH, Progress.NOT_SENT, message, null);
    }

    /** Throws what is known at once, such as arguments that cannot be encoded; logs what fails later. */
    void oneWay(MethodCodec method, @Nullable Object[] arguments) throws Throwable {
        if (!interceptors.isEmpty()) {
            prepare(method, arguments).send();
        } else {
            oneWay(begin(method, arguments));
        }
    }

    /** Sends a call and leaves it. */
    void oneWay(Call call) throws Throwable {
        OneWayOutcome outcome = new OneWayOutcome(call, failures);
        run(call, outcome);
        outcome.throwIfFailedAtOnce();
    }

    private Call begin(MethodCodec method, @Nullable Object[] arguments) {
        if (attemptsAreIntercepted) {
            return prepare(method, arguments).call();
        }
        long now = System.nanoTime();
        if (!CurrentCall.isBound()) {
            return new Call(method, arguments, now, now + timeoutNanos(method, null), Map.of(), null, writers);
        }
        CallScope scope = CurrentCall.scope();
        RpcContext served = CurrentCall.get();
        long deadline = deadline(method, scope, served, now);
        if (scope == null) {
            return new Call(method, arguments, now, deadline, Map.of(), null, writers).servedBy(served);
        }
        CallerContext context = context(method, scope, deadline);
        return new Call(method, arguments, now, deadline, context.attachments(), context, writers).servedBy(served);
    }

    /** A call that interceptors are going to see before it is made. */
    private InterceptedProxyCall prepare(MethodCodec method, @Nullable Object[] arguments) {
        long now = System.nanoTime();
        CallScope scope = CurrentCall.scope();
        RpcContext served = CurrentCall.get();
        long deadline = deadline(method, scope, served, now);
        return new InterceptedProxyCall(
                this, method, arguments, now, deadline, context(method, scope, deadline), served);
    }

    private long deadline(MethodCodec method, @Nullable CallScope scope, @Nullable RpcContext served, long now) {
        long deadline = now + timeoutNanos(method, scope);
        return served == null
                ? deadline
                : Math.min(deadline - now, served.remaining().toNanos()) + now;
    }

    private CallerContext context(MethodCodec method, @Nullable CallScope scope, long deadline) {
        Map<String, String> attachments = scope == null ? Map.of() : Map.copyOf(scope.attachments());
        CallerContext context = new CallerContext(
                contract.service(), method.method().signature().call(), deadline, attachments);
        if (scope != null) {
            scope.began(context);
        }
        return context;
    }

    Class<?> contract() {
        return contract.type();
    }

    InterceptorChain interceptors() {
        return interceptors;
    }

    WriterPool writers() {
        return writers;
    }

    /** Whether interceptors must not run on this thread, since one of them may wait. */
    boolean mustLeaveThread() {
        return interceptors.mayBlock() && onIoThread.getAsBoolean();
    }

    private long timeoutNanos(MethodCodec method, @Nullable CallScope scope) {
        Duration scoped = scope == null ? null : scope.timeout().orElse(null);
        if (scoped != null) {
            return scoped.toNanos();
        }
        if (proxyTimeoutNanos > 0) {
            return proxyTimeoutNanos;
        }
        long own = method.method().timeoutNanos();
        return own > 0 ? own : defaultTimeoutNanos;
    }

    private void run(Call call, CallListener listener) {
        if (call.deadlineNanos() - call.beganNanos() <= 0) {
            listener.answered(Answer.localFailure(
                    Progress.NOT_SENT, FailureCode.DEADLINE_EXCEEDED, ClientMessages.TEXT.noTimeLeft(), null));
        } else {
            chain.run(call, listener);
        }
    }

    /** See {@link Results#of}. */
    @Nullable
    Object result(Call call, Answer answer) throws Throwable {
        return results.of(call, answer);
    }
}
