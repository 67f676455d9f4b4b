package org.cdirpc.cluster.routing;

import org.cdirpc.spi.Candidate;

/** A candidate whose load the test sets. */
final class FakeCandidate implements Candidate {
    final String node;
    final int weight;
    int inFlight;
    double latencyNanos;
    int picked;

    FakeCandidate(String node, int weight) {
        this.node = node;
        this.weight = weight;
    }

    @Override
    public String node() {
        return node;
    }

    @Override
    public int weight() {
        return weight;
    }

    @Override
    public int inFlight() {
        return inFlight;
    }

    @Override
    public double latencyNanos() {
        return latencyNanos;
    }
}
