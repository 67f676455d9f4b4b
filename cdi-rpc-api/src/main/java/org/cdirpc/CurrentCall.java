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
    private static final int BINDINGS = 2;

    /**
     * What a thread has. The array stays, so that binding, which happens for every call, is one look-up and one write;
     * empty, and of a class of the JDK, it keeps nothing from being unloaded.
     */
    private static final ThreadLocal<@Nullable Object @Nullable []> BOUND = new ThreadLocal<>();

    private CurrentCall() {}

    /** The call that this thread serves, or null. */
    public static @Nullable RpcContext get() {
        return (RpcContext) bound(SERVED);
    }

    /** Binds the call that this thread serves, or unbinds with null; returns what was bound before. */
    public static @Nullable RpcContext bind(@Nullable RpcContext context) {
        return (RpcContext) swap(SERVED, context);
    }

    /** The innermost scope in which this thread calls, or null. */
    public static @Nullable CallScope scope() {
        return (CallScope) bound(SCOPE);
    }

    static @Nullable CallScope bindScope(@Nullable CallScope scope) {
        return (CallScope) swap(SCOPE, scope);
    }

    private static @Nullable Object bound(int what) {
        @Nullable Object[] bindings = BOUND.get();
        return bindings == null ? null : bindings[what];
    }

    private static @Nullable Object swap(int what, @Nullable Object value) {
        @Nullable Object[] bindings = BOUND.get();
        if (bindings == null) {
            if (value == null) {
                return null;
            }
            bindings = new @Nullable Object[BINDINGS];
            BOUND.set(bindings);
        }
        Object before = bindings[what];
        bindings[what] = value;
        return before;
    }
}
