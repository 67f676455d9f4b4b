package org.cdirpc.cluster.routing;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntUnaryOperator;
import org.cdirpc.spi.Balancer;
import org.cdirpc.spi.Candidate;

/**
 * The cheaper of two random candidates (M. Mitzenmacher, "The Power of Two Choices in Randomized Load Balancing", IEEE
 * TPDS 12(10), 2001), where the cost is that of Finagle's {@code PeakEwma}: latency x (calls in flight + 1), over the
 * weight. A candidate without history is free while nothing is in flight, so that it is tried; with its first calls
 * still unanswered it costs {@link #PENALTY}, so that a burst does not all go to an instance nobody has heard from.
 */
final class PowerOfTwoChoices implements Balancer {

    /** Above any latency that a deadline permits, in nanoseconds, and small enough to stay exact when multiplied. */
    private static final double PENALTY = 1e15;

    private final IntUnaryOperator random;

    PowerOfTwoChoices() {
        this(bound -> ThreadLocalRandom.current().nextInt(bound));
    }

    /**
     * With a random source of the test's own.
     *
     * @param random from a bound to a number from 0 below the bound
     */
    PowerOfTwoChoices(IntUnaryOperator random) {
        this.random = random;
    }

    @Override
    public int pick(List<? extends Candidate> candidates, long key) {
        int size = candidates.size();
        if (size == 1) {
            return 0;
        }
        int first = random.applyAsInt(size);
        // One fewer to choose from, and skipping the first, gives every pair the same chance.
        int second = random.applyAsInt(size - 1);
        if (second >= first) {
            second++;
        }
        return cost(candidates.get(second)) < cost(candidates.get(first)) ? second : first;
    }

    private static double cost(Candidate candidate) {
        double latency = candidate.latencyNanos();
        int inFlight = candidate.inFlight();
        double cost = latency == 0 && inFlight != 0 ? PENALTY + inFlight : latency * (inFlight + 1.0);
        return cost / candidate.weight();
    }
}
