package org.cdirpc.extension.client;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.cdirpc.CallScope;
import org.cdirpc.CurrentCall;
import org.cdirpc.RpcContext;
import org.cdirpc.RpcException;
import org.cdirpc.extension.call.Attachments;
import org.cdirpc.extension.call.MethodCodec;
import org.cdirpc.extension.call.WriterPool;
import org.cdirpc.spi.FailureCode;
import org.cdirpc.spi.Progress;
import org.cdirpc.transport.cbor.CborLimits;
import org.cdirpc.transport.channel.Answer;
import org.cdirpc.transport.channel.CallListener;
import org.jspecify.annotations.Nullable;

/** Begins the calls of one proxy and turns their answers into what callers get. Thread-safe. */
final class ProxyCalls {

    private final String service;
    private final CallStep chain;
    private final long proxyTimeoutNanos;
    private final long defaultTimeoutNanos;
    private final Executor callbacks;
    private final WriterPool writers;
    private final BooleanSupplier onIoThread;
    private final CborLimits limits;
    private final Failures failures;

    /**
     * Calls through a chain of steps.
     *
     * @param proxyTimeoutNanos the proxy's own time limit; 0 for none
     * @param defaultTimeoutNanos for methods without any other
     */
    ProxyCalls(
            String service,
            CallStep chain,
            long proxyTimeoutNanos,
            long defaultTimeoutNanos,
            Executor callbacks,
            WriterPool writers,
            BooleanSupplier onIoThread,
            CborLimits limits,
            Failures failures) {
        this.service = service;
        this.chain = chain;
        this.proxyTimeoutNanos = proxyTimeoutNanos;
        this.defaultTimeoutNanos = defaultTimeoutNanos;
        this.callbacks = callbacks;
        this.writers = writers;
        this.onIoThread = onIoThread;
        this.limits = limits;
        this.failures = failures;
    }

    @Nullable
    Object blocking(MethodCodec method, @Nullable Object[] arguments) throws Throwable {
        if (onIoThread.getAsBoolean()) {
            throw wouldBlock(method);
        }
        Call call = begin(method, arguments);
        Waiter waiter = new Waiter(call);
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

    RpcFuture async(MethodCodec method, @Nullable Object[] arguments) {
        Call call = begin(method, arguments);
        RpcFuture future = new RpcFuture(call, this);
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
        Call call = begin(method, arguments);
        OneWayOutcome outcome = new OneWayOutcome(call, failures);
        run(call, outcome);
        outcome.throwIfFailedAtOnce();
    }

    private Call begin(MethodCodec method, @Nullable Object[] arguments) {
        long now = System.nanoTime();
        if (!CurrentCall.isBound()) {
            return new Call(method, arguments, now, now + timeoutNanos(method, null), Map.of(), null, writers);
        }
        CallScope scope = CurrentCall.scope();
        long deadline = now + timeoutNanos(method, scope);
        RpcContext served = CurrentCall.get();
        if (served != null) {
            deadline = Math.min(deadline - now, served.remaining().toNanos()) + now;
        }
        if (scope == null) {
            return new Call(method, arguments, now, deadline, Map.of(), null, writers);
        }
        Map<String, String> attachments = Map.copyOf(scope.attachments());
        CallerContext context =
                new CallerContext(service, method.method().signature().call(), deadline, attachments);
        scope.began(context);
        return new Call(method, arguments, now, deadline, attachments, context, writers);
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

    /** The result that an answer holds, or the exception that it stands for. */
    @Nullable
    Object result(Call call, Answer answer) throws Throwable {
        if (!answer.ok()) {
            CallerContext context = call.context();
            if (context != null && call.cancelled() != null) {
                context.gaveUp();
            }
            throw failures.of(call, answer);
        }
        try {
            int offset = answer.offset();
            int end = offset + answer.length();
            if (answer.hasAttachments()) {
                Attachments.Read read = Attachments.decode(answer.buffer(), offset, answer.length(), limits);
                CallerContext context = call.context();
                if (context != null) {
                    context.answeredWith(read.attachments());
                }
                offset = read.bodyOffset();
            }
            return call.codec().decodeResult(answer.buffer(), offset, end - offset, answer.positional());
        } catch (RuntimeException undecodable) {
            throw Failures.exception(
                    FailureCode.BAD_RESULT,
                    Progress.COMPLETED,
                    ClientMessages.TEXT.undecodableResult(
                            call.method().toString(), String.valueOf(undecodable.getMessage())),
                    undecodable);
        }
    }
}
