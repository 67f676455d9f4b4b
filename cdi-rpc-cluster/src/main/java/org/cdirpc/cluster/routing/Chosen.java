package org.cdirpc.cluster.routing;

import static org.cdirpc.cluster.routing.RoutingMessages.MESSAGES;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.cdirpc.cluster.Instance;

/**
 * The instance that gets a call. It counts as one call in flight until exactly one of {@link #succeeded}, {@link #failed}
 * and {@link #notUsed} is called, by any thread; none of them blocks. A second one changes nothing and throws
 * {@link IllegalStateException}, for it means that two parties believe they completed the call.
 *
 * @param <T> what the route's user keeps for each instance
 */
public final class Chosen<T> implements Pick<T> {

    private static final VarHandle GIVEN_BACK;

    static {
        try {
            GIVEN_BACK = MethodHandles.lookup().findVarHandle(Chosen.class, "givenBack", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Contender<T> contender;
    private final LoadTable loads;
    private final long pickedNanos;

    @SuppressWarnings("UnusedVariable") // by GIVEN_BACK
    private volatile boolean givenBack;

    Chosen(Contender<T> contender, LoadTable loads, long pickedNanos) {
        this.contender = contender;
        this.loads = loads;
        this.pickedNanos = pickedNanos;
        contender.load().started();
    }

    /** The instance to send the call to. */
    public Instance instance() {
        return contender.instance();
    }

    /** What the route's user keeps for the instance. */
    public T target() {
        return contender.target();
    }

    /** When it was picked, as given to {@link Route#pick(java.util.Set, long)}. */
    public long pickedNanos() {
        return pickedNanos;
    }

    /**
     * The instance answered, if only with the bean's exception.
     *
     * @param nanos from the pick to the answer, at least 0
     */
    public void succeeded(long nanos) {
        release();
        contender.load().observe(nanos, pickedNanos + nanos);
    }

    /**
     * The instance refused the call, did not answer, or its channel failed; it counts as at least twice as slow as
     * before.
     *
     * @param nanos from the pick to the failure, at least 0
     * @param blame what it says of the instance; all but {@link Blame#OVERLOAD} may eject it
     */
    public void failed(long nanos, Blame blame) {
        release();
        contender.load().observeFailure(nanos, pickedNanos + nanos);
    }

    /** The call was not sent, or was cancelled, and says nothing about the instance. */
    public void notUsed() {
        release();
    }

    private void release() {
        if (!GIVEN_BACK.compareAndSet(this, false, true)) {
            throw MESSAGES.givenBackTwice(contender.instance().instanceId());
        }
        loads.ended(contender.key(), contender.load());
    }

    /** The instance's id, for logs. */
    @Override
    public String toString() {
        return "chosen " + contender.instance().instanceId();
    }
}
