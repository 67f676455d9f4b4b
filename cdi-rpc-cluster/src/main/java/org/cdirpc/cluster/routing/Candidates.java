package org.cdirpc.cluster.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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
 * @param used those that this consumer uses, ill or not, of all that it could; on a side, of its own ones
 * @param everybody the same without a limit of how many are used; null where that makes no difference
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
        List<Contender<T>> used,
        @Nullable Candidates<T> everybody,
        int known,
        @Nullable Division<T> division) {

    static <T> Candidates<T> of(
            View view,
            long changes,
            Requirement requirement,
            RouterOptions options,
            Subset subset,
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
        Sides<T> sides = new Sides<>(view, changes, known.size(), options, subset);
        Candidates<T> all = sides.from(List.of(ranks));
        Division<T> division = canary.rules().isEmpty() ? null : Division.of(sides, ranks, requirement, canary);
        return division == null ? all : all.dividedBy(division);
    }

    /** Makes candidates of what is the same for all sides of a view. */
    record Sides<T>(View view, long changes, int known, RouterOptions options, Subset subset) {

        /**
         * The candidates as seen from one side: its own come first, but a healthy instance of another side before an own one
         * that something is known against, for canary rules are no reason to fail a call.
         *
         * @param sides at least one, in this order; together all of these
         */
        Candidates<T> from(List<Ranks<T>> sides) {
            List<Cut<T>> cuts = cuts(sides, subset);
            boolean whole = cuts.stream().allMatch(cut -> cut.spare().isEmpty());
            return of(sides, cuts, whole ? null : of(sides, cuts(sides, Subset.ALL), null));
        }

        private List<Cut<T>> cuts(List<Ranks<T>> sides, Subset to) {
            return sides.stream().map(side -> Cut.of(side, options, to)).toList();
        }

        private Candidates<T> of(List<Ranks<T>> sides, List<Cut<T>> cuts, @Nullable Candidates<T> everybody) {
            List<Tier<T>> tiers = new ArrayList<>();
            int healthy = 0;
            for (Cut<T> cut : cuts) {
                for (Ranks.Rank rank : Ranks.Rank.values()) {
                    if (rank.isHealthy()) {
                        cut.healthy().addTier(rank, tiers);
                    }
                }
                if (!cut.spare().isEmpty()) {
                    tiers.add(Tier.of(cut.spare(), cut.healthy().balancer()));
                }
                // Of the first, the own side.
                healthy = healthy == 0 && cut == cuts.get(0) ? tiers.size() : healthy;
            }
            List<Contender<T>> reachable = new ArrayList<>();
            for (Ranks<T> side : sides) {
                for (Ranks.Rank rank : Ranks.Rank.values()) {
                    if (rank.isHealthy() || rank == Ranks.Rank.EJECTED) {
                        reachable.addAll(side.of(rank));
                    }
                }
            }
            for (Ranks.Rank rank : Ranks.Rank.values()) {
                if (!rank.isHealthy()) {
                    sides.forEach(side -> side.addTier(rank, tiers));
                }
            }
            List<Contender<T>> ejected = List.copyOf(sides.get(0).of(Ranks.Rank.EJECTED));
            return new Candidates<>(
                    view,
                    changes,
                    List.copyOf(tiers),
                    healthy,
                    ejected,
                    List.copyOf(reachable),
                    cuts.get(0).used(),
                    everybody,
                    known,
                    null);
        }
    }

    /** These without a limit of how many are used. */
    Candidates<T> whole() {
        return everybody == null ? this : everybody;
    }

    /** Adds the ids of the instances that this consumer uses, of whatever side. */
    void addUsed(Set<String> ids) {
        Division<T> sides = division;
        if (sides == null) {
            used.forEach(each -> ids.add(each.instance().instanceId()));
        } else {
            sides.addUsed(ids);
        }
    }

    private Candidates<T> dividedBy(Division<T> by) {
        return new Candidates<>(view, changes, tiers, healthy, ejected, reachable, used, everybody, known, by);
    }
}
