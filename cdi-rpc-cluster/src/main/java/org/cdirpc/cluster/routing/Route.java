package org.cdirpc.cluster.routing;

import static org.cdirpc.cluster.routing.RoutingMessages.MESSAGES;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.cdirpc.spi.Balancer;
import org.jspecify.annotations.Nullable;

/**
 * Picks instances for one proxy. Thread-safe and non-blocking; the common pick allocates its answer only. Made by
 * {@link Router#route(Requirement, Function)}, once per proxy.
 *
 * @param <T> what its user keeps for each instance
 */
public final class Route<T> {

    private final Requirement requirement;
    private final RouterOptions options;
    private final LoadTable loads;
    private final Outliers outliers;
    private final Supplier<View> views;
    private final Function<View, Candidates<T>> eligible;
    private final PickClock clock;
    // Two threads that find it outdated both compute the same; which of them is kept does not matter.
    private volatile Candidates<T> cached;

    Route(
            Requirement requirement,
            RouterOptions options,
            LoadTable loads,
            Outliers outliers,
            Supplier<View> views,
            Function<View, Candidates<T>> eligible,
            PickClock clock) {
        this.requirement = requirement;
        this.options = options;
        this.loads = loads;
        this.outliers = outliers;
        this.views = views;
        this.eligible = eligible;
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
        return pick(tried, options.nanoTime().getAsLong());
    }

    /**
     * As {@link #pick(Set)}, by a caller who knows the time.
     *
     * @param nowNanos on the scale of the router's time source
     */
    public Pick<T> pick(Set<String> tried, long nowNanos) {
        return pick(tried, nowNanos, RouteKey.NONE, Map.of());
    }

    /**
     * As {@link #pick(Set, long)}, for a call whose arguments and attachments say where it should go.
     *
     * <p>Where the service has canary rules, they say on which side the attempt is; the instances of other sides count only
     * when its own has none left that is healthy. On its side, in this order: an ejected instance whose time is over and that nobody tries, as its one trial call; the healthy
     * owner of the key's data; what the balancer picks of the healthy ones that this consumer uses, those of the own zone first;
     * further healthy ones; the ejected, the stalled, and the unreachable ones, each only if nobody is left before them.
     *
     * @param key its hash is for balancers that use one; where the owner of its affinity can take the call, that gets it
     * @param attachments what the call carries, for canary rules
     */
    public Pick<T> pick(Set<String> tried, long nowNanos, RouteKey key, Map<String, String> attachments) {
        clock.advance(nowNanos);
        Candidates<T> all = current();
        Division<T> division = all.division();
        Candidates<T> candidates = division == null ? all : division.side(attachments, key.hash());
        if (!candidates.ejected().isEmpty()) {
            Contender<T> trial = outliers.trial(candidates.ejected(), tried, nowNanos);
            if (trial != null) {
                return new Chosen<>(trial, this, nowNanos, true);
            }
        }
        Object affinity = key.affinity();
        if (affinity != null) {
            Contender<T> owner = owner(affinity, candidates, tried);
            if (owner != null) {
                return new Chosen<>(owner, this, nowNanos, false);
            }
        }
        List<Tier<T>> tiers = candidates.tiers();
        for (int i = 0; i < tiers.size(); i++) {
            Tier<T> tier = tiers.get(i);
            List<Contender<T>> members = tier.now(options.zoneSpill());
            List<Contender<T>> left = tried.isEmpty() ? members : without(members, tried);
            if (!left.isEmpty()) {
                Contender<T> contender = choose(tier.balancer(), left, key.hash());
                if (contender.load().inFlight() >= outliers.stalledCalls()
                        && outliers.stalled(contender, candidates, nowNanos)) {
                    // Once more, without the one that was ejected just now.
                    return pick(tried, nowNanos, key, attachments);
                }
                return new Chosen<>(contender, this, nowNanos, false);
            }
        }
        return new NoInstance<>(requirement, all, tried, nowNanos);
    }

    /**
     * Picks every instance that fits, ejected or not, canary or not, for a call that goes to all of them.
     *
     * @param nowNanos on the scale of the router's time source
     * @return each to be given back exactly once; empty if none fits
     */
    public List<Chosen<T>> pickAll(long nowNanos) {
        clock.advance(nowNanos);
        List<Chosen<T>> all = new ArrayList<>();
        for (Tier<T> tier : current().whole().tiers()) {
            for (Contender<T> contender : tier.members()) {
                all.add(new Chosen<>(contender, this, nowNanos, false));
            }
        }
        return all;
    }

    /** The present candidates. */
    Candidates<T> current() {
        View view = views.get();
        Candidates<T> candidates = cached;
        // Identity: a view is never changed, only replaced.
        if (candidates.view() != view || candidates.changes() != outliers.changes()) {
            candidates = eligible.apply(view);
            cached = candidates;
        }
        return candidates;
    }

    /** Adds the ids of the instances that it uses, ill or not: those to which a channel is worth keeping. */
    void addUsed(Set<String> ids) {
        current().addUsed(ids);
    }

    /** The time of the latest pick. */
    long now() {
        return clock.getAsLong();
    }

    LoadTable loads() {
        return loads;
    }

    Outliers outliers() {
        return outliers;
    }

    private @Nullable Contender<T> owner(Object key, Candidates<T> candidates, Set<String> tried) {
        String owner = options.affinity().ownerInstance(key);
        if (owner == null || tried.contains(owner)) {
            return null;
        }
        Candidates<T> whole = candidates.whole();
        for (Tier<T> tier : whole.tiers().subList(0, whole.healthy())) {
            for (Contender<T> contender : tier.members()) {
                if (contender.instance().instanceId().equals(owner)) {
                    return contender;
                }
            }
        }
        return null;
    }

    private Contender<T> choose(Balancer balancer, List<Contender<T>> left, long key) {
        if (left.size() == 1) {
            return left.get(0);
        }
        int index = balancer.pick(left, key);
        if (index < 0 || index >= left.size()) {
            throw MESSAGES.badIndex(balancer.getClass().getName(), index, left.size());
        }
        return left.get(index);
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
