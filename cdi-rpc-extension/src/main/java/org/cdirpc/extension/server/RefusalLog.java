package org.cdirpc.extension.server;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Says in the log that calls are refused: once a second at most, however many they are. Thread-safe. */
final class RefusalLog {

    private static final long BETWEEN_NANOS = 1_000_000_000L;

    private final LongAdder unsaid = new LongAdder();
    private final AtomicLong next;

    RefusalLog(long now) {
        this.next = new AtomicLong(now);
    }

    void refused(String why, long now) {
        unsaid.increment();
        long due = next.get();
        if (now - due >= 0 && next.compareAndSet(due, now + BETWEEN_NANOS)) {
            ServerLog.LOG.refused(unsaid.sumThenReset(), why);
        }
    }
}
