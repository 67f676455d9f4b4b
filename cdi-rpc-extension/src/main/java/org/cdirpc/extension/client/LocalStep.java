package org.cdirpc.extension.client;

import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.cdirpc.transport.channel.CallListener;

/**
 * Calls an object of this node, with the caller's own arguments: blocking methods on the thread that waits where it is
 * here, everything else where user code may run. Thread-safe.
 */
final class LocalStep implements CallStep {

    private final Supplier<?> object;
    private final Retrying retrying;
    private final Executor callbacks;

    /**
     * A step instead of all others.
     *
     * @param object gives the object for each call
     */
    LocalStep(Supplier<?> object, Retrying retrying, Executor callbacks) {
        this.object = object;
        this.retrying = retrying;
        this.callbacks = callbacks;
    }

    @Override
    public void run(Call call, CallListener listener) {
        run(call, listener, call.isAwaitedHere());
    }

    /** As {@link #run(Call, CallListener)}; on this thread or on another one. */
    void run(Call call, CallListener listener, boolean here) {
        LocalCall local = new LocalCall(object, retrying, call, listener);
        if (here) {
            local.run();
        } else {
            local.limit();
            callbacks.execute(local);
        }
    }
}
