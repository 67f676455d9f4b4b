package org.cdirpc.extension.client;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Lets one of many equal messages through a second, and counts the others. Thread-safe. */
final class Seldom {

    private static final long APART_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final LongSupplier nanoTime;
    private final AtomicLong next;
    private final AtomicLong withheld = new AtomicLong();

    Seldom(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.next = new AtomicLong(nanoTime.getAsLong());
    }

    /** How many were withheld since the last that was not; -1 to withhold this one too. */
    long ask() {
        long now = nanoTime.getAsLong();
        long due = next.get();
        if (now - due >= 0 && next.compareAndSet(due, now + APART_NANOS)) {
            return withheld.getAndSet(0);
        }
        withheld.incrementAndGet();
        return -1;
    }
}
