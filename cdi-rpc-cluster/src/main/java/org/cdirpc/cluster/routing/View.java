package org.cdirpc.cluster.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cdirpc.cluster.Instance;
import org.cdirpc.cluster.ServiceKey;
import org.cdirpc.cluster.Snapshot;

/**
 * What both witnesses say at one moment. Immutable; replaced whole, so that its identity tells a route whether its
 * candidates are those of now.
 *
 * @param snapshot what the registry says
 * @param departed by id, those that the registry has lost and whose channel is open
 * @param sightings by instance id, what the channels say
 */
record View(Snapshot snapshot, Map<String, Instance> departed, Map<String, Sighting> sightings) {

    Sighting sighting(String instanceId) {
        return sightings.getOrDefault(instanceId, Sighting.NONE);
    }

    boolean knows(String instanceId) {
        return snapshot.instances().containsKey(instanceId) || departed.containsKey(instanceId);
    }

    boolean hasDeparted(String instanceId) {
        return departed.containsKey(instanceId);
    }

    /** Every instance that offers the service, or may. */
    List<Instance> instancesOf(ServiceKey key) {
        List<Instance> listed = snapshot.instancesOf(key);
        if (departed.isEmpty()) {
            return listed;
        }
        List<Instance> all = new ArrayList<>(listed);
        for (Instance instance : departed.values()) {
            if (instance.pinned()
                    || instance.offers().stream().anyMatch(offer -> offer.key().equals(key))) {
                all.add(instance);
            }
        }
        return all;
    }
}
