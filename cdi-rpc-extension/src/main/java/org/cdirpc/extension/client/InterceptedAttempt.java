package org.cdirpc.extension.client;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
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

/**
 * One attempt on its way through the interceptors; it takes the attempt's answer, and gives the listener what they make of
 * it. What the instance did is told to the routing as it was, whatever they make of it.
 *
 * <p>An interceptor may end the attempt before it proceeds, and proceed afterwards: nothing is sent then, for the call may
 * have been told by now that nothing was.
 */
final class InterceptedAttempt implements InterceptedCall, CallListener {

    private enum State {
        NEW,
        SENT,
        NEVER_SENT
    }

    private final AttemptStep step;
    private final Call call;
    private final Peers.Destination destination;
    private final RouteStep.Attempt picked;
    private final CallerContext context;
    private final int number;
    private final CompletableFuture<@Nullable Object> outcome = new CompletableFuture<>();
    private final AtomicReference<State> state = new AtomicReference<>(State.NEW);
    private final AtomicBoolean told = new AtomicBoolean();

    private volatile Runnable forget = () -> {};
    // Written before the outcome completes; whoever sees that sees these.
    private volatile @Nullable Answer answer;
    private volatile @Nullable Throwable failure;

    InterceptedAttempt(AttemptStep step, Call call, Peers.Destination destination, RouteStep.Attempt picked) {
        this.step = step;
        this.call = call;
        this.destination = destination;
        this.picked = picked;
        this.context = Objects.requireNonNull(call.context(), "context");
        this.number = call.beginInterceptedAttempt();
        call.attachToAttempt(null);
    }

    void begin() {
        // Before the interceptors run: what they send has a later number.
        int waiting = call.beginAttempt();
        step.interceptors().run(this).<@Nullable Object>handle((result, thrown) -> {
            tell(concluded(result, thrown == null ? null : InterceptorChain.unwrapped(thrown)));
            return null;
        });
        if (state.get() == State.NEW) {
            keepDeadline();
            call.sent(waiting, this::giveUp);
        }
    }

    /** Only an interceptor could end this attempt from now on. */
    private void keepDeadline() {
        forget.run();
        forget = step.timer()
                .after(call.deadlineNanos() - System.nanoTime(), () -> giveUp(FailureCode.DEADLINE_EXCEEDED));
        if (told.get()) {
            forget.run();
        }
    }

    /** The call is given up while an interceptor has the attempt: before it was sent, or after it was answered. */
    private void giveUp(FailureCode code) {
        if (neverSent()) {
            tell(Answer.localFailure(Progress.NOT_SENT, code, ClientMessages.TEXT.interceptorTooLate(), null));
            return;
        }
        Answer original = answer;
        if (original != null) {
            tell(Answer.localFailure(original.progress(), code, ClientMessages.TEXT.interceptorTooLate(), null));
        }
    }

    private boolean neverSent() {
        boolean mine = state.compareAndSet(State.NEW, State.NEVER_SENT);
        if (mine) {
            picked.notUsed();
        }
        return mine;
    }

    private void tell(Answer with) {
        if (told.compareAndSet(false, true)) {
            forget.run();
            picked.listener().answered(with);
        }
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
        if (state.get() != State.NEW) {
            throw new IllegalStateException(ClientMessages.TEXT.attachedTooLate(key));
        }
        call.attachToAttempt(Attachments.with(call.attachments(), key, attached));
    }

    @Override
    public CompletionStage<@Nullable Object> proceed() {
        // Interceptors took their time, which is neither the call's any more nor the instance's.
        long now = System.nanoTime();
        boolean late = call.deadlineNanos() - now <= 0;
        FailureCode given = call.cancelled();
        if (late || given != null) {
            neverSent();
            complete(Answer.localFailure(
                    Progress.NOT_SENT,
                    given == null ? FailureCode.DEADLINE_EXCEEDED : given,
                    ClientMessages.TEXT.interceptorTooLate(),
                    null));
            return outcome;
        }
        if (!state.compareAndSet(State.NEW, State.SENT)) {
            return CompletableFuture.failedFuture(Failures.exception(
                    FailureCode.CANCELLED,
                    Progress.NOT_SENT,
                    ClientMessages.TEXT.proceededTooLate(call.method().toString()),
                    null));
        }
        try {
            step.next().run(call, destination, now, this);
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
        picked.giveBack(arrived);
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
        picked.giveBack(arrived);
        complete(arrived);
    }

    private void complete(Answer arrived) {
        answer = arrived;
        try {
            outcome.complete(step.results().of(call, arrived));
        } catch (Throwable thrown) {
            failure = thrown;
            outcome.completeExceptionally(thrown);
        }
        if (!told.get()) {
            keepDeadline();
        }
    }

    private Answer concluded(@Nullable Object result, @Nullable Throwable thrown) {
        boolean unsent = neverSent() || state.get() == State.NEVER_SENT;
        Answer original = answer;
        if (thrown == null) {
            return original != null && original.ok() && call.oneWay() ? original : Answer.local(result);
        }
        if (original != null && thrown == failure) {
            return original;
        }
        // What was sent and is not answered may have run, whatever an interceptor says.
        Progress known = original == null ? (unsent ? Progress.NOT_SENT : Progress.UNKNOWN) : original.progress();
        String message = String.valueOf(thrown.getMessage());
        if (thrown instanceof RpcException own) {
            boolean understated = own.progress().certainlyNotRun() && !known.certainlyNotRun();
            return Answer.localFailure(understated ? known : own.progress(), own.code(), message, own);
        }
        return Answer.localFailure(known, FailureCode.APPLICATION_EXCEPTION, message, thrown);
    }
}
