package org.cdirpc.extension.server;

/**
 * Since when the pool has let nobody in. Thread-safe; a call that is let in reads one field, which only a refusal before it
 * has changed.
 */
final class Exhaustion {

    /** 0 if the last that came was let in; else nanoseconds of the clock, never 0. */
    private volatile long since;

    void refused(long now) {
        if (since == 0) {
            // Of two that come first together, the later one may win, which is as good.
            since = now == 0 ? 1 : now;
        }
    }

    void admitted() {
        if (since != 0) {
            since = 0;
        }
    }

    /** For how many nanoseconds all that came were refused; 0 if the last one was let in. */
    long nanos(long now) {
        long began = since;
        return began == 0 ? 0 : Math.max(0, now - began);
    }
}
