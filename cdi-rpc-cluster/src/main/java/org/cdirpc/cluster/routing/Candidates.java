package org.cdirpc.cluster.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.cdirpc.cluster.Instance;

/**
 * The instances that a route may pick in one view, in tiers: a later one is used only when the earlier ones have nobody
 * left that the call has not tried. Immutable.
 *
 * @param <T> what the route's user keeps for each instance
 * @param view the view they were computed from
 * @param changes the ejections and returns they were computed after
 * @param tiers none of them empty
 * @param healthy how many of the tiers are of instances that nothing is known against
 * @param ejected those that can be reached and are ejected; they are in a tier as well
 * @param reachable the healthy and the ejected
 * @param known how many instances of the service are known, eligible or not
 */
record Candidates<T>(
        View view,
        long changes,
        List<Tier<T>> tiers,
        int healthy,
        List<Contender<T>> ejected,
        List<Contender<T>> reachable,
        int known) {

    /** From the most to the least preferred. */
    private enum Rank {
        OWN_PREFERRED,
        OWN_ZONE,
        REGULAR,
        OWN_AVOIDED,
        /** Better than failing the call: what errs may err less when it is the only one left. */
        EJECTED,
        STALLED,
        /** The witnesses disagree: last of all, which also probes it. */
        UNREACHABLE
    }

    static <T> Candidates<T> of(
            View view,
            long changes,
            Requirement requirement,
            RouterOptions options,
            Function<Instance, Contender<T>> contender) {
        List<List<Contender<T>>> ranks = Stream.generate(() -> (List<Contender<T>>) new ArrayList<Contender<T>>())
                .limit(Rank.values().length)
                .toList();
        List<Instance> known = view.instancesOf(requirement.key());
        for (Instance instance : known) {
            if (Eligibility.of(instance, requirement, view) == Eligibility.ELIGIBLE) {
                Contender<T> eligible = contender.apply(instance);
                ranks.get(rank(eligible, view, options).ordinal()).add(eligible);
            }
        }
        List<Tier<T>> tiers = new ArrayList<>();
        List<Contender<T>> reachable = new ArrayList<>();
        int healthy = 0;
        for (Rank rank : Rank.values()) {
            List<Contender<T>> members = ranks.get(rank.ordinal());
            if (rank.compareTo(Rank.EJECTED) <= 0) {
                reachable.addAll(members);
            }
            if (!members.isEmpty()) {
                List<Contender<T>> elsewhere =
                        rank == Rank.OWN_ZONE ? ranks.get(Rank.REGULAR.ordinal()) : List.<Contender<T>>of();
                List<Contender<T>> all = new ArrayList<>(members);
                all.addAll(elsewhere);
                tiers.add(new Tier<>(List.copyOf(members), List.copyOf(elsewhere), List.copyOf(all)));
                healthy += rank.compareTo(Rank.EJECTED) < 0 ? 1 : 0;
            }
        }
        List<Contender<T>> ejected = List.copyOf(ranks.get(Rank.EJECTED.ordinal()));
        return new Candidates<>(
                view, changes, List.copyOf(tiers), healthy, ejected, List.copyOf(reachable), known.size());
    }

    private static Rank rank(Contender<?> contender, View view, RouterOptions options) {
        Instance instance = contender.instance();
        String id = instance.instanceId();
        Sighting.Link link = view.sighting(id).link();
        if (view.hasDeparted(id) || link == Sighting.Link.UNREACHABLE) {
            return Rank.UNREACHABLE;
        }
        if (link == Sighting.Link.STALLED) {
            return Rank.STALLED;
        }
        if (contender.load().health().ejection() != null) {
            return Rank.EJECTED;
        }
        if (id.equals(options.ownInstanceId())) {
            switch (options.selfCalls()) {
                case PREFER:
                    return Rank.OWN_PREFERRED;
                case AVOID:
                    return Rank.OWN_AVOIDED;
                default:
                    break;
            }
        }
        boolean sameZone = !options.zone().isEmpty() && options.zone().equals(instance.zone());
        return sameZone ? Rank.OWN_ZONE : Rank.REGULAR;
    }
}
