package org.cdirpc.cluster.routing;

/**
 * What the channel to an instance has shown. Immutable.
 *
 * @param link what became of the last attempt to reach it
 * @param reason why it is unreachable or stalled, else empty
 * @param sinceNanos when the link came to be so
 * @param draining whether it said that it takes nothing new
 */
record Sighting(Link link, String reason, long sinceNanos, boolean draining) {

    enum Link {
        UNKNOWN,
        /** New, and a channel will be opened soon; who needs one sooner opens it. */
        JOINING,
        REACHABLE,
        /** The channel is open, calls wait, and nothing comes. */
        STALLED,
        UNREACHABLE
    }

    static final Sighting NONE = new Sighting(Link.UNKNOWN, "", 0, false);

    Sighting linked(Link now, String why, long nowNanos) {
        return new Sighting(now, why, link == now ? sinceNanos : nowNanos, draining);
    }

    Sighting drained() {
        return new Sighting(link, reason, sinceNanos, true);
    }

    /** As at the start of a channel: for an endpoint whose id outlives its process. */
    Sighting forgiven() {
        return new Sighting(link, reason, sinceNanos, false);
    }
}
