package org.cdirpc.cluster.routing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The instances of one side, cut to those that this consumer uses. Immutable.
 *
 * <p>It goes through them in the consumer's order, those of the own zone before the others, until it has as many as it may
 * use. What is ill or just being dialled does not count, so that the next one stands in for it; it still belongs to those
 * that are used, so that somebody sees when it is back. Where calls may leave the own zone, a fifth of the places is kept for
 * other zones: else there would be nowhere to go when the own one is too busy.
 *
 * @param <T> what the route's user keeps for each instance
 * @param healthy those used that nothing is known against, by rank
 * @param spare healthy ones that are used only by a call for which there is nobody else
 * @param used those whose channels are to be kept, ill or not
 */
record Cut<T>(Ranks<T> healthy, List<Contender<T>> spare, List<Contender<T>> used) {

    private static final int ELSEWHERE = 5;

    /**
     * One instance in the consumer's order.
     *
     * @param place the rank that it has when it is well
     */
    private record Placed<T>(Contender<T> contender, Ranks.Rank rank, Ranks.Rank place, long liking) {

        private static final Comparator<Placed<?>> ORDER = Comparator.<Placed<?>, Ranks.Rank>comparing(Placed::place)
                .thenComparing(Placed::liking, Comparator.reverseOrder())
                .thenComparing(placed -> placed.contender().instance().instanceId());

        boolean counts() {
            return rank.isHealthy() && rank != Ranks.Rank.JOINING;
        }
    }

    static <T> Cut<T> of(Ranks<T> all, RouterOptions options, Subset subset) {
        List<Contender<T>> everybody =
                all.byRank().stream().flatMap(List::stream).toList();
        if (subset.most() == 0 || everybody.size() <= subset.most()) {
            return new Cut<>(all, List.of(), everybody);
        }
        List<Placed<T>> order = new ArrayList<>(everybody.size());
        for (Ranks.Rank rank : Ranks.Rank.values()) {
            for (Contender<T> each : all.of(rank)) {
                Ranks.Rank place = Ranks.Rank.whenWell(each.instance(), options);
                order.add(new Placed<>(
                        each, rank, place, subset.liking(each.instance().instanceId())));
            }
        }
        order.sort(Placed.ORDER);
        Set<Contender<T>> used = chosen(order, subset.most(), Double.isInfinite(options.zoneSpill()));
        List<Contender<T>> spare = new ArrayList<>();
        for (Placed<T> each : order) {
            if (each.rank().isHealthy() && !used.contains(each.contender())) {
                spare.add(each.contender());
            }
        }
        return new Cut<>(all.where(used::contains, all.balancer()), List.copyOf(spare), List.copyOf(used));
    }

    private static <T> Set<Contender<T>> chosen(List<Placed<T>> order, int most, boolean neverLeavesZone) {
        Places<T> places = new Places<>();
        int ownMost = neverLeavesZone ? most : most - most / ELSEWHERE;
        for (Placed<T> each : order) {
            places.offer(each, each.place() == Ranks.Rank.OWN_ZONE ? ownMost : most);
        }
        // Nobody elsewhere wanted the places that were kept.
        for (Placed<T> each : List.copyOf(places.passedOver)) {
            places.offer(each, most);
        }
        return places.used;
    }

    /** Places given away in order. */
    private static final class Places<T> {

        private final Set<Contender<T>> used = new HashSet<>();
        private final List<Placed<T>> passedOver = new ArrayList<>();
        private int taken;
        /** With those that are being dialled, which take their places only then. */
        private int takenWhenJoined;

        void offer(Placed<T> each, int most) {
            boolean joins = each.rank() == Ranks.Rank.JOINING;
            if ((joins ? takenWhenJoined : taken) >= most) {
                passedOver.add(each);
                return;
            }
            used.add(each.contender());
            taken += each.counts() ? 1 : 0;
            takenWhenJoined += joins || each.counts() ? 1 : 0;
        }
    }
}
