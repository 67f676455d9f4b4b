package org.cdirpc;

import org.jspecify.annotations.Nullable;

/**
 * Binds calls to threads, for the runtime that runs them: the call that a thread serves, and the scope in which it
 * calls. Applications use {@link RpcContext} and {@link CallScope}. Whoever binds restores what was bound before, in a
 * finally block, so that no pooled thread keeps a call.
 */
public final class CurrentCall {

    private static final int SERVED = 0;
    private static final int SCOPE = 1;

    /**
     * Both in one, for one look-up. It stays with the thread once something was bound; being an array of the platform's, and
     * empty whenever nothing is bound, it keeps no class of an application alive.
     */
    private static final ThreadLocal<@Nullable Object @Nullable []> BOUND = new ThreadLocal<>();

    private CurrentCall() {}

    /** Whether this thread serves a call or calls in a scope. Most do neither, and this is the cheapest way to know. */
    public static boolean isBound() {
        @Nullable Object[] bound = BOUND.get();
        return bound != null && (bound[SERVED] != null || bound[SCOPE] != null);
    }

    /** The call that this thread serves, or null. */
    public static @Nullable RpcContext get() {
        @Nullable Object[] bound = BOUND.get();
        return bound == null ? null : (RpcContext) bound[SERVED];
    }

    /** Binds the call that this thread serves, or unbinds with null; returns what was bound before. */
    public static @Nullable RpcContext bind(@Nullable RpcContext context) {
        return (RpcContext) swap(SERVED, context);
    }

    /** The innermost scope in which this thread calls, or null. */
    public static @Nullable CallScope scope() {
        @Nullable Object[] bound = BOUND.get();
        return bound == null ? null : (CallScope) bound[SCOPE];
    }

    static @Nullable CallScope bindScope(@Nullable CallScope scope) {
        return (CallScope) swap(SCOPE, scope);
    }

    private static @Nullable Object swap(int which, @Nullable Object value) {
        @Nullable Object[] bound = BOUND.get();
        if (bound == null) {
            if (value == null) {
                return null;
            }
            bound = new @Nullable Object[2];
            BOUND.set(bound);
        }
        Object before = bound[which];
        bound[which] = value;
        return before;
    }
}
