package org.cdirpc.cluster.routing;

import org.cdirpc.cluster.Instance;
import org.cdirpc.spi.Candidate;

/** An eligible instance with its load: what the balancer sees of it. */
record Contender(Instance instance, LoadTable.Key key, Load load) implements Candidate {

    @Override
    public String node() {
        return instance.node();
    }

    @Override
    public int weight() {
        return instance.weight();
    }

    @Override
    public int inFlight() {
        return load.inFlight();
    }

    @Override
    public double latencyNanos() {
        return load.latencyNanos();
    }
}
