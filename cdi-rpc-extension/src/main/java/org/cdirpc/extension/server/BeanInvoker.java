package org.cdirpc.extension.server;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.cdirpc.CurrentCall;
import org.cdirpc.RpcContext;
import org.cdirpc.extension.call.Attachments;
import org.cdirpc.extension.contract.MethodKind;
import org.cdirpc.spi.FailureCode;
import org.cdirpc.transport.cbor.CborLimits;
import org.cdirpc.transport.channel.IncomingCall;
import org.jspecify.annotations.Nullable;

/** Decodes the arguments and runs the bean, on whatever thread the call has come to. */
final class BeanInvoker implements ServerStep {

    private static final long NOT_MEASURED = Long.MIN_VALUE;

    private final Responder responder;
    private final Executor callbacks;
    private final CborLimits limits;
    private final LongSupplier clock;

    /**
     * An invoker.
     *
     * @param clock on the scale of {@link System#nanoTime()}
     */
    BeanInvoker(Responder responder, Executor callbacks, CborLimits limits, LongSupplier clock) {
        this.responder = responder;
        this.callbacks = callbacks;
        this.limits = limits;
        this.clock = clock;
    }

    @Override
    public void handle(ServedCall call) {
        try {
            long began = call.isMeasured() ? clock.getAsLong() : NOT_MEASURED;
            if (call.incoming().cancelled() || (began != NOT_MEASURED && call.remainingNanos(began) <= 0)) {
                String message = ServerMessages.TEXT.expired(call.target().describe());
                responder.refuse(call, FailureCode.DEADLINE_EXCEEDED, message);
                return;
            }
            @Nullable Object[] arguments = decode(call);
            if (arguments != null) {
                run(call, arguments, began);
            }
        } catch (RuntimeException | Error fault) {
            responder.internal(call, fault);
        }
    }

    /** The arguments, or null if they were refused. */
    private @Nullable Object @Nullable [] decode(ServedCall call) {
        IncomingCall incoming = call.incoming();
        try {
            int offset = incoming.offset();
            int end = offset + incoming.length();
            if (incoming.hasAttachments()) {
                Attachments.Read read = Attachments.decode(incoming.buffer(), offset, incoming.length(), limits);
                call.attached(read.attachments());
                offset = read.bodyOffset();
            }
            if (incoming.positional() && !call.agreed().arguments()) {
                throw new IllegalArgumentException(ServerMessages.TEXT.notAgreed());
            }
            return call.target()
                    .codec()
                    .decodeArguments(incoming.buffer(), offset, end - offset, incoming.positional());
        } catch (RuntimeException undecodable) {
            String message = ServerMessages.TEXT.undecodableArguments(
                    call.target().describe(), String.valueOf(undecodable.getMessage()));
            responder.refuse(call, FailureCode.BAD_ARGUMENTS, message);
            return null;
        }
    }

    private void run(ServedCall call, @Nullable Object[] arguments, long began) {
        ExportedMethod method = call.target();
        if (method.isIntercepted()) {
            intercepted(call, arguments, began);
            return;
        }
        Invocation invocation = new Invocation(method, arguments, callbacks);
        RpcContext before = enter(call);
        Object value;
        try {
            value = invoke(call, invocation);
        } catch (DeadlinePassed passed) {
            leave(call, before, began);
            responder.timedOut(call);
            return;
        } catch (Throwable thrown) {
            leave(call, before, began);
            if (invocation.started()) {
                responder.threw(call, thrown);
            } else {
                responder.notMade(call, thrown);
            }
            return;
        }
        leave(call, before, began);
        if (method.codec().method().kind() == MethodKind.ASYNC) {
            answerLater(call, value);
        } else {
            responder.returned(call, value);
        }
    }

