package org.cdirpc.cluster;

import static org.cdirpc.cluster.ClusterLog.LOG;

import java.util.Map;

/** What one node knows of canary rules, and who wants to know. Thread-safe; reading is a read of one field. */
public final class CanaryTable {

    private final Map<String, CanaryRules> configured;
    private final Listeners listeners = new Listeners(LOG::canaryListenerThrew);
    private volatile Map<ServiceKey, CanaryRules> rules = Map.of();

    /**
     * Without rules of the cluster.
     *
     * @param configured those of this node, by the services' names
     */
    public CanaryTable(Map<String, CanaryRules> configured) {
        this.configured = Map.copyOf(configured);
    }

    /** As {@link Canaries#rulesOf}. */
    public CanaryRules rulesOf(ServiceKey service) {
        CanaryRules known = rules.get(service);
        return known == null ? configured.getOrDefault(service.name(), CanaryRules.NONE) : known;
    }

    /** As {@link Canaries#rules}. */
    public Map<ServiceKey, CanaryRules> rules() {
        return rules;
    }

    /** The cluster has these; tells the listeners, on this thread, if that is new. */
    public void replace(Map<ServiceKey, CanaryRules> newest) {
        synchronized (this) {
            if (rules.equals(newest)) {
                return;
            }
            rules = Map.copyOf(newest);
        }
        // Outside the lock: a listener may take locks of its own.
        listeners.tell();
    }

    /** As {@link Canaries#subscribe}. */
    public Subscription subscribe(Runnable listener) {
        return listeners.add(listener);
    }
}
