package org.cdirpc.cluster.routing;

import java.util.HashMap;
import java.util.Map;
import org.cdirpc.cluster.ServiceKey;

/**
 * What the channel to an instance has shown. Immutable.
 *
 * @param link what became of the last attempt to reach it
 * @param reason why it is unreachable, else empty
 * @param sinceNanos when the link came to be so
 * @param draining whether it said that it takes nothing new
 * @param misfits the services that do not fit, with the reason
 */
record Sighting(Link link, String reason, long sinceNanos, boolean draining, Map<ServiceKey, String> misfits) {

    enum Link {
        UNKNOWN,
        REACHABLE,
        UNREACHABLE
    }

    static final Sighting NONE = new Sighting(Link.UNKNOWN, "", 0, false, Map.of());

    Sighting linked(Link now, String why, long nowNanos) {
        return new Sighting(now, why, link == now ? sinceNanos : nowNanos, draining, misfits);
    }

    Sighting drained() {
        return new Sighting(link, reason, sinceNanos, true, misfits);
    }

    Sighting without(ServiceKey service, String why) {
        Map<ServiceKey, String> more = new HashMap<>(misfits);
        more.put(service, why);
        return new Sighting(link, reason, sinceNanos, draining, Map.copyOf(more));
    }

    /** As at the start of a channel: for an endpoint whose id outlives its process. */
    Sighting forgiven() {
        return new Sighting(link, reason, sinceNanos, false, Map.of());
    }

    /** Whether it holds something that is final for the instance id. */
    boolean isFinal() {
        return draining || !misfits.isEmpty();
    }
}
