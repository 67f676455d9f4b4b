package org.cdirpc.extension.version;

import static org.cdirpc.extension.version.VersionMessages.TEXT;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Compares one consumer with one provider; made for that. */
final class Comparison {

    private static final int MOST_NOTES = 1000;

    private final ContractDescriptor consumer;
    private final ContractDescriptor provider;
    private final Sides sides;
    private final List<Integer> matches;
    private final SortedMap<Integer, String> misfits = new TreeMap<>();
    private final List<String> notes = new ArrayList<>();

    Comparison(ContractDescriptor consumer, ContractDescriptor provider) {
        this.consumer = consumer;
        this.provider = provider;
        this.sides = new Sides(consumer, provider);
        this.matches = new ArrayList<>(Collections.nCopies(consumer.methods().size(), -1));
    }

    Compatibility judge() {
        MethodPairs pairs = new MethodPairs(consumer.methods(), provider.methods(), sides);
        for (int i = 0; i < matches.size(); i++) {
            MethodDescriptor method = consumer.methods().get(i);
            int found = pairs.providerOf(i);
            if (found < 0) {
                misfits.put(i, Words.plain(unpaired(method, pairs.candidates(i))));
                continue;
            }
            MethodFit fit = new MethodFit(sides, method, provider.methods().get(found));
            fit.notes().forEach(this::note);
            if (fit.misfit().isEmpty()) {
                matches.set(i, found);
            } else {
                misfits.put(i, Words.plain(fit.misfit()));
            }
        }
        for (int i = 0; i < provider.methods().size(); i++) {
            if (!pairs.isPaired(i)) {
                note(TEXT.newMethod(provider.methods().get(i).toString(), sides.provider(), sides.consumer()));
            }
        }
        return new Compatibility(matches, misfits, notes);
    }

    private void note(String note) {
        if (notes.size() < MOST_NOTES) {
            notes.add(Words.plain(note));
        }
    }

    private String unpaired(MethodDescriptor method, List<MethodDescriptor> candidates) {
        if (!candidates.isEmpty()) {
            return TEXT.ambiguous(method.toString(), sides.consumer(), sides.provider(), list(candidates));
        }
        List<MethodDescriptor> others = provider.methods().stream()
                .filter(other -> other.name().equals(method.name()))
                .toList();
        String has = others.isEmpty() ? "" : TEXT.otherMethods(list(others));
        return TEXT.noSuchMethod(method.toString(), sides.consumer(), sides.provider(), has);
    }

    private static String list(List<MethodDescriptor> methods) {
        List<String> names =
                methods.stream().limit(10).map(MethodDescriptor::toString).toList();
        return String.join(" and ", names) + (methods.size() > 10 ? " " + TEXT.more(methods.size() - 10) : "");
    }
}
