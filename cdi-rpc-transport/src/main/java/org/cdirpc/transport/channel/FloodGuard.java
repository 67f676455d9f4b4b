package org.cdirpc.transport.channel;

import java.util.concurrent.atomic.AtomicInteger;
import org.cdirpc.transport.frame.GoAway;
import org.cdirpc.transport.frame.ProtocolViolation;

/**
 * Bounds work that a peer can cause without wanting answers (HTTP/2 CVE-2023-44487, CVE-2025-8671, CVE-2019-9515). A
 * window above a limit is a strike; the second strike closes the channel. Fair peers stay far below: a keep-alive PING
 * each ten seconds, a BIND per contract, CANCELs fewer than answered calls. Called in the channel's turn only,
 * except for {@link #worked()}.
 */
final class FloodGuard {

    static final int WINDOW_SECONDS = 30;
    static final int CANCELS_AHEAD = 200;
    static final int PINGS = 600;
    static final int BINDS = 2_000;

    private static final int STRIKES = 2;

    private final AtomicInteger worked = new AtomicInteger();
    private boolean started;
    private long windowStart;
    private int cancels;
    private int pings;
    private int binds;
    private int strikes;

    /** A call was answered that nobody had cancelled; any thread. */
    void worked() {
        worked.incrementAndGet();
    }

    void cancel(long now) throws ProtocolViolation {
        roll(now);
        if (++cancels - worked.get() > CANCELS_AHEAD) {
            strike("CANCEL of calls that had time left", cancels, CANCELS_AHEAD + " more than calls answered");
        }
    }

    void ping(long now) throws ProtocolViolation {
        roll(now);
        if (++pings > PINGS) {
            strike("PING or PONG", pings, "at most " + PINGS);
        }
    }

    void bind(long now) throws ProtocolViolation {
        roll(now);
        if (++binds > BINDS) {
            strike("BIND", binds, "at most " + BINDS);
        }
    }

    private void strike(String what, int count, String expected) throws ProtocolViolation {
        if (++strikes >= STRIKES) {
            throw new ProtocolViolation(
                    GoAway.FLOOD,
                    what + ": " + count + " within " + WINDOW_SECONDS + " s, for the second time (expected: " + expected
                            + ")");
        }
        reset();
    }

    private void roll(long now) {
        if (!started || now - windowStart > WINDOW_SECONDS * 1_000_000_000L) {
            started = true;
            windowStart = now;
            reset();
        }
    }

    private void reset() {
        cancels = 0;
        pings = 0;
        binds = 0;
        worked.set(0);
    }
}
