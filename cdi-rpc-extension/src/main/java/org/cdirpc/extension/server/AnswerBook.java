package org.cdirpc.extension.server;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where all nodes of a cluster look up what became of a call. Every method but {@link #isAlive} may wait, up to 2 s, and is
 * called on threads that may. Thread-safe.
 */
public interface AnswerBook {

    /**
     * Puts an entry if there is none of that key.
     *
     * @return null if it was put, else what is there; the given value itself where it was put after all
     * @throws AnswersUnavailableException if it was not put
     */
    byte @Nullable [] putIfAbsent(byte[] key, byte[] value, Duration keep);

    /**
     * Puts an entry, whatever was there; not cut short by an interrupt.
     *
     * @throws AnswersUnavailableException if it is not known whether it was put
     */
    void put(byte[] key, byte[] value, Duration keep);

    /**
     * What is there, or null.
     *
     * @throws AnswersUnavailableException if it cannot be looked up
     */
    byte @Nullable [] get(byte[] key);

    /**
     * Removes an entry if it still has that value; not cut short by an interrupt.
     *
     * @throws AnswersUnavailableException if it is not known whether it was removed
     */
    void removeIf(byte[] key, byte[] value);

    /** Whether an instance of another node may still be running what it claimed; never waits. */
    boolean isAlive(Claimant claimant);

    /**
     * Who runs a call.
     *
     * @param node its node's stable name
     * @param instance the random id of that start of the node
     * @param epoch grows with every start of the node
     */
    record Claimant(String node, String instance, long epoch) {}
}
