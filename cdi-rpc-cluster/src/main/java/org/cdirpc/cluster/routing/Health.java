package org.cdirpc.cluster.routing;

import org.jspecify.annotations.Nullable;

/**
 * Whether an instance serves a service well. Of one that does all three references are null, so that an answer costs one
 * read. Decisions are made by {@link Outliers}; thread-safe where nothing else is said.
 */
final class Health {

    /** Calls wait and the last answer is some time ago; void when that is no longer the last one. */
    private record Suspicion(long answeredNanos, long sinceNanos) {}

    private volatile @Nullable Trouble trouble;
    private volatile @Nullable Ejection ejection;
    private volatile @Nullable Suspicion suspicion;

    // Guarded by Outliers.
    private int times;
    private long healthyNanos;

    @Nullable
    Trouble trouble() {
        return trouble;
    }

    void trouble(@Nullable Trouble now) {
        trouble = now;
    }

    @Nullable
    Ejection ejection() {
        return ejection;
    }

    void ejection(@Nullable Ejection now) {
        ejection = now;
    }

    /** How often it was ejected in a row; {@link Outliers} says when one is forgotten. */
    int times() {
        return times;
    }

    void times(int now) {
        times = now;
    }

    /** Since when it is not ejected, if it ever was. */
    long healthyNanos() {
        return healthyNanos;
    }

    void healthyNanos(long now) {
        healthyNanos = now;
    }

    /** Whatever is silent now is so because nobody asks. */
    void nobodyWaits() {
        if (suspicion != null) {
            suspicion = null;
        }
    }

    /** Since when there was no answer though calls wait: since it was first noticed for the present last answer. */
    long silentSince(long answeredNanos, long nowNanos) {
        Suspicion known = suspicion;
        if (known == null || known.answeredNanos != answeredNanos) {
            suspicion = new Suspicion(answeredNanos, nowNanos);
            return nowNanos;
        }
        return known.sinceNanos;
    }
}
