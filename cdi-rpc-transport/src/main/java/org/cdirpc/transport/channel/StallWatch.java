package org.cdirpc.transport.channel;

import java.time.Duration;

/**
 * Judges by silence, while the other side owes an answer, whether its process runs: one that is stopped, swapped out or in
 * a long collection keeps its connections, and its kernel acknowledges what is sent. A PING asks the process itself, as
 * I/O threads answer it however busy the beans are. Called by the timer thread only.
 *
 * <p>An answer is owed from the first call that is pending until something is read, also if the call was given up
 * meanwhile: callers with short timeouts would otherwise never find out. The PING leaves when something is owed and nothing
 * was read for {@code probe}; so a process that stops is noticed {@code probe + limit} after its last byte, or {@code limit}
 * after the first call that met its silence, whichever is later.
 */
final class StallWatch {

    /** What has changed, or is to be done. */
    enum Action {
        NOTHING,
        PING,
        STALLED,
        RESPONSIVE
    }

    /**
     * What counts of one tick at most. While something is owed the ticks are short: a long one means that this process did
     * not run, and what came meanwhile lies unread.
     */
    private static final long MOST_OF_TICK_NANOS = 100_000_000;

    private static final long NOT_ASKED = -1;

    private final long probeNanos;
    private final long limitNanos;
    private long silent;
    private long sinceAsked = NOT_ASKED;
    private boolean owed;
    private boolean stalled;

    StallWatch(Duration probe, Duration limit) {
        probeNanos = probe.toNanos();
        limitNanos = limit.toNanos();
    }

    /**
     * A tick.
     *
     * @param elapsed nanoseconds since the last
     * @param heard whether bytes were received since the last
     * @param pending whether calls wait for answers
     */
    Action tick(long elapsed, boolean heard, boolean pending) {
        if (heard) {
            boolean back = stalled;
            stalled = false;
            owed = pending;
            silent = 0;
            sinceAsked = NOT_ASKED;
            return back ? Action.RESPONSIVE : Action.NOTHING;
        }
        silent += elapsed;
        owed |= pending;
        if (!owed || stalled) {
            return Action.NOTHING;
        }
        if (sinceAsked == NOT_ASKED) {
            if (silent < probeNanos) {
                return Action.NOTHING;
            }
            sinceAsked = 0;
            return Action.PING;
        }
        sinceAsked += Math.min(elapsed, MOST_OF_TICK_NANOS);
        stalled = sinceAsked >= limitNanos;
        return stalled ? Action.STALLED : Action.NOTHING;
    }

    /** Whether an answer is owed, so that the next tick is wanted soon. */
    boolean watches() {
        return owed;
    }

    /** What was missing, for the message, where so many calls wait. */
    String complaint(int calls) {
        return "nothing received for " + silent / 1_000_000 + " ms, calls that wait: " + calls
                + " (expected: an answer to PING within " + limitNanos / 1_000_000 + " ms)";
    }
}
