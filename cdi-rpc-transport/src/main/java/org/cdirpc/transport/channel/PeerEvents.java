package org.cdirpc.transport.channel;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Tells the listener of one peer what happened: in order, never two at once, without a thread of its own. */
final class PeerEvents {

    private final ConcurrentLinkedQueue<Runnable> events = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Peer peer;

    PeerEvents(Peer peer) {
        this.peer = peer;
    }

    /** Tells it now, or leaves it to the thread that is telling something at this moment. */
    void tell(Runnable event) {
        events.add(event);
        if (waiting.getAndIncrement() != 0) {
            return;
        }
        do {
            Runnable next = events.remove();
            try {
                next.run();
            } catch (RuntimeException | Error e) {
                ChannelLog.LOG.peerListenerFailed(peer.describe(), e);
            }
        } while (waiting.decrementAndGet() != 0);
    }
}
