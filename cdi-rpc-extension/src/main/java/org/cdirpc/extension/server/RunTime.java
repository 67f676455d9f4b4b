package org.cdirpc.extension.server;

/**
 * How long the calls of one method take: an exponentially weighted moving average with a weight of 1/8, and the
 * judgement whether the method is slow, with hysteresis. Slow calls are measured as well, so a method whose calls have
 * become quick comes back by itself, after some twenty quick ones at most.
 *
 * <p>A method that never ran counts as slow, with an average at the threshold: it takes six quick calls to find out that
 * it is not, and nobody waits behind one that was never seen.
 *
 * <p>Thread-safety: any thread. The updates are races on purpose: one that is lost, or a judgement that is seen late,
 * costs a few calls on the wrong thread, and an atomic update would cost every call. The fields are ints, which no
 * thread sees torn.
 */
final class RunTime {

    /** From here on a method is slow: changing the thread costs a tenth of this. */
    static final int SLOW_NANOS = 50_000;

    /** Below this a slow method is quick again. */
    static final int QUICK_NANOS = 25_000;

    private static final int WEIGHT = 8;

    /** The most that one call counts: a thread that was not scheduled for a while says nothing about its method. */
    private static final int MOST_NANOS = 4 * SLOW_NANOS;

    private static final int SAMPLED = 8;

    private int calls;
    private int average = SLOW_NANOS;
    private boolean slow = true;

    /** Whether the next of the calls that run where they are read is to be timed: the first of each {@value #SAMPLED}. */
    boolean measuresNext() {
        return (calls++ & (SAMPLED - 1)) == 0;
    }

    /** Counts a call that took this long, in nanoseconds. */
    void took(long nanos) {
        int sample = (int) Math.min(MOST_NANOS, Math.max(0, nanos));
        int now = average + (sample - average) / WEIGHT;
        average = now;
        if (slow ? now < QUICK_NANOS : now > SLOW_NANOS) {
            slow = !slow;
        }
    }

    boolean isSlow() {
        return slow;
    }

    /** The average, in nanoseconds. */
    int averageNanos() {
        return average;
    }
}
