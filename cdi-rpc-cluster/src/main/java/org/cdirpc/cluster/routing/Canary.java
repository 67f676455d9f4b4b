package org.cdirpc.cluster.routing;

import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.cdirpc.cluster.CanaryRules;
import org.cdirpc.spi.Balancer;
import org.cdirpc.spi.VersionRange;

/**
 * The canary rules of one service and what is needed to follow them.
 *
 * @param balancers for the instances of each rule's versions, whose turns and rings are not those of the others
 * @param random draws the shares
 */
record Canary(CanaryRules rules, Function<VersionRange, Balancer> balancers, RandomGenerator random) {}
