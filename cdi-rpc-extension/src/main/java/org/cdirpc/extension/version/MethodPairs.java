package org.cdirpc.extension.version;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which method of the provider each method of the consumer is: one of the same name and number of parameters. Where there
 * are several, classes' names choose, then equal shapes, then whether arguments fit at all. Two methods of a consumer are never one of
 * the provider: an overload that is gone would else run another in its place.
 */
final class MethodPairs {

    private static final int NONE = -1;

    private record Key(String name, int parameters) {

        static Key of(MethodDescriptor method) {
            return new Key(method.name(), method.parameters().size());
        }
    }

    private final List<MethodDescriptor> needed;
    private final List<MethodDescriptor> offered;
    private final Sides sides;
    private final Map<Key, List<Integer>> offers = new HashMap<>();
    private final int[] providers;
    private final boolean[] taken;

    MethodPairs(List<MethodDescriptor> needed, List<MethodDescriptor> offered, Sides sides) {
        this.needed = needed;
        this.offered = offered;
        this.sides = sides;
        this.providers = new int[needed.size()];
        this.taken = new boolean[offered.size()];
        Arrays.fill(providers, NONE);
        for (int i = 0; i < offered.size(); i++) {
            offers.computeIfAbsent(Key.of(offered.get(i)), unused -> new ArrayList<>())
                    .add(i);
        }
        Map<Key, List<Integer>> needs = new HashMap<>();
        for (int i = 0; i < needed.size(); i++) {
            needs.computeIfAbsent(Key.of(needed.get(i)), unused -> new ArrayList<>())
                    .add(i);
        }
        needs.forEach((key, overloads) -> pair(overloads, offers.getOrDefault(key, List.of())));
    }

    /** The index of the provider's method; -1 for none. */
    int providerOf(int method) {
        return providers[method];
    }

    boolean isPaired(int provider) {
        return taken[provider];
    }

    /** What the provider has of its name and number of parameters that is no other method of the consumer. */
    List<MethodDescriptor> candidates(int method) {
        List<MethodDescriptor> free = new ArrayList<>();
        for (int offer : offers.getOrDefault(Key.of(needed.get(method)), List.of())) {
            if (!taken[offer]) {
                free.add(offered.get(offer));
            }
        }
        return free;
    }

    private void pair(List<Integer> overloads, List<Integer> all) {
        if (overloads.size() == 1 && all.size() == 1) {
            take(overloads.get(0), all.get(0));
            return;
        }
        // Each rule for all overloads before the next rule for any: who is known by a better one comes first.
        pairBy(
                (need, offer) -> sameHints(need, offer) && sides.sameArguments(needed.get(need), offered.get(offer)),
                overloads,
                all);
        pairBy(this::sameHints, overloads, all);
        pairBy((need, offer) -> sides.sameArguments(needed.get(need), offered.get(offer)), overloads, all);
        pairBy((need, offer) -> sides.argumentsFit(needed.get(need), offered.get(offer)), overloads, all);
    }

    private boolean sameHints(int need, int offer) {
        return needed.get(need).hints().equals(offered.get(offer).hints());
    }

    private interface Rule {
        boolean holds(int need, int offer);
    }

    /** Pairs those for which a rule holds with exactly one that is free, and which no other overload has as its one. */
    private void pairBy(Rule rule, List<Integer> overloads, List<Integer> all) {
        List<Integer> free = all.stream().filter(offer -> !taken[offer]).toList();
        Map<Integer, Integer> onlyOffer = new HashMap<>();
        Map<Integer, Integer> onlyNeed = new HashMap<>();
        for (int need : overloads) {
            if (providers[need] == NONE) {
                for (int offer : free) {
                    if (rule.holds(need, offer)) {
                        onlyOffer.merge(need, offer, (one, other) -> NONE);
                        onlyNeed.merge(offer, need, (one, other) -> NONE);
                    }
                }
            }
        }
        onlyOffer.forEach((need, offer) -> {
            if (offer != NONE && onlyNeed.getOrDefault(offer, NONE).equals(need)) {
                take(need, offer);
            }
        });
    }

    private void take(int need, int offer) {
        providers[need] = offer;
        taken[offer] = true;
    }
}
