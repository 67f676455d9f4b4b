package org.cdirpc.extension.version;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Whether a consumer's contract and a provider's fit, method by method: every value that one side can write is read by the
 * other as the same value. The same judgement, in the same words, wherever it is asked for. Immutable.
 *
 * @param matches for each of the consumer's methods the index of the provider's that serves it; -1 if none does
 * @param misfits what does not fit, by the index of the consumer's method: one sentence each, without a message id
 * @param notes differences that do no harm, one sentence each
 */
public record Compatibility(List<Integer> matches, SortedMap<Integer, String> misfits, List<String> notes) {

    /** Immutable copies. */
    public Compatibility {
        matches = List.copyOf(matches);
        misfits = Collections.unmodifiableSortedMap(new TreeMap<>(misfits));
        notes = List.copyOf(notes);
    }

    /** Judges; the versions say who of both knows the other's contract. Takes milliseconds at most for usual contracts. */
    public static Compatibility of(ContractDescriptor consumer, ContractDescriptor provider) {
        return new Comparison(consumer, provider).judge();
    }

    /** Whether the provider serves every method of the consumer. */
    public boolean fits() {
        return misfits.isEmpty();
    }
}
