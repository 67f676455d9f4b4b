package org.cdirpc.cluster.routing;

/** What a route answers: an instance to send the call to, or why there is none. */
public sealed interface Pick permits Chosen, NoInstance {}
