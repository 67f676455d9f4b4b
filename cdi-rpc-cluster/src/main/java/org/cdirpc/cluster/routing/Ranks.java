package org.cdirpc.cluster.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.cdirpc.cluster.Instance;
import org.cdirpc.spi.Balancer;

/**
 * Eligible instances by how much they are preferred, while candidates are computed. One thread at a time.
 *
 * @param <T> what the route's user keeps for each instance
 * @param byRank a list for each rank
 * @param balancer chooses among those of one rank
 */
record Ranks<T>(List<List<Contender<T>>> byRank, Balancer balancer) {

    /** From the most to the least preferred. */
    enum Rank {
        OWN_PREFERRED,
        OWN_ZONE,
        REGULAR,
        /** Nothing is known against it, but a call would have to wait for its channel. */
        JOINING,
        OWN_AVOIDED,
        /** Better than failing the call: what errs may err less when it is the only one left. */
        EJECTED,
        /** The witnesses disagree: the registry has lost what the channel still shows. Last of those that answer. */
        DEPARTED,
        STALLED,
        /** Last of all, which also probes it. */
        UNREACHABLE;

        /** Whether nothing is known against those of this rank. */
        boolean isHealthy() {
            return compareTo(EJECTED) < 0;
        }

        private static Rank of(Contender<?> contender, View view, RouterOptions options) {
            Instance instance = contender.instance();
            String id = instance.instanceId();
            Sighting.Link link = view.sighting(id).link();
            if (link == Sighting.Link.UNREACHABLE) {
                return UNREACHABLE;
            }
            if (link == Sighting.Link.STALLED) {
                return STALLED;
            }
            if (view.hasDeparted(id)) {
                return DEPARTED;
            }
            if (contender.load().health().ejection() != null) {
                return EJECTED;
            }
            if (link == Sighting.Link.JOINING) {
                return JOINING;
            }
            return whenWell(instance, options);
        }

        /** That of an instance which nothing is known against. */
        static Rank whenWell(Instance instance, RouterOptions options) {
            if (instance.instanceId().equals(options.ownInstanceId())) {
                switch (options.selfCalls()) {
                    case PREFER:
                        return OWN_PREFERRED;
                    case AVOID:
                        return OWN_AVOIDED;
                    default:
                        break;
                }
            }
            boolean sameZone = !options.zone().isEmpty() && options.zone().equals(instance.zone());
            return sameZone ? OWN_ZONE : REGULAR;
        }
    }

    static <T> Ranks<T> of(List<Contender<T>> contenders, View view, RouterOptions options, Balancer balancer) {
        List<List<Contender<T>>> byRank = Stream.generate(() -> (List<Contender<T>>) new ArrayList<Contender<T>>())
                .limit(Rank.values().length)
                .toList();
        for (Contender<T> contender : contenders) {
            byRank.get(Rank.of(contender, view, options).ordinal()).add(contender);
        }
        return new Ranks<>(byRank, balancer);
    }

    List<Contender<T>> of(Rank rank) {
        return byRank.get(rank.ordinal());
    }

    /** Some of these, in the same order, among whom another balancer chooses. */
    Ranks<T> where(Predicate<Contender<T>> some, Balancer another) {
        return new Ranks<>(
                byRank.stream().map(rank -> rank.stream().filter(some).toList()).toList(), another);
    }

    /** Adds the tier of those of a rank, if there are any. */
    void addTier(Rank rank, List<Tier<T>> tiers) {
        List<Contender<T>> members = of(rank);
        if (!members.isEmpty()) {
            List<Contender<T>> elsewhere = rank == Rank.OWN_ZONE ? of(Rank.REGULAR) : List.<Contender<T>>of();
            List<Contender<T>> all = new ArrayList<>(members);
            all.addAll(elsewhere);
            tiers.add(new Tier<>(List.copyOf(members), List.copyOf(elsewhere), List.copyOf(all), balancer));
        }
    }
}
