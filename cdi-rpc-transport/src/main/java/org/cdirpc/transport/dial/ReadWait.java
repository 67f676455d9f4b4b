package org.cdirpc.transport.dial;

import java.io.IOException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Where one thread waits for its socket to become readable: a selector of the socket's own, made when first needed, so
 * that an interrupt ends the wait and leaves the socket alone. One thread waits at a time; any thread wakes and closes.
 */
final class ReadWait {

    private final SocketChannel socket;
    private volatile @Nullable Selector selector;
    /** For a wake that comes while the selector is being opened: one of the two sees the other. */
    private volatile boolean woken;

    private boolean closed;

    ReadWait(SocketChannel socket) {
        this.socket = socket;
    }

    /** Says whether something can be read; false after the time, an interrupt, {@link #wake} or {@link #close}. */
    boolean await(long nanos) {
        try {
            Selector own = selector;
            if (own == null) {
                own = open();
            }
            if (woken) {
                woken = false;
                return false;
            }
            // Rounded up, for 0 would wait for ever.
            return own != null && own.select(ReadWait::ignored, Math.max(1, (nanos + 999_999) / 1_000_000)) > 0;
        } catch (IOException | ClosedSelectorException e) {
            // Closed, or no descriptor left; whoever waits in a loop must not spin.
            DialLog.LOG.tracef("no waiting for %s: %s", socket, e);
            LockSupport.parkNanos(this, 1_000_000);
            return false;
        }
    }

    private static void ignored(SelectionKey key) {}

    private synchronized @Nullable Selector open() throws IOException {
        if (closed) {
            return null;
        }
        Selector opened = Selector.open();
        try {
            socket.register(opened, SelectionKey.OP_READ);
        } catch (IOException e) {
            opened.close();
            throw e;
        }
        selector = opened;
        return opened;
    }

    void wake() {
        woken = true;
        Selector own = selector;
        if (own != null) {
            own.wakeup();
        }
    }

    synchronized void close() {
        closed = true;
        Selector own = selector;
        if (own != null) {
            try {
                own.close();
            } catch (IOException e) {
                DialLog.LOG.tracef("selector of %s: %s", socket, e);
            }
        }
    }
}
