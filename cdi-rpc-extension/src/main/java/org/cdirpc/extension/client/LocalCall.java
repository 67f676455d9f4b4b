package org.cdirpc.extension.client;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.cdirpc.extension.call.FailureDetails;
import org.cdirpc.extension.contract.MethodKind;
import org.cdirpc.spi.FailureCode;
import org.cdirpc.spi.Progress;
import org.cdirpc.transport.channel.Answer;
import org.cdirpc.transport.channel.CallListener;
import org.cdirpc.transport.channel.PendingCall;
import org.jspecify.annotations.Nullable;

/** One call of an object of this node; answered once, by its result, its deadline or its caller. Thread-safe. */
final class LocalCall implements PendingCall, Runnable {

    private final Supplier<?> object;
    private final Retrying retrying;
    private final Call call;
    private final CallListener listener;
    private final AtomicBoolean answered = new AtomicBoolean();
    private volatile Runnable forget = () -> {};
    private volatile @Nullable Future<?> running;

    LocalCall(Supplier<?> object, Retrying retrying, Call call, CallListener listener) {
        this.object = object;
        this.retrying = retrying;
        this.call = call;
        this.listener = listener;
    }

    /** Keeps the deadline, and hears of who gives the call up: its caller is not the one that runs it. */
    void limit() {
        long left = call.deadlineNanos() - retrying.nanoTime().getAsLong();
        forget = retrying.timer().after(left, () -> cancel(FailureCode.DEADLINE_EXCEEDED));
        call.sent(call.beginAttempt(), this);
    }

    @Override
    public void run() {
        if (answered.get()) {
            return;
        }
        Object value;
        try {
            Method method = call.method().method();
            method.setAccessible(true);
            value = method.invoke(object.get(), call.arguments());
        } catch (InvocationTargetException thrown) {
            threw(thrown.getCause());
            return;
        } catch (ReflectiveOperationException | RuntimeException | Error notMade) {
            threw(notMade);
            return;
        }
        if (call.method().kind() == MethodKind.ASYNC) {
            later(value);
        } else {
            end(Answer.local(value));
        }
    }

    private void later(@Nullable Object value) {
        if (value instanceof Future<?> future) {
            running = future;
        }
        if (value instanceof CompletionStage<?> stage) {
            stage.<@Nullable Object>handle((result, thrown) -> {
                if (thrown == null) {
                    end(Answer.local(result));
                } else {
                    threw(thrown instanceof CompletionException wrapped ? wrapped.getCause() : thrown);
                }
                return null;
            });
        } else if (value instanceof Future<?> future) {
            try {
                long left = call.deadlineNanos() - retrying.nanoTime().getAsLong();
                end(Answer.local(future.get(Math.max(0, left), TimeUnit.NANOSECONDS)));
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                threw(interrupted);
            } catch (Exception failed) {
                threw(failed instanceof ExecutionException ? failed.getCause() : failed);
            }
        } else {
            threw(new NullPointerException(
                    ClientMessages.TEXT.noLocalStage(call.method().toString())));
        }
    }

    private void threw(@Nullable Throwable thrown) {
        Throwable cause = thrown == null ? new IllegalStateException("no cause") : thrown;
        end(Answer.localFailure(
                Progress.COMPLETED, FailureCode.APPLICATION_EXCEPTION, FailureDetails.messageOf(cause), cause));
    }

    private void end(Answer answer) {
        boolean late = call.deadlineNanos() - retrying.nanoTime().getAsLong() <= 0;
        Answer told = late
                ? Answer.localFailure(
                        answer.progress(),
                        FailureCode.DEADLINE_EXCEEDED,
                        ClientMessages.TEXT.localTooLate(),
                        answer.cause())
                : answer;
        if (answered.compareAndSet(false, true)) {
            forget.run();
            listener.answered(told);
        }
    }

    @Override
    public void cancel(FailureCode code) {
        if (answered.compareAndSet(false, true)) {
            forget.run();
            listener.answered(Answer.localFailure(Progress.UNKNOWN, code, ClientMessages.TEXT.localTooLate(), null));
            Future<?> future = running;
            if (future != null) {
                future.cancel(true);
            }
        }
    }
}
