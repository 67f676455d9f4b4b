package org.cdirpc.cluster.routing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.cdirpc.cluster.CanaryRule;
import org.cdirpc.spi.Version;
import org.cdirpc.spi.VersionRange;
import org.jspecify.annotations.Nullable;

/**
 * Candidates divided by canary rules: which side a call is on, and the candidates as seen from there. Immutable but for the
 * random source; finding a side allocates nothing.
 *
 * @param <T> what the route's user keeps for each instance
 */
final class Division<T> {

    /** So that where a key lies here has nothing to do with where it lies on a hash ring. */
    private static final long OTHER_THAN_RING = 0x6A09E667F3BCC909L;

    /** A rule by attachments. */
    private record Marked<T>(String[] keys, String[] values, Candidates<T> side) {

        boolean takes(Map<String, String> attachments) {
            for (int i = 0; i < keys.length; i++) {
                if (!values[i].equals(attachments.get(keys[i]))) {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * A rule by share.
     *
     * @param upTo of numbers from 0 to 1, those from the rule before up to here
     */
    private record Share<T>(double upTo, Candidates<T> side) {}

    private final List<Marked<T>> marked = new ArrayList<>();
    private final List<Share<T>> shares = new ArrayList<>();
    private final Candidates<T> others;
    private final RandomGenerator random;

    private Division(Candidates.Sides<T> sidesOf, Ranks<T> ranks, Requirement requirement, Canary canary) {
        random = canary.random();
        List<CanaryRule> rules = canary.rules().rules();
        Predicate<Contender<T>> isOther =
                each -> rules.stream().noneMatch(rule -> isOf(each, requirement, rule.versions()));
        Ranks<T> stable = ranks.where(isOther, ranks.balancer());
        others = sidesOf.from(List.of(stable, ranks.where(isOther.negate(), ranks.balancer())));
        Map<VersionRange, Candidates<T>> sides = new LinkedHashMap<>();
        double percent = 0;
        for (CanaryRule rule : rules) {
            Candidates<T> side = sides.computeIfAbsent(rule.versions(), versions -> {
                Predicate<Contender<T>> isCanary = each -> isOf(each, requirement, versions);
                return sidesOf.from(List.of(
                        ranks.where(isCanary, canary.balancers().apply(versions)),
                        stable,
                        ranks.where(isCanary.or(isOther).negate(), ranks.balancer())));
            });
            if (rule.attachments().isEmpty()) {
                percent += rule.percent();
                // Rounded to the steps of percentages, so that shares of 100 percent together leave nothing out.
                shares.add(new Share<>(Math.round(percent * 10_000) / 1_000_000.0, side));
            } else {
                marked.add(new Marked<>(
                        rule.attachments().keySet().toArray(String[]::new),
                        rule.attachments().values().toArray(String[]::new),
                        side));
            }
        }
    }

    /**
     * The candidates divided by the rules; null if none of them is of a canary's versions.
     *
     * @param sidesOf makes the candidates of each side
     * @param ranks of all
     */
    static <T> @Nullable Division<T> of(
            Candidates.Sides<T> sidesOf, Ranks<T> ranks, Requirement requirement, Canary canary) {
        boolean hasCanary = ranks.byRank().stream()
                .flatMap(List::stream)
                .anyMatch(each ->
                        canary.rules().rules().stream().anyMatch(rule -> isOf(each, requirement, rule.versions())));
        return hasCanary ? new Division<>(sidesOf, ranks, requirement, canary) : null;
    }

    /** Of an instance that does not say what it serves, that is not known. */
    private static boolean isOf(Contender<?> contender, Requirement requirement, VersionRange versions) {
        Version served = Eligibility.served(contender.instance(), requirement);
        return served != null && versions.contains(served);
    }

    /** Adds the ids of the instances that this consumer uses of each side. */
    void addUsed(Set<String> ids) {
        others.addUsed(ids);
        marked.forEach(each -> each.side().addUsed(ids));
        shares.forEach(each -> each.side().addUsed(ids));
    }

    /**
     * The candidates as seen from the call's side.
     *
     * @param key of the call's routing key, or 0: the calls of one key are all on one side, and go over one after the other,
     *     in one direction only, while a share grows
     */
    Candidates<T> side(Map<String, String> attachments, long key) {
        if (!attachments.isEmpty()) {
            for (int i = 0; i < marked.size(); i++) {
                if (marked.get(i).takes(attachments)) {
                    return marked.get(i).side();
                }
            }
        }
        if (shares.isEmpty()) {
            return others;
        }
        double drawn = key == 0 ? random.nextDouble() : HashRing.fraction(key ^ OTHER_THAN_RING);
        for (int i = 0; i < shares.size(); i++) {
            if (drawn < shares.get(i).upTo()) {
                return shares.get(i).side();
            }
        }
        return others;
    }
}
