package org.cdirpc.cluster;

import java.util.List;
import java.util.Objects;

/**
 * One start of one node, as the registry knows it.
 *
 * @param node the node's stable name; 1 to 256 characters
 * @param instanceId random per start, or {@code host:port} where only the endpoint is known; 1 to 128 characters
 * @param host the address to dial, a name or an IP literal without brackets; 1 to 255 characters
 * @param port the port to dial, 1 to 65535
 * @param zone where it runs, at most 128 characters; empty if it has none
 * @param weight its share of calls relative to others, 1 to 1000; {@link #DEFAULT_WEIGHT} by default
 * @param state what it says of itself
 * @param epoch grows with every start of the node
 * @param offers what it serves; at most {@link #MAX_OFFERS}; one service may be there in several versions
 * @param pinned whether it comes from a list of endpoints: its offers are unknown until its channel says what fits, so
 *     that it is eligible for every service
 * @throws IllegalArgumentException if a member is out of its range
 */
public record Instance(
        String node,
        String instanceId,
        String host,
        int port,
        String zone,
        int weight,
        InstanceState state,
        long epoch,
        List<ServiceOffer> offers,
        boolean pinned) {

    /** The weight of an instance that says nothing about it. */
    public static final int DEFAULT_WEIGHT = 100;

    /** The most services one instance may offer. */
    public static final int MAX_OFFERS = 10_000;

    public Instance {
        Text.line("node name", node, 1, 256);
        Text.line("instance id", instanceId, 1, 128);
        Text.line("host", host, 1, 255);
        Text.within("port", port, 1, 65_535);
        Text.line("zone", zone, 0, 128);
        Text.within("weight", weight, 1, 1000);
        Objects.requireNonNull(state, "state");
        offers = List.copyOf(offers);
        Text.within("number of offered services", offers.size(), 0, MAX_OFFERS);
    }

    /** An endpoint of which nothing else is known: pinned, UP, of default weight, its {@code host:port} for its names. */
    public static Instance at(Endpoint endpoint) {
        String name = endpoint.toString();
        return new Instance(
                name, name, endpoint.host(), endpoint.port(), "", DEFAULT_WEIGHT, InstanceState.UP, 0, List.of(), true);
    }

    /** {@code host:port}, for people; an IPv6 address in brackets. */
    public String address() {
        return Endpoint.text(host, port);
    }

    /** This instance in another state. */
    public Instance in(InstanceState other) {
        return new Instance(node, instanceId, host, port, zone, weight, other, epoch, offers, pinned);
    }
}
