package org.cdirpc.cluster.routing;

import org.cdirpc.cluster.Instance;
import org.cdirpc.cluster.InstanceState;
import org.cdirpc.cluster.ServiceOffer;

/** Whether an instance of a service may get a call at all. */
enum Eligibility {
    ELIGIBLE,
    DRAINING,
    OTHER_VERSION;

    static Eligibility of(Instance instance, Requirement requirement, View view) {
        Sighting seen = view.sighting(instance.instanceId());
        if (instance.state() == InstanceState.DRAINING || seen.draining()) {
            return DRAINING;
        }
        if (!instance.pinned() && !servesVersion(instance, requirement)) {
            return OTHER_VERSION;
        }
        return ELIGIBLE;
    }

    private static boolean servesVersion(Instance instance, Requirement requirement) {
        for (ServiceOffer offer : instance.offers()) {
            if (offer.key().equals(requirement.key()) && offer.version().serves(requirement.needed())) {
                return true;
            }
        }
        return false;
    }
}
