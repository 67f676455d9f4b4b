package org.cdirpc.extension.client;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.cdirpc.RpcContext;
import org.cdirpc.RpcException;
import org.cdirpc.extension.call.Attachments;
import org.cdirpc.extension.call.InterceptedCall;
import org.cdirpc.extension.call.InterceptorChain;
import org.cdirpc.spi.FailureCode;
import org.cdirpc.spi.Progress;
import org.cdirpc.transport.channel.Answer;
import org.cdirpc.transport.channel.CallListener;
import org.jspecify.annotations.Nullable;

/** One attempt on its way through the interceptors; it takes the attempt's answer, and gives the listener what they make of it. */
final class InterceptedAttempt implements InterceptedCall, CallListener {

    private final AttemptStep step;
    private final Call call;
    private final Peers.Destination destination;
    private final long pickedNanos;
    private final CallListener listener;
    private final CallerContext context;
    private final int number;
    private final CompletableFuture<@Nullable Object> outcome = new CompletableFuture<>();

    private volatile boolean sent;
    // Written before the outcome completes; whoever sees that sees these.
    private volatile @Nullable Answer answer;
    private volatile @Nullable Object value;
    private volatile @Nullable Throwable failure;

    InterceptedAttempt(
            AttemptStep step, Call call, Peers.Destination destination, long pickedNanos, CallListener listener) {
        this.step = step;
        this.call = call;
        this.destination = destination;
        this.pickedNanos = pickedNanos;
        this.listener = listener;
        this.context = Objects.requireNonNull(call.context(), "context");
        this.number = call.beginInterceptedAttempt();
        call.attachToAttempt(null);
    }

    void begin() {
        step.interceptors().run(this).<@Nullable Object>handle((result, thrown) -> {
            listener.answered(concluded(result, thrown == null ? null : InterceptorChain.unwrapped(thrown)));
            return null;
        });
    }

    @Override
    public Class<?> contract() {
        return step.contract();
    }

    @Override
    public Method method() {
        return call.method().method();
    }

    @Override
    public List<@Nullable Object> arguments() {
        return Collections.unmodifiableList(Arrays.asList(call.arguments()));
    }

    @Override
    public int attempt() {
        return number;
    }

    @Override
    public RpcContext context() {
        return context;
    }

    @Override
    public void attach(String key, String attached) {
        if (sent) {
            throw new IllegalStateException(ClientMessages.TEXT.attachedTooLate(key));
        }
        call.attachToAttempt(Attachments.with(call.attachments(), key, attached));
    }

    @Override
    public CompletionStage<@Nullable Object> proceed() {
        sent = true;
        try {
            step.next().run(call, destination, pickedNanos, this);
        } catch (RuntimeException | Error fault) {
            // Thrown only before the call was handed on.
            answered(Answer.localFailure(
                    Progress.NOT_SENT,
                    FailureCode.INTERNAL,
                    ClientMessages.TEXT.stepFailed(call.method().toString(), fault.toString()),
                    fault));
        }
        return outcome;
    }

    @Override
    public void answered(Answer arrived) {
        if (step.interceptors().mayBlock()) {
            try {
                step.callbacks().execute(() -> complete(arrived));
                return;
            } catch (RuntimeException | OutOfMemoryError noThread) {
                // Better here than never.
            }
        }
        complete(arrived);
    }

    @Override
    public boolean wantsWorker() {
        return true;
    }

    @Override
    public void answeredOnWorker(Answer arrived) {
        complete(arrived);
    }

    private void complete(Answer arrived) {
        answer = arrived;
        try {
            Object decoded = step.results().of(call, arrived);
            value = decoded;
            outcome.complete(decoded);
        } catch (Throwable thrown) {
            failure = thrown;
            outcome.completeExceptionally(thrown);
        }
    }

    private Answer concluded(@Nullable Object result, @Nullable Throwable thrown) {
        Answer original = answer;
        if (thrown == null) {
            return original != null && original.ok() && call.oneWay() ? original : Answer.local(result);
        }
        if (original != null && thrown == failure) {
            return original;
        }
        // What was sent and is not answered may have run, whatever an interceptor says.
        Progress known = original == null ? (sent ? Progress.UNKNOWN : Progress.NOT_SENT) : original.progress();
        String message = String.valueOf(thrown.getMessage());
        if (thrown instanceof RpcException own) {
            boolean understated = own.progress().certainlyNotRun() && !known.certainlyNotRun();
            return Answer.localFailure(understated ? known : own.progress(), own.code(), message, own);
        }
        return Answer.localFailure(known, FailureCode.APPLICATION_EXCEPTION, message, thrown);
    }
}
