package org.cdirpc.transport.channel;

import java.util.random.RandomGenerator;

/**
 * When one peer is dialled again. A call, or a peer that was called within the last minute, follows the backoff; one that
 * nobody calls is still dialled each 15 to 30 s, for as long as the cluster lists it somebody must see whether it is back.
 * Guarded by its peer.
 */
final class Redial {

    private static final long UNUSED_NANOS = 60_000_000_000L;
    private static final long QUIET_NANOS = 30_000_000_000L;

    /**
     * An instance that said that it stops has all its channels end at one moment, and refuses whoever comes back at once while
     * it ends what runs.
     */
    static final long DRAINED_NANOS = 2_000_000_000L;

    private final Backoff backoff;
    private final RandomGenerator random;
    private long nextForCalls;
    private long nextUnused;
    /** Whether it said that it stops, and has not been reached since. */
    private boolean gone;

    Redial(ChannelSettings settings, RandomGenerator random) {
        this.backoff = new Backoff(settings.backoffFirst(), settings.backoffMost(), random);
        this.random = random;
    }

    /** A dial failed, or a channel was lost. */
    void failed(long now) {
        nextForCalls = now + backoff.next(gone ? DRAINED_NANOS : 0);
        nextUnused = now + QUIET_NANOS / 2 + random.nextLong(QUIET_NANOS / 2);
    }

    /** The channel to an instance that drains has ended: it is not there, and its consumers are not to come back together. */
    void drained(long now) {
        gone = true;
        failed(now);
    }

    void succeeded() {
        gone = false;
        backoff.reset();
    }

    /** Whether a call may have it dialled. */
    boolean dueForCalls(long now) {
        return now - nextForCalls >= 0;
    }

    /** Whether it is dialled without a call. */
    boolean due(long now, long lastUsed) {
        return dueForCalls(now) && (soon(now, lastUsed) || now - nextUnused >= 0);
    }

    /** Whether the next dial should not wait for a slow tick. */
    boolean soon(long now, long lastUsed) {
        return now - lastUsed < UNUSED_NANOS;
    }

    /** Until {@link #dueForCalls}, rounded up. */
    long millisLeft(long now) {
        return (nextForCalls - now) / 1_000_000 + 1;
    }
}
