package org.cdirpc.cluster;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Small entries that all nodes of a cluster share for a while: who runs a call, and what it came to. Keys and values are
 * bytes of which a store knows nothing. An entry ends with its time and never before: a store that is full refuses new
 * ones, because an entry that was put aside for others would let a write run twice.
 *
 * <p>Every method may block, but only up to the store's time limit, 2 s; none may be called from an I/O thread.
 * Thread-safe.
 */
public interface AnswerStore extends AutoCloseable {

    /**
     * Puts an entry if there is none of that key.
     *
     * @param keep how long it stays, from 1 ms
     * @return null if it was put, else the value that is there. A value that equals the given one byte for byte was put by
     *     this very call, which the store had to repeat
     * @throws AnswerStoreException if the store is full or does not answer in time; should the entry arrive all the same,
     *     the store takes it back as soon as it can
     */
    byte @Nullable [] putIfAbsent(byte[] key, byte[] value, Duration keep);

    /**
     * Puts an entry, whatever was there; not cut short by an interrupt.
     *
     * @throws AnswerStoreException if the store does not answer in time; the entry may be there or not
     */
    void put(byte[] key, byte[] value, Duration keep);

    /**
     * The value of a key, or null if there is none.
     *
     * @throws AnswerStoreException if the store does not answer in time
     */
    byte @Nullable [] get(byte[] key);

    /**
     * Removes an entry if it still has that value; not cut short by an interrupt.
     *
     * @throws AnswerStoreException if the store does not answer in time; the entry may be there or not
     */
    void removeIf(byte[] key, byte[] value);

    /** Ends threads; the entries stay as long as the cluster. Idempotent. */
    @Override
    void close();
}
