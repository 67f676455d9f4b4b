package org.cdirpc.cluster.routing;

import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * No instance can take the call. Immutable.
 *
 * @param <T> what the route's user keeps for each instance
 */
public final class NoInstance<T> implements Pick<T> {

    private final Requirement requirement;
    private final Candidates<T> candidates;
    private final Set<String> tried;
    private final long nowNanos;

    NoInstance(Requirement requirement, Candidates<T> candidates, Set<String> tried, long nowNanos) {
        this.requirement = requirement;
        this.candidates = candidates;
        this.tried = Set.copyOf(tried);
        this.nowNanos = nowNanos;
    }

    /** How many instances of the service and group are known, in whatever version and state. */
    public int known() {
        return candidates.known();
    }

    /**
     * Why each known instance was passed over, or what to check when none is known; one sentence without an id. Made when
     * asked for, since in an outage there may be many of these and few readers.
     */
    public String explanation() {
        return explanation(instanceId -> null);
    }

    /**
     * As {@link #explanation()}, by a caller who knows of contracts that do not fit.
     *
     * @param misfitOf from an instance's id to what of its contract does not fit, such as {@code place(Order)}; null if
     *     nothing is known against it
     */
    public String explanation(Function<String, @Nullable String> misfitOf) {
        return new Explanation(requirement, candidates.view(), nowNanos, misfitOf).of(candidates, tried);
    }

    /** The explanation. */
    @Override
    public String toString() {
        return explanation();
    }
}
