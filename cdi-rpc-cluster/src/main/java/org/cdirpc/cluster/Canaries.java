package org.cdirpc.cluster;

import java.util.Map;

/**
 * The canary rules of a cluster, and this node's own where the cluster has none. Thread-safe. What is read is what is known
 * now: the cluster's changes come by themselves, and reading never waits.
 */
public interface Canaries extends AutoCloseable {

    /**
     * The rules that this node follows for a service: the cluster's, else those that are configured here for the service's
     * name, else none.
     */
    CanaryRules rulesOf(ServiceKey service);

    /** The rules that the cluster has, as known now; none of them empty. Immutable. */
    Map<ServiceKey, CanaryRules> rules();

    /**
     * Sets the cluster's rules of a service, in place of those that it had. When this returns, this node follows them, and
     * the others are about to. Waits for the registry, at most as long as the registry's time limit: not for the way of a
     * call.
     *
     * @param rules empty to take the cluster's away, so that each node follows what is configured there
     * @throws RegistryException if the registry did not answer; the rules may be set all the same
     */
    void set(ServiceKey service, CanaryRules rules);

    /**
     * Tells a listener that rules may have changed, from now on. Called by whichever thread found that out, perhaps by
     * several at once; it must not block, and what it throws is logged.
     */
    Subscription subscribe(Runnable listener);

    /** Stops following the cluster, bounded in time; what was known last stays readable. Idempotent. */
    @Override
    void close();
}
