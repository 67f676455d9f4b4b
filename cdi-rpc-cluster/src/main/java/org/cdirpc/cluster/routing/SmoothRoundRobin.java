package org.cdirpc.cluster.routing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cdirpc.spi.Balancer;
import org.cdirpc.spi.Candidate;

/**
 * Smooth weighted round robin as in nginx ({@code ngx_http_upstream_round_robin.c}, nginx 1.3.1): every candidate's
 * current weight grows by its weight, the largest is picked and pays the total. Weights 5, 1, 1 give a a b a c a a
 * rather than a a a a a b c.
 *
 * <p>The turn is kept by node name, so that it goes on when the list changes or a retry brings a shorter one. The lock is
 * held for one pass over the candidates, never while waiting.
 */
final class SmoothRoundRobin implements Balancer {

    private final Map<String, double[]> turns = new HashMap<>();

    @Override
    public synchronized int pick(List<? extends Candidate> candidates, long key) {
        forgetDeparted(candidates);
        double total = 0;
        int best = 0;
        double[] bestTurn = {Double.NEGATIVE_INFINITY};
        for (int i = 0; i < candidates.size(); i++) {
            Candidate candidate = candidates.get(i);
            double weight = candidate.effectiveWeight();
            double[] turn = turns.computeIfAbsent(candidate.node(), node -> new double[1]);
            turn[0] += weight;
            total += weight;
            if (turn[0] > bestTurn[0]) {
                best = i;
                bestTurn = turn;
            }
        }
        bestTurn[0] -= total;
        return best;
    }

    /** Keeps the table bounded. Forgetting all turns at once costs one uneven round, and only after many departures. */
    private void forgetDeparted(List<? extends Candidate> candidates) {
        if (turns.size() > 2 * candidates.size() + 1024) {
            turns.clear();
        }
    }
}
