package org.cdirpc.cluster.routing;

import java.util.List;
import java.util.random.RandomGenerator;
import org.cdirpc.spi.Balancer;
import org.cdirpc.spi.Candidate;

/** A random candidate, each in proportion to its weight. */
final class WeightedRandom implements Balancer {

    private final RandomGenerator random;

    WeightedRandom(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public int pick(List<? extends Candidate> candidates, long key) {
        double total = 0;
        for (int i = 0; i < candidates.size(); i++) {
            total += candidates.get(i).effectiveWeight();
        }
        double mark = random.nextDouble() * total;
        for (int i = 0; i < candidates.size(); i++) {
            mark -= candidates.get(i).effectiveWeight();
            if (mark < 0) {
                return i;
            }
        }
        // A weight grew or a sum was rounded in between.
        return candidates.size() - 1;
    }
}
