package org.cdirpc.cluster.routing;

import static org.cdirpc.cluster.routing.RoutingMessages.MESSAGES;

import java.util.concurrent.atomic.AtomicBoolean;
import org.cdirpc.cluster.Instance;

/**
 * The instance that gets a call. It counts as one call in flight until exactly one of {@link #succeeded}, {@link #failed}
 * and {@link #notUsed} is called, by any thread; none of them blocks. A second one changes nothing and throws
 * {@link IllegalStateException}, for it means that two parties believe they completed the call.
 */
public final class Chosen implements Pick {

    private final Contender contender;
    private final LoadTable loads;
    private final AtomicBoolean givenBack = new AtomicBoolean();

    Chosen(Contender contender, LoadTable loads) {
        this.contender = contender;
        this.loads = loads;
        contender.load().started();
    }

    /** The instance to send the call to. */
    public Instance instance() {
        return contender.instance();
    }

    /**
     * The instance answered, if only with the bean's exception.
     *
     * @param nanos from sending to answer, at least 0
     */
    public void succeeded(long nanos) {
        release();
        contender.load().observe(nanos);
    }

    /**
     * The instance refused the call, did not answer, or its channel failed; it counts as at least twice as slow as
     * before.
     *
     * @param nanos from sending, or from trying to, to the failure, at least 0
     */
    public void failed(long nanos) {
        release();
        contender.load().observeFailure(nanos);
    }

    /** The call was not sent, or was cancelled, and says nothing about the instance. */
    public void notUsed() {
        release();
    }

    private void release() {
        if (!givenBack.compareAndSet(false, true)) {
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
