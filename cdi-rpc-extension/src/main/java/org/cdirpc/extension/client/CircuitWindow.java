package org.cdirpc.extension.client;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * How many calls of about the last ten seconds failed: a ring of slots of 2^30 ns. Lock-free; a call that is counted while
 * its slot is renewed may be lost.
 */
final class CircuitWindow {

    private static final int SHIFT = 30;
    private static final int SLOTS = 16;
    private static final int LOOKED_AT = 10;

    private static final class Slot {
        private final long number;
        private final LongAdder calls = new LongAdder();
        private final LongAdder failures = new LongAdder();

        Slot(long number) {
            this.number = number;
        }
    }

    /** What was counted. */
    record Count(long calls, long failures) {}

    private final AtomicReferenceArray<@Nullable Slot> slots = new AtomicReferenceArray<>(SLOTS);

    /** Counts a call that did not fail. */
    void succeeded(long nanos) {
        slot(nanos).calls.increment();
    }

    /** Counts a call that failed. */
    void failed(long nanos) {
        Slot slot = slot(nanos);
        slot.calls.increment();
        slot.failures.increment();
    }

    private Slot slot(long nanos) {
        long number = nanos >> SHIFT;
        int at = (int) number & SLOTS - 1;
        while (true) {
            Slot slot = slots.get(at);
            // A later one: the call began that long ago, and counts for nothing that is looked at.
            if (slot != null && slot.number - number >= 0) {
                return slot.number == number ? slot : new Slot(number);
            }
            slots.compareAndSet(at, slot, new Slot(number));
        }
    }

    /** What was counted in the ten slots up to now. */
    Count count(long nanos) {
        long newest = nanos >> SHIFT;
        long calls = 0;
        long failures = 0;
        for (int i = 0; i < SLOTS; i++) {
            Slot slot = slots.get(i);
            if (slot != null && newest - slot.number < LOOKED_AT) {
                calls += slot.calls.sum();
                failures += slot.failures.sum();
            }
        }
        return new Count(calls, failures);
    }

    /** Forgets everything. */
    void clear() {
        for (int i = 0; i < SLOTS; i++) {
            slots.set(i, null);
        }
    }
}
