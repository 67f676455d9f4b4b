/**
 * Picks the instance that gets a call, from an immutable view and without waiting: version, group, state, the witness
 * of the channels, then a balancer.
 */
@NullMarked
package org.cdirpc.cluster.routing;

import org.jspecify.annotations.NullMarked;
