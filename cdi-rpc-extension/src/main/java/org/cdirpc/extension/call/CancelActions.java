package org.cdirpc.extension.call;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.cdirpc.RpcContext;

/** What is to be done when one call is cancelled; {@link #run} does it, once. Thread-safe and lock-free. */
public final class CancelActions implements Runnable {

    /** The most actions that wait at a time. */
    public static final int MOST = 10_000;

    private final Set<Action> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean cancelled;

    /** None yet. */
    public CancelActions() {}

    /**
     * Adds an action, which is done at once if the call is cancelled already.
     *
     * @throws IllegalStateException if there are {@link #MOST} already
     */
    public RpcContext.Registration add(Runnable action) {
        Action added = new Action(action);
        if (waiting.size() >= MOST) {
            throw new IllegalStateException(CallMessages.TEXT.tooManyCancelActions(MOST));
        }
        waiting.add(added);
        if (cancelled) {
            // After it was added: this or run() finds it, and one of them removes it.
            added.runOnce();
        }
        return added;
    }

    /** The call is cancelled. What an action throws stays with it. */
    @Override
    public void run() {
        cancelled = true;
        waiting.forEach(Action::runOnce);
    }

    /** How many wait. */
    public int waiting() {
        return waiting.size();
    }

    private final class Action implements RpcContext.Registration {

        private final Runnable action;

        Action(Runnable action) {
            this.action = action;
        }

        void runOnce() {
            if (waiting.remove(this)) {
                try {
                    action.run();
                } catch (RuntimeException | Error failed) {
                    CallLog.LOG.cancelActionFailed(failed);
                }
            }
        }

        @Override
        public void close() {
            waiting.remove(this);
        }
    }
}
