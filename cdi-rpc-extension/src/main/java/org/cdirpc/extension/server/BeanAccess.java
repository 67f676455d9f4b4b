package org.cdirpc.extension.server;

import java.lang.reflect.Method;
import java.util.concurrent.Executor;
import org.cdirpc.RpcLimit;
import org.jspecify.annotations.Nullable;

/**
 * How a call reaches the object that serves it. An implementation makes whatever the object needs around the call
 * (scopes, class loader), hands the object to {@link BeanCall#on}, and ends it again.
 *
 * <p>Thread-safety: called by many threads at once, once per call.
 */
@FunctionalInterface
public interface BeanAccess {

    /**
     * Runs the call on the object.
     *
     * @return what the method returned
     * @throws Throwable what the method threw, unwrapped
     */
    @Nullable
    Object call(BeanCall call) throws Throwable;

    /**
     * Whether a method of the contract keeps the promise of {@link org.cdirpc.NonBlocking}, with everything that stands
     * before it: its calls then run on the thread that read them, an I/O thread too. Asked once, at start.
     *
     * @param method the contract's
     */
    default boolean isNonBlocking(Method method) {
        return false;
    }

    /** The limits of all methods together, by the bean's class; null for none. Asked at start. */
    default @Nullable RpcLimit limit() {
        return null;
    }

    /**
     * The limits of one method, by the bean's class; null for none. Asked once, at start.
     *
     * @param method the contract's
     */
    default @Nullable RpcLimit limit(Method method) {
        return null;
    }

    /** The method with its decoded arguments, waiting for its object. */
    interface BeanCall {
        /** Invokes the method on the object; at most once. */
        @Nullable
        Object on(Object bean) throws Throwable;

        /** Runs what must follow the call on another thread, of the node's own; it takes every task. */
        Executor afterwards();
    }
}
