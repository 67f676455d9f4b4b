package org.cdirpc.cluster;

import static org.cdirpc.cluster.ClusterMessages.MESSAGES;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How a service's calls are divided between canaries and the other instances. A call goes by the first rule whose
 * attachments it carries; else the shares are drawn; what no share takes goes to the instances that are in no rule's
 * versions. Immutable.
 *
 * @param rules in this order; at most {@link #MAX_RULES}
 * @throws IllegalArgumentException if there are too many, or the shares add up to more than 100 percent
 */
public record CanaryRules(List<CanaryRule> rules) {

    /** The most rules of one service. */
    public static final int MAX_RULES = 32;

    /** No rule: every instance that fits is like every other. */
    public static final CanaryRules NONE = new CanaryRules(List.of());

    /** The most characters of a text, more than the longest rules have. */
    static final int MAX_TEXT = 1 << 18;

    public CanaryRules {
        rules = List.copyOf(rules);
        Text.within("number of canary rules", rules.size(), 0, MAX_RULES);
        long steps = rules.stream()
                .filter(rule -> rule.attachments().isEmpty())
                .mapToLong(rule -> Math.round(rule.percent() * CanaryRule.STEPS))
                .sum();
        if (steps > 100 * CanaryRule.STEPS) {
            throw MESSAGES.canaryShares(text(rules), CanaryRule.plain(steps / CanaryRule.STEPS));
        }
    }

    /**
     * Reads rules as {@link CanaryRule#parse} does, separated by semicolons: {@code [1.3,2) 5%; [1.3,2) tenant=blue}. A
     * blank text is no rule.
     *
     * @throws IllegalArgumentException if a rule is malformed or a part is out of its range
     */
    public static CanaryRules parse(String text) {
        Text.within("length of canary rules", text.length(), 0, MAX_TEXT);
        List<CanaryRule> rules = new ArrayList<>();
        for (String rule : text.split(";", -1)) {
            if (!rule.isBlank()) {
                rules.add(CanaryRule.parse(rule));
            }
        }
        return rules.isEmpty() ? NONE : new CanaryRules(rules);
    }

    /** Whether there is no rule. */
    public boolean isEmpty() {
        return rules.isEmpty();
    }

    private static String text(List<CanaryRule> rules) {
        return rules.stream().map(CanaryRule::toString).collect(Collectors.joining("; "));
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return text(rules);
    }
}
