package org.cdirpc.extension.server;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.concurrent.Future;
import org.cdirpc.extension.call.InterceptorChain;
import org.cdirpc.extension.call.MethodCodec;
import org.jspecify.annotations.Nullable;

/** A method that may be called from outside, with what serves it and how long that takes. Thread-safe. */
final class ExportedMethod {

    private static final MethodType INVOCATION = MethodType.methodType(Object.class, Object.class, Object[].class);

    private final Export export;
    private final MethodCodec codec;
    /** Made at the first call, as most methods of a large contract may never be called; twice at worst. */
    private volatile @Nullable MethodHandle invocation;

    private final InterceptorChain interceptors;
    private final boolean nonBlocking;
    private final RunTime runTime = new RunTime();
    private final @Nullable MethodLimits limits;

    private final @Nullable IdempotencyStep idempotency;

    /**
     * A method.
     *
     * @param limits of all services
     * @param idempotency answers its repeats; needed if the method has a key
     */
    ExportedMethod(Export export, MethodCodec codec, LimitTable limits, @Nullable Idempotency idempotency) {
        this.export = export;
        this.codec = codec;
        this.limits = limits.of(export, codec.method().method());
        Method method = codec.method().method();
        // The interface may be visible in its own package only; calling it is what it was exported for.
        if (!method.trySetAccessible()
                && !Modifier.isPublic(method.getDeclaringClass().getModifiers())) {
            throw new IllegalStateException(ServerMessages.TEXT.notAccessible(method.toString()));
        }
        this.interceptors =
                InterceptorChain.of(export.interceptors(), export.contract().type());
        this.idempotency = idempotency == null ? null : idempotency.stepFor(export.contract(), codec);
        boolean keyed = codec.method().idempotencyKey() != null;
        if (keyed && this.idempotency == null) {
            throw new IllegalStateException(IdempotencyMessages.TEXT.noIdempotency(describe()));
        }
        this.nonBlocking =
                !keyed && export.access().isNonBlocking(method) && !isAwaited(method) && !interceptors.mayBlock();
    }

    /** The method as {@code Object invoke(Object bean, Object[] arguments)}. */
    private static MethodHandle invocation(Method method) {
        try {
            return MethodHandles.lookup()
                    .unreflect(method)
                    .asFixedArity()
                    .asSpreader(Object[].class, method.getParameterCount())
                    .asType(INVOCATION);
        } catch (IllegalAccessException closed) {
            throw new IllegalStateException(ServerMessages.TEXT.notAccessible(method.toString()), closed);
        }
    }

    /** A {@code Future} that is no stage has to be waited for, whatever the method promises. */
    private boolean isAwaited(Method method) {
        if (method.getReturnType() != Future.class) {
            return false;
        }
        ServerLog.LOG.awaitedFuture(describe(), export.bean());
        return true;
    }

    Export export() {
        return export;
    }

    MethodCodec codec() {
        return codec;
    }

    /** What stands around its calls. */
    InterceptorChain interceptors() {
        return interceptors;
    }

    /** Answers its repeats; null if the method has no key. */
    @Nullable
    IdempotencyStep idempotency() {
        return idempotency;
    }

    /** Whether anything stands around its calls. */
    boolean isIntercepted() {
        return idempotency != null || !interceptors.isEmpty();
    }

    /** Where its next call runs. */
    Lane lane() {
        if (nonBlocking) {
            return Lane.ANY_THREAD;
        }
        // A claim waits for the grid, however quick the bean is.
        return idempotency != null || runTime.isSlow() ? Lane.POOL : Lane.QUICK;
    }

    boolean isNonBlocking() {
        return nonBlocking;
    }

    /** What bounds its calls beside what bounds all; null for nothing. */
    @Nullable
    MethodLimits limits() {
        return limits;
    }

    RunTime runTime() {
        return runTime;
    }

    @Nullable
    Object invoke(Object bean, @Nullable Object[] arguments) throws Throwable {
        MethodHandle handle = invocation;
        if (handle == null) {
            handle = invocation(codec.method().method());
            invocation = handle;
        }
        return (Object) handle.invokeExact(bean, arguments);
    }

    String describe() {
        return export.contract().service() + "." + codec.method().signature().call();
    }
}
