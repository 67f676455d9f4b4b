package org.cdirpc.cluster.routing;

import java.util.List;
import java.util.random.RandomGenerator;
import org.cdirpc.spi.Balancer;
import org.cdirpc.spi.Candidate;

/**
 * The candidate with the fewest calls in flight for its weight; of several one at random by weight, as Dubbo's {@code
 * LeastActiveLoadBalance}. It needs no measurement of time, and takes what answers slowly for busy. One that warms up
 * sits a call out with a chance of one minus its share.
 */
final class LeastActive implements Balancer {

    private final RandomGenerator random;

    LeastActive(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public int pick(List<? extends Candidate> candidates, long key) {
        int best = -1;
        double fewest = 0;
        double total = 0;
        for (int i = 0; i < candidates.size(); i++) {
            Candidate candidate = candidates.get(i);
            double share = Cost.share(candidate);
            if (share < 1 && random.nextDouble() >= share) {
                continue;
            }
            double active = (double) candidate.inFlight() / candidate.weight();
            if (best < 0 || active < fewest) {
                best = i;
                fewest = active;
                total = candidate.weight();
            } else if (active == fewest) {
                // Of all equals so far each has kept its chance by weight.
                total += candidate.weight();
                best = random.nextDouble() * total < candidate.weight() ? i : best;
            }
        }
        return best < 0 ? random.nextInt(candidates.size()) : best;
    }
}
