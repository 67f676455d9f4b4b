package org.cdirpc.cluster.routing;

import java.util.function.Function;
import org.cdirpc.cluster.Instance;
import org.cdirpc.spi.Candidate;
import org.jspecify.annotations.Nullable;

/** An eligible instance with its load: what the balancer sees of it, and what its caller keeps for it. Thread-safe. */
final class Contender<T> implements Candidate {

    private final Instance instance;
    private final int weight;
    private final LoadTable.Key key;
    private final Load load;
    private final Function<Instance, T> targets;
    /** Found at the first pick. Threads that find it at once find the same, so that no order is needed between them. */
    private @Nullable T target;

    /**
     * Of an instance.
     *
     * @param weight its share of the calls of the service, which an operator may have changed
     */
    Contender(Instance instance, int weight, LoadTable.Key key, Load load, Function<Instance, T> targets) {
        this.instance = instance;
        this.weight = weight;
        this.key = key;
        this.load = load;
        this.targets = targets;
    }

    Instance instance() {
        return instance;
    }

    LoadTable.Key key() {
        return key;
    }

    Load load() {
        return load;
    }

    T target() {
        T found = target;
        if (found == null) {
            found = targets.apply(instance);
            target = found;
        }
        return found;
    }

    @Override
    public String node() {
        return instance.node();
    }

    @Override
    public int weight() {
        return weight;
    }

    @Override
    public double effectiveWeight() {
        return weight * load.share();
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
