package org.cdirpc.cluster.routing;

import static org.cdirpc.cluster.routing.RoutingMessages.MESSAGES;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.cdirpc.spi.Balancer;

/**
 * Picks instances for one proxy. Thread-safe and non-blocking; the common pick allocates its answer only. Made by
 * {@link Router#route(Requirement, Function)}, once per proxy.
 *
 * @param <T> what its user keeps for each instance
 */
public final class Route<T> {

    private final Requirement requirement;
    private final Balancer balancer;
    private final LoadTable loads;
    private final Supplier<View> views;
    private final Function<View, Candidates<T>> eligible;
    private final LongSupplier nanoTime;
    private final PickClock clock;
    // Two threads that find it outdated both compute the same; which of them is kept does not matter.
    private volatile Candidates<T> cached;

    Route(
            Requirement requirement,
            Balancer balancer,
            LoadTable loads,
            Supplier<View> views,
            Function<View, Candidates<T>> eligible,
            LongSupplier nanoTime,
            PickClock clock) {
        this.requirement = requirement;
        this.balancer = balancer;
        this.loads = loads;
        this.views = views;
        this.eligible = eligible;
        this.nanoTime = nanoTime;
        this.clock = clock;
        cached = eligible.apply(views.get());
    }

    /** What this route looks for. */
    public Requirement requirement() {
        return requirement;
    }

    /**
     * Picks the instance for one attempt of a call.
     *
     * @param tried the ids of the instances that this call was sent to already; they are not picked again
     * @return a {@link Chosen}, to be given back exactly once, or {@link NoInstance}
     * @throws IllegalStateException if the balancer answers what is not an index of its candidates
     */
    public Pick<T> pick(Set<String> tried) {
        return pick(tried, nanoTime.getAsLong());
    }

    /**
     * As {@link #pick(Set)}, by a caller who knows the time.
     *
     * @param nowNanos on the scale of the router's time source
     */
    public Pick<T> pick(Set<String> tried, long nowNanos) {
        return pick(tried, nowNanos, RouteKey.NONE);
    }

    /**
     * As {@link #pick(Set, long)}, for a call whose arguments say where it should go.
     *
     * @param key asked for its hash by balancers that use one; where the owner of its affinity can take the call, it gets
     *     it
     */
    public Pick<T> pick(Set<String> tried, long nowNanos, RouteKey key) {
        clock.advance(nowNanos);
        Candidates<T> candidates = current();
        List<List<Contender<T>>> tiers = candidates.tiers();
        for (int i = 0; i < tiers.size(); i++) {
            List<Contender<T>> tier = tiers.get(i);
            List<Contender<T>> left = tried.isEmpty() ? tier : without(tier, tried);
            if (!left.isEmpty()) {
                return new Chosen<>(choose(left, key.hash()), loads, nowNanos);
            }
        }
        return new NoInstance<>(requirement, candidates.view(), candidates, tried, nowNanos);
    }

    /**
     * Picks every instance that fits, ejected or not, for a call that goes to all of them.
     *
     * @param nowNanos on the scale of the router's time source
     * @return each to be given back exactly once; empty if none fits
     */
    public List<Chosen<T>> pickAll(long nowNanos) {
        clock.advance(nowNanos);
        List<Chosen<T>> all = new ArrayList<>();
        for (List<Contender<T>> tier : current().tiers()) {
            for (Contender<T> contender : tier) {
                all.add(new Chosen<>(contender, loads, nowNanos));
            }
        }
        return all;
    }

    private Contender<T> choose(List<Contender<T>> left, long key) {
        if (left.size() == 1) {
            return left.get(0);
        }
        int index = balancer.pick(left, key);
        if (index < 0 || index >= left.size()) {
            throw MESSAGES.badIndex(balancer.getClass().getName(), index, left.size());
        }
        return left.get(index);
    }

    private Candidates<T> current() {
        View view = views.get();
        Candidates<T> candidates = cached;
        // Identity: a view is never changed, only replaced.
        if (candidates.view() != view) {
            candidates = eligible.apply(view);
            cached = candidates;
        }
        return candidates;
    }

    private static <T> List<Contender<T>> without(List<Contender<T>> tier, Set<String> tried) {
        List<Contender<T>> left = new ArrayList<>(tier.size());
        for (Contender<T> contender : tier) {
            if (!tried.contains(contender.instance().instanceId())) {
                left.add(contender);
            }
        }
        return left;
    }
}
