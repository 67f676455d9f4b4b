package org.cdirpc.extension.client;

import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.cdirpc.extension.call.InterceptorChain;
import org.cdirpc.transport.channel.CallListener;

/**
 * Takes each attempt through the interceptors that stand around attempts, when its instance is chosen. Not there for
 * contracts without any.
 */
final class AttemptStep implements RouteStep.Send<RouteStep.Attempt> {

    private final Class<?> contract;
    private final RouteStep.Send<CallListener> next;
    private final InterceptorChain interceptors;
    private final Results results;
    private final Executor callbacks;
    private final CallTimer timer;
    private final BooleanSupplier onIoThread;

    /**
     * A step in front of the sending.
     *
     * @param callbacks runs interceptors that may wait, where the present thread must not
     * @param timer keeps the deadline while only an interceptor could end an attempt
     */
    AttemptStep(
            Class<?> contract,
            RouteStep.Send<CallListener> next,
            InterceptorChain interceptors,
            Results results,
            Executor callbacks,
            CallTimer timer,
            BooleanSupplier onIoThread) {
        this.contract = contract;
        this.next = next;
        this.interceptors = interceptors;
        this.results = results;
        this.callbacks = callbacks;
        this.timer = timer;
        this.onIoThread = onIoThread;
    }

    @Override
    public void run(Call call, Peers.Destination destination, long pickedNanos, RouteStep.Attempt picked) {
        InterceptedAttempt attempt = new InterceptedAttempt(this, call, destination, picked);
        // Only the first one begins on the calling thread; the few that make further attempts have others to make.
        boolean elsewhere = interceptors.mayBlock() && (attempt.attempt() > 1 || onIoThread.getAsBoolean());
        if (elsewhere) {
            callbacks.execute(attempt::begin);
        } else {
            attempt.begin();
        }
    }

    Class<?> contract() {
        return contract;
    }

    CallTimer timer() {
        return timer;
    }

    RouteStep.Send<CallListener> next() {
        return next;
    }

    InterceptorChain interceptors() {
        return interceptors;
    }

    Results results() {
        return results;
    }

    Executor callbacks() {
        return callbacks;
    }
}
