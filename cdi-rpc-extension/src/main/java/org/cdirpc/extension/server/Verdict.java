package org.cdirpc.extension.server;

import static org.cdirpc.extension.server.ServerMessages.TEXT;

import java.util.HashMap;
import java.util.Map;
import org.cdirpc.extension.version.Compatibility;
import org.cdirpc.extension.version.ContractDescriptor;

/**
 * What one version of a service is to a consumer.
 *
 * @param matches by the consumer's method the provider's; -1 for none
 * @param misfits by the consumer's method, why it cannot be called, in the words that both sides say
 */
record Verdict(int[] matches, Map<Integer, String> misfits) {

    /** The longest sentence, in characters. */
    static final int LONGEST = 1000;

    /** What all sentences of a service may take, as they all travel in one BOUND; those behind are short. */
    static final int MOST_WORDS = 48 << 10;

    /**
     * In words that name who serves.
     *
     * @param where the service and the node
     */
    static Verdict of(Compatibility compatibility, ContractDescriptor consumer, String where) {
        int[] matches = new int[consumer.methods().size()];
        Map<Integer, String> misfits = new HashMap<>();
        int words = 0;
        for (int i = 0; i < matches.length; i++) {
            matches[i] = compatibility.matches().get(i);
            if (matches[i] >= 0) {
                continue;
            }
            String why = words < MOST_WORDS
                    ? TEXT.misfit(
                            where, cut(String.valueOf(compatibility.misfits().get(i))))
                    : TEXT.furtherMisfit();
            words += why.length();
            misfits.put(i, why);
        }
        return new Verdict(matches, misfits);
    }

    static String cut(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return text.substring(0, end) + "...";
    }

    /** About how many bytes it takes. */
    int weight() {
        int weight = 100 + 4 * matches.length;
        for (String why : misfits.values()) {
            weight += 100 + 2 * why.length();
        }
        return weight;
    }
}
