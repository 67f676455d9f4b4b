/**
 * Picks the instance that gets a call, from an immutable view and without waiting: version, group, state, the witness
 * of the channels, ejections, zones, the owner of the data, then a balancer. {@link org.cdirpc.cluster.routing.Route#pick}
 * says in which order.
 */
@NullMarked
package org.cdirpc.cluster.routing;

import org.jspecify.annotations.NullMarked;
