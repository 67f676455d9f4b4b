package org.cdirpc.extension.call;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.cdirpc.NonBlocking;
import org.cdirpc.RpcInterceptor;
import org.cdirpc.RpcInvocation;
import org.jspecify.annotations.Nullable;

/** The interceptors around the calls of one contract, of one kind, the outermost first. Immutable and thread-safe. */
public final class InterceptorChain {

    private static final InterceptorChain NONE = new InterceptorChain(new RpcInterceptor[0], false);

    private final RpcInterceptor[] interceptors;
    private final boolean mayBlock;

    private InterceptorChain(RpcInterceptor[] interceptors, boolean mayBlock) {
        this.interceptors = interceptors;
        this.mayBlock = mayBlock;
    }

    /** Those of the given interceptors that apply to a contract, in the given order. */
    public static InterceptorChain of(List<? extends RpcInterceptor> all, Class<?> contract) {
        List<RpcInterceptor> applying = new ArrayList<>();
        boolean mayBlock = false;
        for (RpcInterceptor interceptor : all) {
            if (interceptor.appliesTo(contract)) {
                applying.add(interceptor);
                mayBlock |= !isNonBlocking(interceptor.getClass());
            }
        }
        return applying.isEmpty() ? NONE : new InterceptorChain(applying.toArray(RpcInterceptor[]::new), mayBlock);
    }

    /**
     * What a class promises for itself: one that extends another may wait where that one does not. A container's proxy is
     * a subclass too, with two dollars in its name, and stands for the class behind it.
     */
    private static boolean isNonBlocking(Class<?> type) {
        Class<?> own = type;
        while (own.getName().contains("$$") && own.getSuperclass() != null) {
            own = own.getSuperclass();
        }
        try {
            return own.isAnnotationPresent(NonBlocking.class)
                    || own.getMethod("intercept", RpcInvocation.class).isAnnotationPresent(NonBlocking.class);
        } catch (NoSuchMethodException hidden) {
            return false;
        }
    }

    /** Whether there is none, so that calls need not come here at all. */
    public boolean isEmpty() {
        return interceptors.length == 0;
    }

    /** Whether one of them may wait, so that none of it may run on an I/O thread. */
    public boolean mayBlock() {
        return mayBlock;
    }

    /**
     * Takes a call through all of them to its end.
     *
     * @return what the outermost made of it; what it throws is a failed stage
     */
    public CompletionStage<@Nullable Object> run(InterceptedCall call) {
        return from(0, call);
    }

    CompletionStage<@Nullable Object> from(int at, InterceptedCall call) {
        if (at == interceptors.length) {
            return call.proceed();
        }
        RpcInterceptor interceptor = interceptors[at];
        try {
            CompletionStage<@Nullable Object> stage = interceptor.intercept(new InterceptorLink(this, at, call));
            if (stage == null) {
                throw new NullPointerException(CallMessages.TEXT.interceptorReturnedNull(
                        interceptor.getClass().getName()));
            }
            return stage;
        } catch (Throwable refused) {
            if (refused instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            return CompletableFuture.failedFuture(refused);
        }
    }

    /** What was thrown, without the wrappers that stages put around it. */
    public static Throwable unwrapped(Throwable thrown) {
        Throwable cause = thrown;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
