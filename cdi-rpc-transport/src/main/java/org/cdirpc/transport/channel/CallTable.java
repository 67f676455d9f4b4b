package org.cdirpc.transport.channel;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Calls by id. As ids ascend, a call's slot is nearly always free: the map takes those that find theirs held by a
 * long-running one. Whoever takes a call out owns it, so that each is ended once. Thread-safe, lock-free.
 */
final class CallTable<C extends Identified> {

    private static final int SLOTS = 512;

    private final AtomicReferenceArray<@Nullable C> slots = new AtomicReferenceArray<>(SLOTS);
    private final ConcurrentHashMap<Integer, C> overflow = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();

    void put(C call) {
        count.incrementAndGet();
        if (!slots.compareAndSet(call.id() & (SLOTS - 1), null, call)) {
            overflow.put(call.id(), call);
        }
    }

    /** Removes the call and returns it, or returns null if it is not there or somebody else took it. */
    @Nullable
    C take(int id) {
        int slot = id & (SLOTS - 1);
        C call = slots.get(slot);
        if (call != null && call.id() == id) {
            if (!slots.compareAndSet(slot, call, null)) {
                return null;
            }
        } else {
            call = overflow.isEmpty() ? null : overflow.remove(id);
        }
        if (call != null) {
            count.decrementAndGet();
        }
        return call;
    }

    @Nullable
    C get(int id) {
        C call = slots.get(id & (SLOTS - 1));
        return call != null && call.id() == id ? call : overflow.get(id);
    }

    int size() {
        return count.get();
    }

    /** Shows each call that is there; one that comes or goes meanwhile may be missed or shown. */
    void forEach(Consumer<C> action) {
        if (count.get() == 0) {
            return;
        }
        for (int i = 0; i < SLOTS; i++) {
            C call = slots.get(i);
            if (call != null) {
                action.accept(call);
            }
        }
        overflow.values().forEach(action);
    }
}
