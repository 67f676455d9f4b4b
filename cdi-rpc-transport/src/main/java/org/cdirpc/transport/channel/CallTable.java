package org.cdirpc.transport.channel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Calls by id. As ids ascend, a call's slot is nearly always free. Once one was not, there is a second and larger row of
 * slots for such calls; the map takes those that find that one held as well. Whoever takes a call out owns it, so that
 * each is ended once. Thread-safe, lock-free.
 */
final class CallTable<C extends Identified> {

    /** Few, since most channels are idle most of the time. */
    private static final int SLOTS = 512;

    private static final int MORE_SLOTS = 1 << 13;

    private final AtomicReferenceArray<@Nullable C> slots = new AtomicReferenceArray<>(SLOTS);
    private final ConcurrentHashMap<Integer, C> overflow = new ConcurrentHashMap<>(0);
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicReference<@Nullable AtomicReferenceArray<@Nullable C>> moreSlots = new AtomicReference<>();
    /** At least as many as are in {@link #moreSlots}: nearly always none, and then nobody looks there. */
    private final AtomicInteger more = new AtomicInteger();

    void put(C call) {
        count.incrementAndGet();
        int id = call.id();
        if (slots.compareAndSet(id & (SLOTS - 1), null, call)) {
            return;
        }
        more.incrementAndGet();
        if (!more().compareAndSet(id & (MORE_SLOTS - 1), null, call)) {
            more.decrementAndGet();
            overflow.put(id, call);
        }
    }

    private AtomicReferenceArray<@Nullable C> more() {
        AtomicReferenceArray<@Nullable C> second = moreSlots.get();
        if (second == null) {
            AtomicReferenceArray<@Nullable C> made = new AtomicReferenceArray<>(MORE_SLOTS);
            AtomicReferenceArray<@Nullable C> others = moreSlots.compareAndExchange(null, made);
            second = others == null ? made : others;
        }
        return second;
    }

    private @Nullable AtomicReferenceArray<@Nullable C> secondRow() {
        return more.get() == 0 ? null : moreSlots.get();
    }

    /** Removes the call and returns it, or returns null if it is not there or somebody else took it. */
    @Nullable
    C take(int id) {
        C call = take(slots, id & (SLOTS - 1), id);
        if (call == null) {
            AtomicReferenceArray<@Nullable C> second = secondRow();
            call = second == null ? null : take(second, id & (MORE_SLOTS - 1), id);
            if (call != null) {
                more.decrementAndGet();
            }
        }
        if (call == null) {
            // Not only if it is not empty: a map counts what it has a moment after it has it.
            call = overflow.remove(id);
        }
        if (call != null) {
            count.decrementAndGet();
        }
        return call;
    }

    private @Nullable C take(AtomicReferenceArray<@Nullable C> from, int slot, int id) {
        C call = from.get(slot);
        return call != null && call.id() == id && from.compareAndSet(slot, call, null) ? call : null;
    }

    @Nullable
    C get(int id) {
        C call = slots.get(id & (SLOTS - 1));
        if (call != null && call.id() == id) {
            return call;
        }
        AtomicReferenceArray<@Nullable C> second = secondRow();
        call = second == null ? null : second.get(id & (MORE_SLOTS - 1));
        return call != null && call.id() == id ? call : overflow.get(id);
    }

    int size() {
        return count.get();
    }

    /** The calls that are there and fit; one that comes or goes meanwhile may be missed or shown. */
    List<C> matching(Predicate<C> fits) {
        if (count.get() == 0) {
            return List.of();
        }
        List<C> found = new ArrayList<>(0);
        forEach(call -> {
            if (fits.test(call)) {
                found.add(call);
            }
        });
        return found;
    }

    /** Shows each call that is there; one that comes or goes meanwhile may be missed or shown. */
    void forEach(Consumer<C> action) {
        if (count.get() == 0) {
            return;
        }
        forEach(slots, action);
        AtomicReferenceArray<@Nullable C> second = secondRow();
        if (second != null) {
            forEach(second, action);
        }
        overflow.values().forEach(action);
    }

    private void forEach(AtomicReferenceArray<@Nullable C> row, Consumer<C> action) {
        for (int i = 0; i < row.length(); i++) {
            C call = row.get(i);
            if (call != null) {
                action.accept(call);
            }
        }
    }
}
