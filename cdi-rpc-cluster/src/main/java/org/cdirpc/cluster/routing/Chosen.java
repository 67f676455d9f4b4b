package org.cdirpc.cluster.routing;

import static org.cdirpc.cluster.routing.RoutingMessages.MESSAGES;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.cdirpc.cluster.Instance;

/**
 * The instance that gets a call. It counts as one call in flight until exactly one of {@link #succeeded}, {@link #failed},
 * {@link #givenUp} and {@link #notUsed} is called, by any thread; none of them blocks. A second one changes nothing and throws
 * {@link IllegalStateException}, for it means that two parties believe they completed the call.
 *
 * @param <T> what the route's user keeps for each instance
 */
public final class Chosen<T> implements Pick<T> {

    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(Chosen.class, "state", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final int TRIAL = 1;
    private static final int GIVEN_BACK = 2;

    private final Contender<T> contender;
    private final Route<T> route;
    private final long pickedNanos;
    private volatile int state;

    /**
     * A call in flight from now on.
     *
     * @param trial whether it tries an ejected instance
     */
    Chosen(Contender<T> contender, Route<T> route, long pickedNanos, boolean trial) {
        this.contender = contender;
        this.route = route;
        this.pickedNanos = pickedNanos;
        if (trial) {
            // Nobody else has it yet.
            STATE.set(this, TRIAL);
        }
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
        boolean trial = release();
        Load load = contender.load();
        long now = pickedNanos + nanos;
        if (trial) {
            route.outliers().passed(contender, nanos, now);
            return;
        }
        load.observe(nanos, now);
        Trouble trouble = load.health().trouble();
        if (trouble != null) {
            route.outliers().succeeded(load.health(), trouble, now);
        }
    }

    /**
     * The instance refused the call, did not answer, or its channel failed; it counts as at least twice as slow as
     * before.
     *
     * @param nanos from the pick to the failure, at least 0
     * @param blame what it says of the instance; all but {@link Blame#OVERLOAD} may eject it
     */
    public void failed(long nanos, Blame blame) {
        boolean trial = release();
        long now = pickedNanos + nanos;
        if (blame != Blame.OVERLOAD) {
            if (trial) {
                route.outliers().failedTrial(contender, blame, now);
            } else {
                route.outliers().failed(contender, route.current(), blame, now);
            }
        } else if (trial) {
            route.outliers().untold(contender, now);
        }
        contender.load().observeFailure(nanos, now);
    }

    /** The call was not sent, or was cancelled, and says nothing about the instance. */
    public void notUsed() {
        if (release()) {
            route.outliers().untold(contender, route.now());
        }
    }

    /**
     * The call was given up before it was answered, which says nothing against the instance but that it takes longer.
     *
     * @param nanos from the pick until then, at least 0
     */
    public void givenUp(long nanos) {
        long now = pickedNanos + nanos;
        if (release()) {
            route.outliers().untold(contender, now);
        }
        contender.load().observeAtLeast(nanos, now);
    }

    /** Whether it was a trial. */
    private boolean release() {
        int before = state;
        if (before == GIVEN_BACK || !STATE.compareAndSet(this, before, GIVEN_BACK)) {
            throw MESSAGES.givenBackTwice(contender.instance().instanceId());
        }
        route.loads().ended(contender.key(), contender.load());
        return before == TRIAL;
    }

    /** The instance's id, for logs. */
    @Override
    public String toString() {
        return "chosen " + contender.instance().instanceId();
    }
}
