package org.cdirpc.cluster.routing;

import org.cdirpc.cluster.Instance;
import org.cdirpc.cluster.InstanceState;
import org.cdirpc.cluster.OverrideSet;
import org.cdirpc.cluster.ServiceOffer;
import org.cdirpc.cluster.Withdrawal;
import org.cdirpc.spi.Version;
import org.jspecify.annotations.Nullable;

/** Whether an instance of a service may get a call at all. */
enum Eligibility {
    ELIGIBLE,
    DRAINING,
    WITHDRAWN,
    OTHER_VERSION;

    static Eligibility of(Instance instance, Requirement requirement, View view) {
        Sighting seen = view.sighting(instance.instanceId());
        if (instance.state() == InstanceState.DRAINING || seen.draining()) {
            return DRAINING;
        }
        if (!instance.pinned() && served(instance, requirement) == null) {
            return OTHER_VERSION;
        }
        return withdrawal(instance, requirement, view) == null ? ELIGIBLE : WITHDRAWN;
    }

    /**
     * Why operators let it have none; null if they do. Of several versions the provider takes the newest that will do, so
     * an instance whose newest one is withdrawn is passed over: a call there would reach what is withdrawn.
     */
    static @Nullable Withdrawal withdrawal(Instance instance, Requirement requirement, View view) {
        OverrideSet overrides = view.snapshot().overrides();
        return overrides.isEmpty()
                ? null
                : overrides.withdrawal(instance, requirement.key(), served(instance, requirement));
    }

    /**
     * The version that serves the requirement there, the newest of those that will do, as the provider's side chooses too;
     * null if none will do or the instance does not say what it serves.
     */
    static @Nullable Version served(Instance instance, Requirement requirement) {
        Version newest = null;
        for (ServiceOffer offer : instance.offers()) {
            if (offer.key().equals(requirement.key())
                    && requirement.range().contains(offer.version())
                    && (newest == null || newest.compareTo(offer.version()) < 0)) {
                newest = offer.version();
            }
        }
        return newest;
    }
}
