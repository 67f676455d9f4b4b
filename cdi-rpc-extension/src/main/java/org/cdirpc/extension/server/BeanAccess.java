package org.cdirpc.extension.server;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * How a call reaches the object that serves it. An implementation makes whatever the object needs around the call
 * (scopes, class loader), hands the object to {@link BeanCall#on}, and ends it again.
 *
 * <p>Thread-safety: called by many worker threads at once, once per call.
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

    /** The method with its decoded arguments, waiting for its object. */
    interface BeanCall {
        /** Invokes the method on the object; at most once. */
        @Nullable
        Object on(Object bean) throws Throwable;

        /** Runs what must follow the call on another thread, of the node's own; it takes every task. */
        Executor afterwards();
    }
}
