package org.cdirpc.cluster;

/**
 * Where a node makes its own instance known. Every method is idempotent, thread-safe, and may block, but only up to the
 * registry's configured time limit; none may be called from an I/O thread.
 */
public interface Registry {

    /**
     * Makes the instance known, or replaces what was announced before.
     *
     * @throws RegistryException if the registry cannot be reached in time; the instance is then not announced
     */
    void announce(Instance own);

    /**
     * Says that the announced instance takes nothing new; nothing happens if none is announced.
     *
     * @throws RegistryException if the registry cannot be reached in time; it is tried again with every beat
     */
    void drain();

    /**
     * Takes the announcement back; nothing happens if none is announced.
     *
     * @throws RegistryException if the registry cannot be reached in time; others then drop the instance when its lease
     *     runs out
     */
    void withdraw();
}
