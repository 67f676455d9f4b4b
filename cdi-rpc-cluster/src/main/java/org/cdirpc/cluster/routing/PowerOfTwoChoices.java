package org.cdirpc.cluster.routing;

import java.util.List;
import java.util.random.RandomGenerator;
import org.cdirpc.spi.Balancer;
import org.cdirpc.spi.Candidate;

/**
 * The cheaper of two random candidates (M. Mitzenmacher, "The Power of Two Choices in Randomized Load Balancing", IEEE
 * TPDS 12(10), 2001), where the cost is that of Finagle's {@code PeakEwma} ({@link Cost}), over the weight.
 */
final class PowerOfTwoChoices implements Balancer {

    private final RandomGenerator random;

    PowerOfTwoChoices(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public int pick(List<? extends Candidate> candidates, long key) {
        int size = candidates.size();
        if (size == 1) {
            return 0;
        }
        int first = random.nextInt(size);
        // One fewer to choose from, and skipping the first, gives every pair the same chance.
        int second = random.nextInt(size - 1);
        if (second >= first) {
            second++;
        }
        Candidate one = candidates.get(first);
        Candidate other = candidates.get(second);
        double cost = Cost.of(one) / one.weight();
        double otherCost = Cost.of(other) / other.weight();
        if (otherCost < cost) {
            return Cost.spares(other, otherCost, cost, random) ? first : second;
        }
        return Cost.spares(one, cost, otherCost, random) ? second : first;
    }
}
