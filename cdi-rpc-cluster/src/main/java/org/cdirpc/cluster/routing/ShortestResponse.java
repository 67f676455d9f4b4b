package org.cdirpc.cluster.routing;

import java.util.List;
import java.util.random.RandomGenerator;
import org.cdirpc.spi.Balancer;
import org.cdirpc.spi.Candidate;

/**
 * The candidate whose answer is expected first: average latency x (calls in flight + 1), over all candidates; of several
 * one at random by weight. This is Dubbo's {@code ShortestResponseLoadBalance}, with the peak EWMA for its average of
 * successful calls. It finds the best one for each call, where {@code p2c} looks at two; the price is that many consumers
 * at once find the same one.
 */
final class ShortestResponse implements Balancer {

    private final RandomGenerator random;

    ShortestResponse(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public int pick(List<? extends Candidate> candidates, long key) {
        int best = 0;
        int next = -1;
        double shortest = Cost.of(candidates.get(0));
        double nextShortest = 0;
        double total = candidates.get(0).weight();
        for (int i = 1; i < candidates.size(); i++) {
            Candidate candidate = candidates.get(i);
            double cost = Cost.of(candidate);
            boolean wins = cost < shortest;
            if (cost == shortest) {
                total += candidate.weight();
                wins = random.nextDouble() * total < candidate.weight();
            } else if (wins) {
                total = candidate.weight();
            }
            if (wins) {
                next = best;
                nextShortest = shortest;
                best = i;
                shortest = cost;
            } else if (next < 0 || cost < nextShortest) {
                next = i;
                nextShortest = cost;
            }
        }
        return next >= 0 && Cost.spares(candidates.get(best), shortest, nextShortest, random) ? next : best;
    }
}
