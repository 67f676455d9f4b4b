package org.cdirpc.extension.client;

import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Leaves peers that this node does not use any more, because others were preferred to them or came back: every so often those
 * that nobody has called for a while. By the timer's thread; closing may be any.
 */
final class UnusedPeers implements AutoCloseable {

    /** Long beside what a peer is away that is restarted, so that who stood in for it is not left and dialled in turn. */
    static final long UNUSED_NANOS = TimeUnit.SECONDS.toNanos(30);

    static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Peers peers;
    private final Supplier<Set<String>> used;
    private final int most;
    private final CallTimer timer;
    private final LongSupplier nanoTime;
    private volatile boolean closed;

    /**
     * Looks for the first time after {@link #LOOK_NANOS}.
     *
     * @param used the ids of the instances to which channels are kept
     * @param most with so many peers there is nothing to do
     */
    UnusedPeers(Peers peers, Supplier<Set<String>> used, int most, CallTimer timer, LongSupplier nanoTime) {
        this.peers = peers;
        this.used = used;
        this.most = most;
        this.timer = timer;
        this.nanoTime = nanoTime;
        timer.after(LOOK_NANOS, this::look);
    }

    private void look() {
        // A timer that is closed runs what waits.
        if (closed) {
            return;
        }
        try {
            if (peers.known() > most) {
                peers.leaveAllBut(used.get(), nanoTime.getAsLong() - UNUSED_NANOS);
            }
        } catch (RuntimeException | Error fault) {
            // The timer would forget it, and with it the next look.
            ClientLog.LOG.unusedPeersNotLeft(fault);
        } finally {
            timer.after(LOOK_NANOS, this::look);
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
