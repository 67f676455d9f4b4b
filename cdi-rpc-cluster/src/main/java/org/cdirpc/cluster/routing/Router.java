package org.cdirpc.cluster.routing;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.cdirpc.cluster.Directory;
import org.cdirpc.cluster.Instance;
import org.cdirpc.cluster.ServiceKey;
import org.cdirpc.cluster.Snapshot;
import org.cdirpc.cluster.Subscription;
import org.cdirpc.spi.Balancer;
import org.cdirpc.spi.VersionRange;
import org.jspecify.annotations.Nullable;

/**
 * Decides for one node which instance gets a call. It joins what the registry says with what the channels show
 * ({@link #witness}): absence needs both, DRAINING needs one. Thread-safe.
 */
public final class Router implements AutoCloseable {

    /**
     * Whose balancer it is.
     *
     * @param canary the versions of the canary that it is for; null for instances in general
     */
    private record Balanced(
            ServiceKey service, String balancer, @Nullable VersionRange canary) {}

    private final RouterOptions options;
    private final Balancers balancers;
    private final PickClock clock;
    private final LoadTable loads;
    private final Sightings sightings;
    private final Arrivals arrivals;
    private final Outliers outliers;
    private final RandomGenerator random;
    private final Map<Balanced, Balancer> made = new ConcurrentHashMap<>();
    /** While their proxies are used. Guarded by itself. */
    private final Set<Route<?>> routes = Collections.newSetFromMap(new WeakHashMap<>());

    private final Subscription subscription;
    private final Subscription canaries;

    /**
     * A router over a directory, which it reads until it is closed but does not close.
     *
     * @throws IllegalArgumentException if the default balancer is unknown or two balancers have one name
     */
    public Router(Directory directory, RouterOptions options) {
        this(directory, options, Balancers.RANDOM);
    }

    /** With a random source of the test's own, for the length of ejections and the shares of canaries. */
    Router(Directory directory, RouterOptions options, RandomGenerator random) {
        this.options = options;
        balancers = new Balancers(options.balancers());
        balancers.named(options.defaultBalancer());
        clock = new PickClock(options.nanoTime().getAsLong());
        loads = new LoadTable(clock);
        sightings = new Sightings(options.nanoTime(), loads::returned);
        arrivals = new Arrivals(options.warmUp().toNanos());
        outliers = new Outliers(options, random);
        this.random = random;
        canaries = options.canaries().subscribe(this::rulesChanged);
        subscription = directory.subscribe(this::changed);
    }

    private void changed(Snapshot snapshot) {
        // First, so that whoever sees an instance knows whether it is warm.
        arrivals.saw(snapshot, options.nanoTime().getAsLong());
        sightings.registry(snapshot);
        loads.retain(sightings.view()::knows);
    }

    private void rulesChanged() {
        made.keySet()
                .removeIf(balanced -> balanced.canary() != null
                        && options.canaries().rulesOf(balanced.service()).rules().stream()
                                .noneMatch(rule -> rule.versions().equals(balanced.canary())));
        // After the rules: whoever sees the new view finds them.
        sightings.lookAgain();
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
        Balancer balancer = balancer(requirement.key(), name, null);
        // Where a call goes by its key, all consumers must see the same instances.
        Subset subset = balancers.named(name).choosesByKey() ? Subset.ALL : options.subset();
        Route<T> route = new Route<>(
                requirement,
                options,
                loads,
                outliers,
                sightings::view,
                view -> eligible(view, requirement, subset, name, balancer, targets),
                clock);
        synchronized (routes) {
            routes.add(route);
        }
        return route;
    }

    /**
     * The ids of the instances that the routes use, ill or not; of others a channel is worth keeping only while calls go there
     * nevertheless, as those do that are for all instances. Computed when asked for; any thread.
     */
    public Set<String> used() {
        List<Route<?>> all;
        synchronized (routes) {
            all = List.copyOf(routes);
        }
        Set<String> ids = new HashSet<>();
        all.forEach(route -> route.addUsed(ids));
        return ids;
    }

    private Balancer balancer(ServiceKey service, String name, @Nullable VersionRange canary) {
        return made.computeIfAbsent(
                new Balanced(service, name, canary),
                absent -> balancers.named(name).create());
    }

    private <T> Candidates<T> eligible(
            View view,
            Requirement requirement,
            Subset subset,
            String balancerName,
            Balancer balancer,
            Function<Instance, T> targets) {
        // Read before what it counts, so that a change in between is seen at the next pick.
        long changes = outliers.changes();
        Canary canary = new Canary(
                options.canaries().rulesOf(requirement.key()),
                versions -> balancer(requirement.key(), balancerName, versions),
                random);
        return Candidates.of(view, changes, requirement, options, subset, balancer, canary, instance -> {
            LoadTable.Key key = new LoadTable.Key(requirement.key(), instance.instanceId());
            Load load =
                    loads.of(key, id -> arrivals.rampOf(id, options.nanoTime().getAsLong()));
            int weight = view.snapshot().overrides().weightOf(instance, requirement.key());
            return new Contender<>(instance, weight, key, load, targets);
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

    /** Stops following the directory and the canary rules; routes go on with what they know. */
    @Override
    public void close() {
        canaries.close();
        subscription.close();
    }
}
