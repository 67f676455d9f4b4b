package org.cdirpc.cluster.routing;

import org.cdirpc.cluster.ServiceKey;

/**
 * The second witness besides the registry: what the channels show of instances. The transport's side reports here.
 * Thread-safe; no method blocks, so that I/O threads may call them. Reports about unknown ids are harmless.
 */
public interface Witness {

    /**
     * A channel to the instance was opened. For an endpoint of a static list, whose id outlives its process, this also
     * forgets that it drained or did not fit.
     */
    void reachable(String instanceId);

    /**
     * The channel to the instance was lost or could not be opened. An instance that the registry still lists is then used
     * last; one that the registry has lost as well is dropped.
     *
     * @param reason in a few words, such as {@code connection refused}
     */
    void unreachable(String instanceId, String reason);

    /** The instance said that it takes nothing new; final for that id. */
    void draining(String instanceId);

    /**
     * The instance does not serve this service as it is needed; final for that id and service.
     *
     * @param reason in a few words, such as {@code method place differs}
     */
    void misfit(String instanceId, ServiceKey service, String reason);
}
