package org.cdirpc.cluster;

import java.util.ArrayDeque;
import java.util.Deque;

/** What this node told of one service in the last while. Not thread-safe. */
final class RateHistory {

    private record Told(long atNanos, long beat, long asked) {}

    private final long keptNanos;
    private final Deque<Told> told = new ArrayDeque<>();

    RateHistory(long keptNanos) {
        this.keptNanos = keptNanos;
    }

    void tell(long now, long beat, long asked) {
        told.addLast(new Told(now, beat, asked));
        // The one before the last that is old enough was in force until that one came.
        while (told.size() > 1 && isOld(second(), now)) {
            told.removeFirst();
        }
    }

    private Told second() {
        var each = told.iterator();
        each.next();
        return each.next();
    }

    private boolean isOld(Told one, long now) {
        return now - one.atNanos >= keptNanos;
    }

    /** The least that was in force in the last while; 0 if there was nothing at its beginning. */
    long least(long now) {
        Told first = told.peekFirst();
        if (first == null || !isOld(first, now)) {
            return 0;
        }
        long least = Long.MAX_VALUE;
        for (Told each : told) {
            least = Math.min(least, each.asked);
        }
        return least;
    }

    /** Whether telling began a while ago. */
    boolean isGrown(long now) {
        Told first = told.peekFirst();
        return first != null && isOld(first, now);
    }

    /** Whether what others can read is of the last while, at most. */
    boolean isRecent(long beat) {
        Told first = told.peekFirst();
        return first != null && beat >= first.beat;
    }
}
