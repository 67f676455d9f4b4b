package org.cdirpc.cluster;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Who wants to know of changes. One that throws does not keep the others from being told. Thread-safe; whoever tells must
 * hold no lock, since a listener may take locks of its own.
 */
final class Listeners {

    /** Says that a listener threw. */
    interface Complaint {
        void threw(String listener, Throwable cause);
    }

    private final Complaint complaint;
    private final List<Listening> all = new CopyOnWriteArrayList<>();

    Listeners(Complaint complaint) {
        this.complaint = complaint;
    }

    /** One subscription; a listener may have several. */
    Subscription add(Runnable listener) {
        Listening listening = new Listening(listener);
        all.add(listening);
        return listening;
    }

    /** Tells them all, on this thread. */
    void tell() {
        all.forEach(Listening::tell);
    }

    private final class Listening implements Subscription {

        private final Runnable listener;

        private Listening(Runnable listener) {
            this.listener = listener;
        }

        private void tell() {
            try {
                listener.run();
            } catch (RuntimeException | Error e) {
                complaint.threw(listener.getClass().getName(), e);
            }
        }

        @Override
        public void close() {
            all.remove(this);
        }
    }
}
