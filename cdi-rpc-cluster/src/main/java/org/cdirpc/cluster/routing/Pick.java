package org.cdirpc.cluster.routing;

/**
 * What a route answers: an instance to send the call to, or why there is none.
 *
 * @param <T> what the route's user keeps for each instance
 */
public sealed interface Pick<T> permits Chosen, NoInstance {}
