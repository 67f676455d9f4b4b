package org.cdirpc;

import org.jspecify.annotations.Nullable;

/**
 * Binds calls to threads, for the runtime that runs them: the call that a thread serves, and the scope in which it
 * calls. Applications use {@link RpcContext} and {@link CallScope}. Whoever binds restores what was bound before, in a
 * finally block, so that no pooled thread keeps a call.
 */
public final class CurrentCall {

    private static final ThreadLocal<@Nullable RpcContext> SERVED = new ThreadLocal<>();
    private static final ThreadLocal<@Nullable CallScope> SCOPE = new ThreadLocal<>();

    private CurrentCall() {}

    /** The call that this thread serves, or null. */
    public static @Nullable RpcContext get() {
        return SERVED.get();
    }

    /** Binds the call that this thread serves, or unbinds with null; returns what was bound before. */
    public static @Nullable RpcContext bind(@Nullable RpcContext context) {
        return swap(SERVED, context);
    }

    /** The innermost scope in which this thread calls, or null. */
    public static @Nullable CallScope scope() {
        return SCOPE.get();
    }

    static @Nullable CallScope bindScope(@Nullable CallScope scope) {
        return swap(SCOPE, scope);
    }

    private static <T> @Nullable T swap(ThreadLocal<@Nullable T> local, @Nullable T value) {
        T before = local.get();
        if (value == null) {
            local.remove();
        } else {
            local.set(value);
        }
        return before;
    }
}
