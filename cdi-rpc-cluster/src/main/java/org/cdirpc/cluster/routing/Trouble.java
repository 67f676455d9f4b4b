package org.cdirpc.cluster.routing;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The recent failures of an instance that has any: those in a row, and the failed share of two rotating half windows. It
 * begins with a failure and ends when a whole window had none. Thread-safe.
 */
final class Trouble {

    private final OutlierSettings settings;
    private final long halfNanos;
    private final int[] row = new int[Blame.values().length];
    private long turnedNanos;
    private int calls;
    private int failed;
    private int callsBefore;
    private int failedBefore;

    Trouble(OutlierSettings settings, long nowNanos) {
        this.settings = settings;
        halfNanos = settings.window().toNanos() / 2;
        turnedNanos = nowNanos;
    }

    /** Counts a success; whether the trouble is over with it. */
    synchronized boolean succeeded(long nowNanos) {
        turn(nowNanos);
        calls++;
        Arrays.fill(row, 0);
        return failed + failedBefore == 0;
    }

    /** Counts a failure; why the instance should be ejected, or null if it should not be. */
    synchronized @Nullable String failed(Blame blame, long nowNanos) {
        turn(nowNanos);
        calls++;
        failed++;
        row[blame.ordinal()]++;
        if (inARow() >= settings.consecutiveFailures()) {
            return describeRow();
        }
        int all = calls + callsBefore;
        int bad = failed + failedBefore;
        if (all >= settings.minimumCalls() && 100L * bad >= (long) settings.failurePercent() * all) {
            return bad + " of " + all + " calls failed within "
                    + TimeUnit.NANOSECONDS.toSeconds(settings.window().toNanos()) + " s";
        }
        return null;
    }

    private int inARow() {
        int sum = 0;
        for (int count : row) {
            sum += count;
        }
        return sum;
    }

    private String describeRow() {
        int sum = inARow();
        if (row[Blame.TIMEOUT.ordinal()] == sum) {
            return counted(sum, "timeout");
        }
        if (row[Blame.CONNECTION.ordinal()] == sum) {
            return counted(sum, "connection failure");
        }
        return row[Blame.ERROR.ordinal()] == sum ? counted(sum, "error") : counted(sum, "failure");
    }

    /** So many of a thing. */
    static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private void turn(long nowNanos) {
        long age = nowNanos - turnedNanos;
        if (age < halfNanos) {
            return;
        }
        callsBefore = age < 2 * halfNanos ? calls : 0;
        failedBefore = age < 2 * halfNanos ? failed : 0;
        calls = 0;
        failed = 0;
        turnedNanos = nowNanos;
    }
}
