package org.cdirpc.cluster;

import java.util.Collection;

/**
 * Where the providers of a cluster tell each other how much they use of the rates that they share. Each writes entries of
 * its own only, and takes them back at its end. Thread-safe; nothing here is for the way of a call.
 */
public interface SharedRates extends AutoCloseable {

    /** Begins to tell what this node uses, in place of what it told of the service before; does not wait. */
    void tell(RateUse own);

    /**
     * What everyone told last, this node too; may wait for the registry, so at most one thread should. What cannot be read
     * is left out.
     *
     * @throws RegistryException if the registry cannot be reached
     */
    Collection<RateUse> told();

    /** Takes back what this node told, without waiting longer than the registry's time limit. Idempotent. */
    @Override
    void close();
}
