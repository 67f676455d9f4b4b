package org.cdirpc.cluster;

import static org.cdirpc.cluster.ClusterLog.LOG;

import java.util.function.UnaryOperator;

/** What is known of overrides, and who wants to know. Thread-safe; reading is a read of one field. */
public final class OverrideTable {

    private final Listeners listeners = new Listeners(LOG::overrideListenerThrew);
    private volatile OverrideSet current = OverrideSet.NONE;

    /** Without any. */
    public OverrideTable() {}

    /** As {@link Overrides#current}. */
    public OverrideSet current() {
        return current;
    }

    /** These are known now; tells the listeners, on this thread, if that is new. */
    public void replace(OverrideSet newest) {
        update(before -> newest);
    }

    /** As the other one, of what they are made of; nobody else changes them meanwhile. */
    void update(UnaryOperator<OverrideSet> change) {
        synchronized (this) {
            OverrideSet newest = change.apply(current);
            if (newest.equals(current)) {
                return;
            }
            current = newest;
        }
        // Outside the lock: a listener may take locks of its own.
        listeners.tell();
    }

    /** As {@link Overrides#subscribe}. */
    public Subscription subscribe(Runnable listener) {
        return listeners.add(listener);
    }
}
