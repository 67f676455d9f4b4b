package org.cdirpc.cluster.routing;

import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.cdirpc.spi.BalancerFactory;

/**
 * How a node picks instances.
 *
 * @param ownInstanceId the node's own instance id; empty if it serves nothing
 * @param selfCalls whether the own instance may be picked
 * @param zone the node's own zone, empty if it has none; reserved: picks do not depend on it yet
 * @param defaultBalancer the name of the balancer for requirements that name none
 * @param balancers all balancers to choose from; see {@link Balancers#load}
 * @param nanoTime the time source, as {@link System#nanoTime()}
 */
public record RouterOptions(
        String ownInstanceId,
        SelfCalls selfCalls,
        String zone,
        String defaultBalancer,
        List<BalancerFactory> balancers,
        LongSupplier nanoTime) {

    public RouterOptions {
        Objects.requireNonNull(ownInstanceId, "ownInstanceId");
        Objects.requireNonNull(selfCalls, "selfCalls");
        Objects.requireNonNull(zone, "zone");
        Objects.requireNonNull(defaultBalancer, "defaultBalancer");
        balancers = List.copyOf(balancers);
        Objects.requireNonNull(nanoTime, "nanoTime");
    }

    /** Picks any node by {@code p2c}, with the balancers of this release only and the system's clock. */
    public static RouterOptions defaults() {
        return new RouterOptions("", SelfCalls.ALLOW, "", "p2c", Balancers.builtIn(), System::nanoTime);
    }
}
