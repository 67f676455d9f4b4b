package org.cdirpc.cluster.routing;

import static org.cdirpc.cluster.routing.RoutingMessages.MESSAGES;

import java.util.Objects;

/**
 * How many of the instances of a service one consumer uses, and in which order it likes them. Without a limit a thousand
 * consumers of a thousand instances hold a million channels. Immutable.
 *
 * <p>The order is that of rendezvous hashing (D. Thaler, C. Ravishankar, "Using name-based mappings to increase hit rates",
 * IEEE/ACM Transactions on Networking 6(1), 1998): by a number that is the pair's own. So nothing has to be agreed upon;
 * an instance that comes displaces at most one other at each consumer, one that goes is followed by the next, and another
 * consumer changes nothing at all. The price is chance: an instance has as many consumers as a binomial distribution gives it,
 * so with n of them on average the busiest has some 3 times the square root of n more. Deterministic subsetting (P. Ward et
 * al., "Reinventing Backend Subsetting at Google", ACM Queue 20(5), 2022) is more even, but needs consumers that are
 * numbered without gaps; here they come and go unannounced.
 *
 * @param consumer the consumer's id; another for each, lest all like the same ones
 * @param most the most healthy instances that are used beside each other, 0 for all
 */
public record Subset(String consumer, int most) {

    /** No limit. */
    public static final Subset ALL = new Subset("", 0);

    public Subset {
        Objects.requireNonNull(consumer, "consumer");
        if (most < 0) {
            throw MESSAGES.subset(most);
        }
    }

    /** How much it likes an instance. */
    long liking(String instanceId) {
        return HashRing.mix(HashRing.mix(HashRing.hash(consumer)) + HashRing.hash(instanceId));
    }
}
