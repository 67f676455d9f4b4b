package org.cdirpc.cluster.routing;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.cdirpc.cluster.Directory;
import org.cdirpc.cluster.Instance;
import org.cdirpc.cluster.ServiceKey;
import org.cdirpc.cluster.Snapshot;
import org.cdirpc.cluster.Subscription;
import org.cdirpc.spi.Balancer;

/**
 * Decides for one node which instance gets a call. It joins what the registry says with what the channels show
 * ({@link #witness}): absence needs both, DRAINING needs one. Thread-safe.
 */
public final class Router implements AutoCloseable {

    private record Balanced(ServiceKey service, String balancer) {}

    private final RouterOptions options;
    private final Balancers balancers;
    private final PickClock clock;
    private final LoadTable loads;
    private final Sightings sightings;
    private final Arrivals arrivals;
    private final Outliers outliers;
    private final Map<Balanced, Balancer> made = new ConcurrentHashMap<>();
    private final Subscription subscription;

    /**
     * A router over a directory, which it reads until it is closed but does not close.
     *
     * @throws IllegalArgumentException if the default balancer is unknown or two balancers have one name
     */
    public Router(Directory directory, RouterOptions options) {
        this(directory, options, Balancers.RANDOM);
    }

    /** With a random source of the test's own, for the length of ejections. */
    Router(Directory directory, RouterOptions options, RandomGenerator random) {
        this.options = options;
        balancers = new Balancers(options.balancers());
        balancers.named(options.defaultBalancer());
        clock = new PickClock(options.nanoTime().getAsLong());
        loads = new LoadTable(clock);
        sightings = new Sightings(options.nanoTime());
        arrivals = new Arrivals(options.warmUp().toNanos());
        outliers = new Outliers(options, random);
        subscription = directory.subscribe(this::changed);
    }

    private void changed(Snapshot snapshot) {
        // First, so that whoever sees an instance knows whether it is warm.
        arrivals.saw(snapshot, options.nanoTime().getAsLong());
        sightings.registry(snapshot);
        loads.retain(sightings.view()::knows);
    }

    /** A route whose user keeps nothing of its own for an instance; else as {@link #route(Requirement, Function)}. */
    public Route<Instance> route(Requirement requirement) {
        return route(requirement, instance -> instance);
    }

    /**
     * A route for one proxy; cheap to use, so make it once.
     *
     * @param targets finds what the caller keeps for an instance, such as a channel to it. Asked by the calling threads,
     *     at the first pick of an instance after every change of the view; gives equals for equals and must not block
     * @throws IllegalArgumentException if the balancer that it names is unknown; the message lists those there are
     */
    public <T> Route<T> route(Requirement requirement, Function<Instance, T> targets) {
        String name = requirement.balancer().isEmpty() ? options.defaultBalancer() : requirement.balancer();
        Balancer balancer = made.computeIfAbsent(
                new Balanced(requirement.key(), name),
                absent -> balancers.named(name).create());
        return new Route<>(
                requirement,
                balancer,
                options,
                loads,
                outliers,
                sightings::view,
                view -> eligible(view, requirement, targets),
                clock);
    }

    private <T> Candidates<T> eligible(View view, Requirement requirement, Function<Instance, T> targets) {
        // Read before what it counts, so that a change in between is seen at the next pick.
        long changes = outliers.changes();
        return Candidates.of(view, changes, requirement, options, instance -> {
            LoadTable.Key key = new LoadTable.Key(requirement.key(), instance.instanceId());
            Load load =
                    loads.of(key, id -> arrivals.rampOf(id, options.nanoTime().getAsLong()));
            return new Contender<>(instance, key, load, targets);
        });
    }

    /** Where the transport's side reports what it sees of instances. */
    public Witness witness() {
        return sightings;
    }

    /** How many (service, instance) pairs are measured. */
    int measured() {
        return loads.size();
    }

    /** Stops following the directory; routes go on with what they know. */
    @Override
    public void close() {
        subscription.close();
    }
}
