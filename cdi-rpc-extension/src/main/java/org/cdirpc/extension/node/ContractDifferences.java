package org.cdirpc.extension.node;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.cdirpc.extension.version.Compatibility;
import org.cdirpc.extension.version.ContractDescriptor;

/** In which ways two shapes of one version differ, in the words in which calls would be refused. */
final class ContractDifferences {

    private ContractDifferences() {}

    /**
     * One sentence for each difference of a method; empty if none can be seen from outside, as after the renaming of a
     * class.
     *
     * @param own what is about to be served
     * @param other what is served already
     */
    static List<String> between(ContractDescriptor own, ContractDescriptor other) {
        Compatibility theirs = Compatibility.of(other, own);
        Compatibility ours = Compatibility.of(own, other);
        Set<String> methods = new LinkedHashSet<>();
        List<String> sentences = new ArrayList<>();
        theirs.misfits().forEach((method, sentence) -> {
            methods.add(other.methods().get(method).toString());
            sentences.add(sentence);
        });
        ours.misfits().forEach((method, sentence) -> {
            // Most differences show in both directions; once is enough.
            if (methods.add(own.methods().get(method).toString())) {
                sentences.add("the other way round, " + sentence);
            }
        });
        if (sentences.isEmpty()) {
            Set<String> notes = new LinkedHashSet<>(theirs.notes());
            ours.notes().forEach(note -> notes.add("the other way round, " + note));
            sentences.addAll(notes);
        }
        return sentences;
    }
}
