package org.cdirpc.transport.channel;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Tells the listener of one peer what happened: in order, never two at once, without a thread of its own. Events are added
 * under the peer's lock, where they are decided, and told without it: so their order is that of the decisions.
 */
final class PeerEvents {

    private final ConcurrentLinkedQueue<Runnable> events = new ConcurrentLinkedQueue<>();
    private final AtomicInteger wishes = new AtomicInteger();
    private final Peer peer;

    PeerEvents(Peer peer) {
        this.peer = peer;
    }

    /** To be told by the next {@link #tell}. */
    void add(Runnable event) {
        events.add(event);
    }

    /** Tells what was added, or leaves it to the thread that is telling something at this moment. */
    void tell() {
        if (wishes.getAndIncrement() != 0) {
            return;
        }
        int seen;
        do {
            seen = wishes.get();
            for (Runnable next = events.poll(); next != null; next = events.poll()) {
                run(next);
            }
        } while (!wishes.compareAndSet(seen, 0));
    }

    private void run(Runnable event) {
        try {
            event.run();
        } catch (RuntimeException | Error e) {
            ChannelLog.LOG.peerListenerFailed(peer.describe(), e);
        }
    }
}
