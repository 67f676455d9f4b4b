package org.cdirpc.cluster.routing;

import java.util.List;
import org.cdirpc.spi.Balancer;

/**
 * Instances of equal preference. Immutable.
 *
 * @param <T> what the route's user keeps for each instance
 * @param members not empty
 * @param elsewhere those of other zones that share the load when the members have too much of it; empty if these are no
 *     members for the sake of their zone
 * @param all both
 * @param balancer chooses among them
 */
record Tier<T>(List<Contender<T>> members, List<Contender<T>> elsewhere, List<Contender<T>> all, Balancer balancer) {

    /** What the own zone may have in flight for each of its instances before it is compared with the others. */
    private static final double FREE = 2;

    static <T> Tier<T> of(List<Contender<T>> members, Balancer balancer) {
        return new Tier<>(members, List.of(), members, balancer);
    }

    /** The members, or all while the own zone is that much busier than the others. */
    List<Contender<T>> now(double zoneSpill) {
        return elsewhere.isEmpty() || !spills(zoneSpill) ? members : all;
    }

    private boolean spills(double zoneSpill) {
        double own = 0;
        double ownWeight = 0;
        for (int i = 0; i < members.size(); i++) {
            own += members.get(i).inFlight();
            ownWeight += members.get(i).weight();
        }
        double free = FREE * members.size();
        if (own <= free) {
            return false;
        }
        double other = 0;
        double otherWeight = 0;
        for (int i = 0; i < elsewhere.size(); i++) {
            other += elsewhere.get(i).inFlight();
            otherWeight += elsewhere.get(i).weight();
        }
        return (own - free) / ownWeight > zoneSpill * other / otherWeight;
    }
}
