package org.cdirpc.extension.cdi;

import static org.cdirpc.extension.cdi.CdiMessages.TEXT;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import org.cdirpc.RpcException;
import org.cdirpc.RpcRemoteException;
import org.cdirpc.extension.contract.ContractMethod;
import org.cdirpc.spi.FailureCode;
import org.cdirpc.spi.Progress;
import org.jspecify.annotations.Nullable;

/**
 * Keeps interceptors from repeating a call of a method that is not idempotent when it may have run. They proceed as often
 * as they like; but after a try whose fate is unknown, or that ran while its answer was lost, or that is under way still,
 * nothing is sent any more and that failure is thrown again. What the bean itself threw may be tried again: whoever asks
 * for that knows what it means.
 *
 * <p>One for each call. Thread-safe: of two threads that proceed at once, one sends.
 */
final class RepeatGuard {

    private static final Object RUNNING = new Object();
    private static final Object ANSWERED = new Object();

    private final ContractMethod method;

    /** Null before the first try; then {@link #RUNNING}, a future, what was thrown, or {@link #ANSWERED}. */
    private final AtomicReference<@Nullable Object> last = new AtomicReference<>();

    RepeatGuard(ContractMethod method) {
        this.method = method;
    }

    /**
     * Makes the call if it can do no harm.
     *
     * @throws RpcException the failure of the try before, if that may have run
     */
    @Nullable
    Object run(RemoteCall call) throws Exception {
        Object before = last.get();
        RpcException doubt = doubt(before);
        if (doubt == null && !last.compareAndSet(before, RUNNING)) {
            doubt = underWay();
        }
        if (doubt != null) {
            CdiLog.LOG.notRepeated(method.toString(), doubt.progress());
            throw doubt;
        }
        Object outcome = ANSWERED;
        try {
            Object result = call.run();
            if (result instanceof CompletableFuture<?>) {
                outcome = result;
            }
            return result;
        } catch (Throwable e) {
            outcome = e;
            throw e;
        } finally {
            last.set(outcome);
        }
    }

    private @Nullable RpcException doubt(@Nullable Object before) {
        if (before == RUNNING) {
            return underWay();
        }
        if (before instanceof CompletableFuture<?> future) {
            return future.isDone() ? doubt(failure(future)) : underWay();
        }
        if (before instanceof CancellationException) {
            return underWay();
        }
        boolean ran = before instanceof RpcException failed
                && !(failed instanceof RpcRemoteException)
                && (failed.progress() == Progress.UNKNOWN || failed.progress() == Progress.COMPLETED);
        return ran ? (RpcException) before : null;
    }

    private static @Nullable Throwable failure(CompletableFuture<?> done) {
        try {
            done.getNow(null);
            return null;
        } catch (CompletionException e) {
            return e.getCause();
        } catch (CancellationException e) {
            return e;
        }
    }

    private RpcException underWay() {
        return new RpcException(FailureCode.CANCELLED, Progress.UNKNOWN, TEXT.tryUnderWay(method.toString()), null);
    }
}
