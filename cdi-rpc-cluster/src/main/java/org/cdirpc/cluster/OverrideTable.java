package org.cdirpc.cluster;

import static org.cdirpc.cluster.ClusterLog.LOG;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** What is known of overrides, and who wants to know. Thread-safe; reading is a read of one field. */
public final class OverrideTable {

    private final List<Listening> listeners = new CopyOnWriteArrayList<>();
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
        listeners.forEach(Listening::tell);
    }

    /** As {@link Overrides#subscribe}. */
    public Subscription subscribe(Runnable listener) {
        Listening listening = new Listening(listener);
        listeners.add(listening);
        return listening;
    }

    /** One subscription; a listener may have several. */
    private final class Listening implements Subscription {

        private final Runnable listener;

        private Listening(Runnable listener) {
            this.listener = listener;
        }

        private void tell() {
            try {
                listener.run();
            } catch (RuntimeException | Error e) {
                LOG.overrideListenerThrew(listener.getClass().getName(), e);
            }
        }

        @Override
        public void close() {
            listeners.remove(this);
        }
    }
}
