package org.cdirpc.extension.client;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.cdirpc.cluster.Instance;
import org.cdirpc.transport.channel.Answer;
import org.jspecify.annotations.Nullable;

/**
 * What the failed attempts of one call leave behind: where the time went, and which instances may be asked again and
 * when. Made with the first failure that is followed by another attempt. One thread at a time.
 */
final class Trail {

    private static final int MOST_NOTES = 8;

    private final StringBuilder notes = new StringBuilder();
    private final Map<String, Long> again = new HashMap<>(4);
    private int failed;
    private long attemptBegan;

    /** The call began then, and with it its first attempt. */
    Trail(long beganNanos) {
        attemptBegan = beganNanos;
    }

    /** Another attempt begins. */
    void began(long now) {
        attemptBegan = now;
    }

    /** The running attempt failed, and is not the last. */
    void failed(@Nullable Instance at, Answer answer, long now) {
        if (failed < MOST_NOTES) {
            notes.append(failed == 0 ? "" : "; ").append(attempt(at)).append(": ");
            notes.append(answer.code().name().toLowerCase(Locale.ROOT).replace('_', ' '));
            notes.append(" after ").append(millis(now - attemptBegan)).append(" ms");
        }
        failed++;
    }

    /** The call waits before its next attempt. */
    void waits(String why, long nanos) {
        if (failed <= MOST_NOTES) {
            notes.append("; ").append(why).append(' ').append(millis(nanos)).append(" ms");
        }
    }

    /** The instance may get this call once more, not before this time. */
    void mayRepeat(Instance at, long notBefore) {
        again.put(at.instanceId(), notBefore);
    }

    /** When the first instance may be asked again; null if none may. */
    @Nullable
    Long soonest() {
        return again.values().stream().min(Long::compare).orElse(null);
    }

    /** Those whose time has come count as not tried. */
    void releaseDue(Call call, long now) {
        again.entrySet().removeIf(entry -> {
            boolean due = entry.getValue() - now <= 0;
            if (due) {
                call.forgetTried(entry.getKey());
            }
            return due;
        });
    }

    /** All of it, and how it ended: at an instance, or between two attempts for null. */
    String told(@Nullable Instance last, String end) {
        String others = failed > MOST_NOTES ? "; " + (failed - MOST_NOTES) + " more" : "";
        return notes + others + "; " + (last == null ? "" : attempt(last) + ": ") + end;
    }

    private String attempt(@Nullable Instance at) {
        String where = at == null ? "" : " at " + at.node() + " (" + at.address() + ")";
        return ordinal(failed + 1) + " attempt" + where;
    }

    /** 1st, 2nd, 3rd, 4th, 11th, 21st. */
    static String ordinal(int n) {
        boolean teen = n % 100 / 10 == 1;
        return n + (teen || n % 10 == 0 || n % 10 > 3 ? "th" : n % 10 == 1 ? "st" : n % 10 == 2 ? "nd" : "rd");
    }

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }
}