    private void intercepted(ServedCall call, @Nullable Object[] arguments, long began) {
        InterceptedInvocation invocation = new InterceptedInvocation(call, arguments, this, responder);
        RpcContext before = enter(call);
        CompletionStage<@Nullable Object> outcome;
        try {
            outcome = call.target().interceptors().run(invocation);
        } finally {
            leave(call, before, began);
        }
        outcome.<@Nullable Object>handle((value, thrown) -> {
            try {
                invocation.conclude(value, thrown);
            } catch (RuntimeException | Error fault) {
                // A stage keeps what its callbacks throw to itself.
                responder.internal(call, fault);
            }
            return null;
        });
    }

    /** Runs the bean on this thread, behind the last interceptor. */
    @Nullable
    Object invoke(ServedCall call, Invocation invocation) throws Throwable {
        Object value = call.target().export().access().call(invocation);
        return value instanceof Future<?> future && !(value instanceof CompletionStage) ? awaited(call, future) : value;
    }

    Executor callbacks() {
        return callbacks;
    }

    /** Cancels the bean's stage when the call is cancelled; one that knows no cancelling goes on. */
    void cancelWith(ServedCall call, Future<?> stage) {
        // Not there: cancelling completes it, and what depends on it is user code, which has no place on an I/O thread.
        call.incoming()
                .onCancel(() -> callbacks.execute(() -> {
                    try {
                        stage.cancel(true);
                    } catch (RuntimeException refused) {
                        // Such as of CompletableFuture.minimalCompletionStage.
                        ServerLog.LOG.debugf(
                                refused,
                                "%s: its stage cannot be cancelled",
                                call.target().describe());
                    }
                }));
    }

    private static @Nullable RpcContext enter(ServedCall call) {
        if (!call.target().isNonBlocking()) {
            // A method that never waits has nothing to be interrupted in, and its thread may be an I/O thread.
            call.enter();
        }
        return CurrentCall.bind(call);
    }

    /** The time counts from before the arguments were decoded: that is how long the call held its thread. */
    private void leave(ServedCall call, @Nullable RpcContext before, long began) {
        call.leave();
        CurrentCall.bind(before);
        if (began != NOT_MEASURED) {
            call.target().runTime().took(clock.getAsLong() - began);
        }
    }

    /** A {@code Future} that is no stage tells nobody when it is done, so the thread waits for it. */
    private CompletableFuture<?> awaited(ServedCall call, Future<?> future) throws Exception {
        try {
            Object result = future.get(call.remainingNanos(clock.getAsLong()), TimeUnit.NANOSECONDS);
            return CompletableFuture.completedFuture(result);
        } catch (TimeoutException late) {
            future.cancel(true);
            throw new DeadlinePassed();
        } catch (InterruptedException stopped) {
            // The channel's timer may see that the time is up before this thread does.
            future.cancel(true);
            if (call.cancelled()) {
                throw new DeadlinePassed();
            }
            throw stopped;
        }
    }

    /** Nobody waits for the result any more. */
    static final class DeadlinePassed extends Exception {
        private static final long serialVersionUID = 1L;

        DeadlinePassed() {
            super(null, null, false, false);
        }
    }

    private void answerLater(ServedCall call, @Nullable Object value) {
        if (!(value instanceof CompletionStage<?> stage)) {
            responder.threw(
                    call,
                    new NullPointerException(ServerMessages.TEXT.noStage(
                            call.target().describe(), call.target().export().bean())));
            return;
        }
        if (value instanceof CompletableFuture<?> done && done.isDone() && !done.isCompletedExceptionally()) {
            responder.returned(call, done.getNow(null));
            return;
        }
        if (value instanceof Future<?> future) {
            cancelWith(call, future);
        }
        // Not whenComplete, which would describe the exception once more for a stage that nobody looks at.
        stage.<@Nullable Object>handle((result, thrown) -> {
            try {
                if (thrown == null) {
                    responder.returned(call, result);
                } else {
                    responder.threw(call, thrown);
                }
            } catch (RuntimeException | Error fault) {
                // A stage keeps what its callbacks throw to itself.
                responder.internal(call, fault);
            }
            return null;
        });
    }
}
