package org.cdirpc.cluster.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.cdirpc.cluster.Instance;
import org.cdirpc.spi.Balancer;
import org.jspecify.annotations.Nullable;

/**
 * The instances that a route may pick in one view, in tiers: a later one is used only when the earlier ones have nobody
 * left that the call has not tried. Immutable.
 *
 * @param <T> what the route's user keeps for each instance
 * @param view the view they were computed from
 * @param changes the ejections and returns they were computed after
 * @param tiers none of them empty
 * @param healthy how many of the tiers are of instances that nothing is known against; on a side, of its own ones
 * @param ejected those that can be reached and are ejected; they are in a tier as well; on a side, its own ones
 * @param reachable the healthy and the ejected
 * @param known how many instances of the service are known, eligible or not
 * @param division into sides by canary rules; null where there is nothing to divide, and for a side itself
 */
record Candidates<T>(
        View view,
        long changes,
        List<Tier<T>> tiers,
        int healthy,
        List<Contender<T>> ejected,
        List<Contender<T>> reachable,
        int known,
        @Nullable Division<T> division) {

    static <T> Candidates<T> of(
            View view,
            long changes,
            Requirement requirement,
            RouterOptions options,
            Balancer balancer,
            Canary canary,
            Function<Instance, Contender<T>> contender) {
        List<Instance> known = view.instancesOf(requirement.key());
        List<Contender<T>> eligible = new ArrayList<>();
        for (Instance instance : known) {
            if (Eligibility.of(instance, requirement, view) == Eligibility.ELIGIBLE) {
                eligible.add(contender.apply(instance));
            }
        }
        Ranks<T> ranks = Ranks.of(eligible, view, options, balancer);
        Candidates<T> all = of(view, changes, known.size(), List.of(ranks));
        Division<T> division = canary.rules().isEmpty() ? null : Division.of(all, ranks, requirement, canary);
        return division == null ? all : all.dividedBy(division);
    }

    private static <T> Candidates<T> of(View view, long changes, int known, List<Ranks<T>> sides) {
        List<Tier<T>> tiers = new ArrayList<>();
        List<Contender<T>> reachable = new ArrayList<>();
        for (Ranks<T> side : sides) {
            for (Ranks.Rank rank : Ranks.Rank.values()) {
                if (rank.isHealthy()) {
                    side.addTier(rank, tiers);
                }
                if (rank.isHealthy() || rank == Ranks.Rank.EJECTED) {
                    reachable.addAll(side.of(rank));
                }
            }
        }
        int healthy = 0;
        for (Ranks.Rank rank : Ranks.Rank.values()) {
            healthy += rank.isHealthy() && !sides.get(0).of(rank).isEmpty() ? 1 : 0;
            if (!rank.isHealthy()) {
                sides.forEach(side -> side.addTier(rank, tiers));
            }
        }
        List<Contender<T>> ejected = List.copyOf(sides.get(0).of(Ranks.Rank.EJECTED));
        return new Candidates<>(
                view, changes, List.copyOf(tiers), healthy, ejected, List.copyOf(reachable), known, null);
    }

    /**
     * These as seen from one side: its own come first, but a healthy instance of another side before an own one that
     * something is known against, for canary rules are no reason to fail a call.
     *
     * @param sides at least one, in this order; together all of these
     */
    Candidates<T> from(List<Ranks<T>> sides) {
        return of(view, changes, known, sides);
    }

    private Candidates<T> dividedBy(Division<T> by) {
        return new Candidates<>(view, changes, tiers, healthy, ejected, reachable, known, by);
    }
}
