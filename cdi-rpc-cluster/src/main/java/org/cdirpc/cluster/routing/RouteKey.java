package org.cdirpc.cluster.routing;

import org.jspecify.annotations.Nullable;

/**
 * What of a call's arguments decides which instance it goes to. Immutable.
 *
 * @param hash of all parts of the routing key, the same on every node; 0 where the call has none
 * @param affinity the key whose data the instance should have at hand: a String, a UUID or a number; null where it does
 *     not matter
 */
public record RouteKey(long hash, @Nullable Object affinity) {

    /** Of calls that may go anywhere. */
    public static final RouteKey NONE = new RouteKey(0, null);
}
