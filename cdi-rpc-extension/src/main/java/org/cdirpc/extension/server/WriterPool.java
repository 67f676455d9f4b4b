package org.cdirpc.extension.server;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.cdirpc.transport.cbor.CborWriter;

/**
 * A few writers that are used again and again. There are no thread-locals in it, which a thread per call would fill for
 * nothing: a thread begins to look at a place that depends on its id, and takes what nobody else took. Thread-safe and
 * lock-free; who finds nothing makes a writer, and one for which there is no place is garbage.
 */
final class WriterPool {

    private static final int PLACES = 16;
    private static final int LOOKS = 4;

    private final AtomicReferenceArray<CborWriter> places = new AtomicReferenceArray<>(PLACES);
    private final int most;

    /** A pool of writers of up to this many bytes each. */
    WriterPool(int most) {
        this.most = most;
    }

    /** An empty writer, for the caller alone. */
    CborWriter take() {
        int first = first();
        for (int i = 0; i < LOOKS; i++) {
            int place = (first + i) % PLACES;
            if (places.getPlain(place) != null) {
                CborWriter taken = places.getAndSet(place, null);
                if (taken != null) {
                    return taken;
                }
            }
        }
        return new CborWriter(most);
    }

    /** Gives a writer back whose bytes nobody needs any more. */
    void give(CborWriter writer) {
        writer.clear();
        int first = first();
        for (int i = 0; i < LOOKS; i++) {
            int place = (first + i) % PLACES;
            if (places.getPlain(place) == null && places.compareAndSet(place, null, writer)) {
                return;
            }
        }
    }

    private static int first() {
        return (int) (Thread.currentThread().getId() % PLACES);
    }
}
