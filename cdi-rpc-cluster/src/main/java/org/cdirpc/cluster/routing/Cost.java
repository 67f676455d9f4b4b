package org.cdirpc.cluster.routing;

import java.util.random.RandomGenerator;
import org.cdirpc.spi.Candidate;

/** What a call to a candidate is expected to cost, as in Finagle's {@code PeakEwma}. */
final class Cost {

    /** Above any latency that a deadline permits, in nanoseconds, and small enough to stay exact when multiplied. */
    private static final double PENALTY = 1e15;

    /** So much more a call may cost where another instance warms up. */
    private static final double TOLERABLE = 10;

    private Cost() {}

    /**
     * Latency x (calls in flight + 1). A candidate without history is free while nothing is in flight, so that it is
     * tried; with its first calls still unanswered it costs {@link #PENALTY}, so that a burst does not all go to an
     * instance nobody has heard from.
     */
    static double of(Candidate candidate) {
        double latency = candidate.latencyNanos();
        int inFlight = candidate.inFlight();
        return latency == 0 && inFlight != 0 ? PENALTY + inFlight : latency * (inFlight + 1.0);
    }

    /** How much of its weight counts while it warms up or returns, from 0.1 to 1; 1 for all others. */
    static double share(Candidate candidate) {
        return candidate.effectiveWeight() / candidate.weight();
    }

    /**
     * Whether the cheaper of two is spared this call because it is warming up. Dividing its cost by its share would not
     * do: while nothing is in flight the same one would always be cheaper, and the other would stay cold. So it gets that
     * part of the calls it would get, unless the other is worse than the coldest can be.
     */
    static boolean spares(Candidate cheaper, double cost, double otherCost, RandomGenerator random) {
        double share = share(cheaper);
        return share < 1 && otherCost <= TOLERABLE * cost && random.nextDouble() >= share;
    }
}
