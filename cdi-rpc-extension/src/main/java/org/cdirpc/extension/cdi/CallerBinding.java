package org.cdirpc.extension.cdi;

import java.util.Optional;
import org.cdirpc.CallScope;
import org.cdirpc.CurrentCall;
import org.cdirpc.RpcContext;
import org.jspecify.annotations.Nullable;

/**
 * What the thread that calls had bound, for the thread that an interceptor takes the call to: the deadline of the call
 * that it serves, and its scope's time limit and attachments as they were. Thread-safe.
 */
final class CallerBinding {

    private static final CallerBinding NONE = new CallerBinding(null, null);

    private final @Nullable Thread thread;
    private final @Nullable RpcContext served;
    private final @Nullable CallScope scope;
    private final @Nullable CallScope copy;

    private CallerBinding(@Nullable RpcContext served, @Nullable CallScope scope) {
        this.thread = served == null && scope == null ? null : Thread.currentThread();
        this.served = served;
        this.scope = scope;
        this.copy = scope == null ? null : copyOf(scope);
    }

    /** Of the calling thread; costs nothing where nothing is bound. */
    static CallerBinding ofThisThread() {
        return CurrentCall.isBound() ? new CallerBinding(CurrentCall.get(), CurrentCall.scope()) : NONE;
    }

    /** Who made the scope may go on with it while another thread makes the call. */
    private static CallScope copyOf(CallScope scope) {
        CallScope copy = scope.timeout().map(CallScope::withTimeout).orElseGet(CallScope::create);
        scope.attachments().forEach(copy::attach);
        return copy;
    }

    /** Makes the call on any thread as on the caller's. */
    @Nullable
    Object run(RemoteCall call) throws Exception {
        if (thread == null || thread == Thread.currentThread()) {
            return call.run();
        }
        RpcContext before = CurrentCall.bind(served);
        try {
            return scope == null || copy == null ? call.run() : inScope(scope, copy, call);
        } finally {
            CurrentCall.bind(before);
        }
    }

    private static @Nullable Object inScope(CallScope scope, CallScope copy, RemoteCall call) throws Exception {
        try {
            return copy.call(() -> Optional.ofNullable(call.run())).orElse(null);
        } finally {
            copy.lastCall().ifPresent(scope::began);
        }
    }
}
