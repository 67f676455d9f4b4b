package org.cdirpc.cluster.hazelcast;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the whole registry, one reading at a time, on a thread of its own: a grid that is split or moves its partitions
 * answers a reading late, and whoever follows the registry goes on meanwhile. Begun and taken by one thread.
 */
final class Readings {

    /** One entry, or an entry's key and what is wrong with it. */
    private record Entry<T>(String key, T value) {}

    /** What the grid said, or why it did not. */
    static final class Reading {

        private final long begunNanos;
        private final List<Entry<byte[]>> entries = new ArrayList<>();
        private final List<Entry<String>> foreign = new ArrayList<>();
        private @Nullable Throwable failure;

        private Reading(long begunNanos) {
            this.begunNanos = begunNanos;
        }

        /** What is read was written before, or is what was there then. */
        long begunNanos() {
            return begunNanos;
        }

        @Nullable
        Throwable failure() {
            return failure;
        }

        /** As {@link Grid#read}. */
        void tell(BiConsumer<String, byte[]> known, BiConsumer<String, String> strange) {
            entries.forEach(entry -> known.accept(entry.key(), entry.value()));
            foreign.forEach(entry -> strange.accept(entry.key(), entry.value()));
        }
    }

    private final Grid grid;
    private final Runnable wake;
    private final LongSupplier nanoTime;
    private final GridThread thread =
            new GridThread("cdi-rpc-registry-reads", Thread.currentThread().getContextClassLoader());
    private final AtomicReference<@Nullable Reading> done = new AtomicReference<>();

    // Of who begins and takes.
    private boolean underWay;

    /**
     * @param wake called when a reading can be taken
     */
    Readings(Grid grid, Runnable wake, LongSupplier nanoTime) {
        this.grid = grid;
        this.wake = wake;
        this.nanoTime = nanoTime;
    }

    /** Whether one was begun that was not taken yet. */
    boolean underWay() {
        return underWay;
    }

    /** Begins one; there is none under way. */
    void begin() {
        thread.soon(() -> read(new Reading(nanoTime.getAsLong())));
        underWay = true;
    }

    private void read(Reading reading) {
        try {
            grid.read(
                    (key, value) -> reading.entries.add(new Entry<>(key, value)),
                    (key, reason) -> reading.foreign.add(new Entry<>(key, reason)));
        } catch (RuntimeException | Error unreachable) {
            reading.failure = unreachable;
        }
        done.set(reading);
        wake.run();
    }

    /** The one that was begun, if it has ended. */
    @Nullable
    Reading take() {
        Reading taken = done.getAndSet(null);
        underWay &= taken == null;
        return taken;
    }

    /** Ends the thread; waits for it no longer than that. */
    void close(long millis) {
        thread.close(millis);
    }
}
