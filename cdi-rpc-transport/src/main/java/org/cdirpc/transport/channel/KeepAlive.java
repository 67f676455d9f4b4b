package org.cdirpc.transport.channel;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Judges by silence whether the other side lives. Times are sums of ticks, so that a freeze of this process does not
 * count as silence of the other. Called by the timer thread only.
 */
final class KeepAlive {

    /** What is to be done. */
    enum Action {
        NOTHING,
        PING,
        DEAD
    }

    private final long pingNanos;
    private final long deadNanos;
    private long silent;
    private long sincePing;
    private long stalled;
    private long lastWritten;

    KeepAlive(Duration pingInterval, Duration deadAfter) {
        pingNanos = pingInterval.toNanos();
        deadNanos = deadAfter.toNanos();
    }

    /**
     * A tick.
     *
     * @param elapsed nanoseconds since the last
     * @param heard whether bytes were received since the last, or could not be because this side does not read
     * @param written bytes the link took since its beginning
     * @param unsent whether bytes wait to be taken
     */
    Action tick(long elapsed, boolean heard, long written, boolean unsent) {
        silent = heard ? 0 : silent + elapsed;
        sincePing = heard ? 0 : sincePing + elapsed;
        stalled = unsent && written == lastWritten ? stalled + elapsed : 0;
        lastWritten = written;
        if (silent >= deadNanos || stalled >= deadNanos) {
            return Action.DEAD;
        }
        if (sincePing >= pingNanos) {
            sincePing = 0;
            return Action.PING;
        }
        return Action.NOTHING;
    }

    /** What was missing, for the message; null while nothing is. */
    @Nullable
    String complaint() {
        if (silent >= deadNanos) {
            return "nothing received for " + silent / 1_000_000 + " ms";
        }
        return stalled >= deadNanos ? "no byte taken for " + stalled / 1_000_000 + " ms" : null;
    }
}
