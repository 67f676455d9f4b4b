package org.cdirpc.cluster.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.cdirpc.cluster.Instance;

/**
 * The instances that a route may pick in one view, in tiers: a later one is used only when the earlier ones have nobody
 * left that the call has not tried. Immutable.
 *
 * @param <T> what the route's user keeps for each instance
 * @param view the view they were computed from
 * @param tiers none of them empty
 * @param known how many instances of the service are known, eligible or not
 */
record Candidates<T>(View view, List<List<Contender<T>>> tiers, int known) {

    static <T> Candidates<T> of(
            View view, Requirement requirement, RouterOptions options, Function<Instance, Contender<T>> contender) {
        List<List<Contender<T>>> tiers =
                List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        List<Instance> known = view.instancesOf(requirement.key());
        for (Instance instance : known) {
            if (Eligibility.of(instance, requirement, view) == Eligibility.ELIGIBLE) {
                tiers.get(tier(instance, view, options)).add(contender.apply(instance));
            }
        }
        return new Candidates<>(
                view,
                tiers.stream().filter(tier -> !tier.isEmpty()).map(List::copyOf).toList(),
                known.size());
    }

    private static int tier(Instance instance, View view, RouterOptions options) {
        String id = instance.instanceId();
        Sighting.Link link = view.sighting(id).link();
        if (view.hasDeparted(id) || link == Sighting.Link.UNREACHABLE) {
            return 4; // The witnesses disagree: last of all, which also probes it.
        }
        if (link == Sighting.Link.STALLED) {
            return 3;
        }
        if (id.equals(options.ownInstanceId())) {
            return switch (options.selfCalls()) {
                case PREFER -> 0;
                case ALLOW -> 1;
                case AVOID -> 2;
            };
        }
        return 1;
    }
}
