package org.cdirpc.cluster.routing;

import static org.cdirpc.cluster.routing.RoutingMessages.MESSAGES;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.cdirpc.cluster.Affinity;
import org.cdirpc.cluster.Canaries;
import org.cdirpc.cluster.LocalCluster;
import org.cdirpc.spi.BalancerFactory;

/**
 * How a node picks instances.
 *
 * @param ownInstanceId the node's own instance id; empty if it serves nothing
 * @param selfCalls whether the own instance may be picked
 * @param zone the node's own zone, empty if it has none. Instances of the same zone are preferred while there is a
 *     healthy one and they are not much busier than the others: until the calls in flight from here, per weight, are more
 *     than {@code zoneSpill} times those at the other zones' instances, and two for each instance besides. From then on
 *     the balancer chooses among all, as in zone-aware routing of Envoy, but by what is seen from here
 * @param zoneSpill how much busier the own zone may be, 1 or more; infinite if calls leave it only when nobody is left
 *     in it; 2 by default
 * @param defaultBalancer the name of the balancer for requirements that name none
 * @param balancers all balancers to choose from; see {@link Balancers#load}
 * @param warmUp for how long an instance that was first seen here gets fewer calls, growing from a tenth of its share to
 *     all of it; at most a day, 0 for not at all. Those that are there at the beginning count as warm; 60 s by default
 * @param outliers when instances are ejected
 * @param outlierListener told of every ejection and return, by the thread that noticed, outside of locks; it must not
 *     block, and what it throws is logged
 * @param affinity knows where the data of routing keys lives
 * @param canaries the canary rules to follow
 * @param subset how many instances of a service are used at most; all by default
 * @param nanoTime the time source, as {@link System#nanoTime()}
 */
public record RouterOptions(
        String ownInstanceId,
        SelfCalls selfCalls,
        String zone,
        double zoneSpill,
        String defaultBalancer,
        List<BalancerFactory> balancers,
        Duration warmUp,
        OutlierSettings outliers,
        Consumer<? super OutlierChange> outlierListener,
        Affinity affinity,
        Canaries canaries,
        Subset subset,
        LongSupplier nanoTime) {

    private static final double DEFAULT_SPILL = 2;
    private static final Duration DEFAULT_WARM_UP = Duration.ofSeconds(60);
    private static final Duration MOST_WARM_UP = Duration.ofDays(1);

    public RouterOptions {
        Objects.requireNonNull(ownInstanceId, "ownInstanceId");
        Objects.requireNonNull(selfCalls, "selfCalls");
        Objects.requireNonNull(zone, "zone");
        if (!(zoneSpill >= 1)) {
            throw MESSAGES.zoneSpill(zoneSpill);
        }
        Objects.requireNonNull(defaultBalancer, "defaultBalancer");
        balancers = List.copyOf(balancers);
        if (warmUp.isNegative() || warmUp.compareTo(MOST_WARM_UP) > 0) {
            throw MESSAGES.warmUp(warmUp.toString());
        }
        Objects.requireNonNull(outliers, "outliers");
        Objects.requireNonNull(outlierListener, "outlierListener");
        Objects.requireNonNull(affinity, "affinity");
        Objects.requireNonNull(canaries, "canaries");
        Objects.requireNonNull(subset, "subset");
        Objects.requireNonNull(nanoTime, "nanoTime");
    }

    /** With the defaults for everything else. */
    public RouterOptions(
            String ownInstanceId,
            SelfCalls selfCalls,
            String zone,
            String defaultBalancer,
            List<BalancerFactory> balancers,
            LongSupplier nanoTime) {
        this(
                ownInstanceId,
                selfCalls,
                zone,
                DEFAULT_SPILL,
                defaultBalancer,
                balancers,
                DEFAULT_WARM_UP,
                OutlierSettings.defaults(),
                change -> {},
                Affinity.NONE,
                new LocalCluster().canaries(Map.of()),
                Subset.ALL,
                nanoTime);
    }

    /** Picks any node by {@code p2c}, with the balancers of this release only and the system's clock. */
    public static RouterOptions defaults() {
        return new RouterOptions("", SelfCalls.ALLOW, "", "p2c", Balancers.builtIn(), System::nanoTime);
    }

    /** These with another warm-up. */
    public RouterOptions withWarmUp(Duration other) {
        return with(zoneSpill, balancers, other, outliers, outlierListener, affinity, canaries, subset);
    }

    /** These with another limit of how much busier the own zone may be. */
    public RouterOptions withZoneSpill(double other) {
        return with(other, balancers, warmUp, outliers, outlierListener, affinity, canaries, subset);
    }

    /** These with other rules of ejection. */
    public RouterOptions withOutliers(OutlierSettings other) {
        return with(zoneSpill, balancers, warmUp, other, outlierListener, affinity, canaries, subset);
    }

    /** These with another listener. */
    public RouterOptions withOutlierListener(Consumer<? super OutlierChange> other) {
        return with(zoneSpill, balancers, warmUp, outliers, other, affinity, canaries, subset);
    }

    /** These with another knowledge of where data lives. */
    public RouterOptions withAffinity(Affinity other) {
        return with(zoneSpill, balancers, warmUp, outliers, outlierListener, other, canaries, subset);
    }

    /** These with canary rules to follow; whoever gives them closes them. */
    public RouterOptions withCanaries(Canaries other) {
        return with(zoneSpill, balancers, warmUp, outliers, outlierListener, affinity, other, subset);
    }

    /** These with a limit of how many instances are used. */
    public RouterOptions withSubset(Subset other) {
        return with(zoneSpill, balancers, warmUp, outliers, outlierListener, affinity, canaries, other);
    }

    /** These with further balancers, such as those that are beans of the application. */
    public RouterOptions withFurtherBalancers(List<? extends BalancerFactory> further) {
        List<BalancerFactory> all = new ArrayList<>(balancers);
        all.addAll(further);
        return with(zoneSpill, all, warmUp, outliers, outlierListener, affinity, canaries, subset);
    }

    private RouterOptions with(
            double otherSpill,
            List<BalancerFactory> otherBalancers,
            Duration otherWarmUp,
            OutlierSettings otherOutliers,
            Consumer<? super OutlierChange> otherListener,
            Affinity otherAffinity,
            Canaries otherCanaries,
            Subset otherSubset) {
        return new RouterOptions(
                ownInstanceId,
                selfCalls,
                zone,
                otherSpill,
                defaultBalancer,
                otherBalancers,
                otherWarmUp,
                otherOutliers,
                otherListener,
                otherAffinity,
                otherCanaries,
                otherSubset,
                nanoTime);
    }
}
