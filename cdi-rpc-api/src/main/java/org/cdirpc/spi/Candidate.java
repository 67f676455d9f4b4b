package org.cdirpc.spi;

/** An instance as a balancer sees it. The load figures are read at the moment of the call and may change at any time. */
public interface Candidate {

    /** The stable name of the instance's node. */
    String node();

    /** The share of calls this instance should get relative to others, from 1 to 1000; 100 by default. */
    int weight();

    /**
     * The weight as it should count now: {@link #weight()}, or less, down to a tenth of it, while the instance warms up
     * or returns after an ejection. A balancer that ignores it sends cold instances their whole share.
     */
    default double effectiveWeight() {
        return weight();
    }

    /** Calls sent from here to this instance for this service that are not answered yet. */
    int inFlight();

    /**
     * The exponentially weighted moving average of answer times, in nanoseconds, rising at once with a slow answer; 0
     * while nothing was measured.
     */
    double latencyNanos();
}
