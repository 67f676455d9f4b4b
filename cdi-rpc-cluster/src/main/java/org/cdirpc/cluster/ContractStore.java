package org.cdirpc.cluster;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.cdirpc.spi.Version;

/**
 * What the nodes of a cluster know of each other's contracts: the text of every contract that is served or called, once
 * per service, version and hash, and which node calls what. Nodes that only call have no registry entry; they are known
 * from here.
 *
 * <p>What a node published or uses it keeps alive until it is closed; of a node that crashed the uses are gone within
 * 30 s and the contracts, unless others publish the same, within an hour. All that is read here others wrote: a text is
 * bounded, but nobody has compared it with its hash.
 *
 * <p>Thread-safe. Nothing here is for the way of a call, and nothing may be called from an I/O thread: unless said
 * otherwise a method blocks up to the registry's time limit, 5 s where nothing else is configured; {@link #publish} up to
 * four times as long, as at the start of a whole fleet the registry is busy with itself.
 */
public interface ContractStore extends AutoCloseable {

    /** Knows nothing and keeps nothing: for a node that has a list of endpoints in place of a registry. */
    ContractStore NONE = new NoContracts();

    /**
     * Makes contracts known; those that are known already only live longer.
     *
     * @throws RegistryException if the registry does not answer in time, or the store is closed; unless it is closed, the
     *     contracts are tried again with every beat, so that this need not be repeated
     */
    void publish(Collection<StoredContract> contracts);

    /**
     * A contract that some node published; empty if there is none, or what is there cannot be read.
     *
     * @throws RegistryException if the registry does not answer in time, or the store is closed
     */
    Optional<StoredContract> find(ServiceKey key, Version version, String hash);

    /**
     * Says what this node uses, in place of what it said before. Returns at once: others see it soon, and it is tried again
     * with every beat. After {@link #close} nothing happens.
     *
     * @throws IllegalArgumentException if the entry has more than {@link NodeUses#MAX_BYTES}
     */
    void use(NodeUses own);

    /**
     * What every live node uses, the own node included as soon as it said so, ordered by node and instance. What cannot be
     * read is left out.
     *
     * @throws RegistryException if the registry does not answer in time, or the store is closed
     */
    List<NodeUses> users();

    /**
     * Takes back what this node uses, without waiting longer than the registry's time limit, and lets its contracts run
     * out. Idempotent.
     */
    @Override
    void close();
}
