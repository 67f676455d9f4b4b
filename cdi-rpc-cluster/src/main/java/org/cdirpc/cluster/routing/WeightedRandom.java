package org.cdirpc.cluster.routing;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntUnaryOperator;
import org.cdirpc.spi.Balancer;
import org.cdirpc.spi.Candidate;

/** A random candidate, each in proportion to its weight. */
final class WeightedRandom implements Balancer {

    private final IntUnaryOperator random;

    WeightedRandom() {
        this(bound -> ThreadLocalRandom.current().nextInt(bound));
    }

    /**
     * With a random source of the test's own.
     *
     * @param random from a bound to a number from 0 below the bound
     */
    WeightedRandom(IntUnaryOperator random) {
        this.random = random;
    }

    @Override
    public int pick(List<? extends Candidate> candidates, long key) {
        int total = 0;
        for (int i = 0; i < candidates.size(); i++) {
            total += candidates.get(i).weight();
        }
        int mark = random.applyAsInt(total);
        for (int i = 0; i < candidates.size(); i++) {
            mark -= candidates.get(i).weight();
            if (mark < 0) {
                return i;
            }
        }
        return candidates.size() - 1;
    }
}
