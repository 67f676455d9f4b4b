package org.cdirpc.extension.node;

import static org.cdirpc.extension.node.NodeMessages.TEXT;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.cdirpc.extension.version.Compatibility;
import org.cdirpc.extension.version.ContractDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * Judges whether those that live serve what a proxy needs. A method is served if it fits one provider that the proxy
 * accepts, for calls go where their method fits; not each method need fit the same. Used once, by one thread.
 */
final class NeedCheck {

    /** Of the sentences on one method; each provider has one, and most are alike. */
    private static final int MOST_REASONS = 3;

    private final LiveContracts live;
    private final List<ContractDescriptor> own;

    /**
     * A check.
     *
     * @param own what this node serves itself
     */
    NeedCheck(LiveContracts live, List<ContractDescriptor> own) {
        this.live = live;
        this.own = List.copyOf(own);
    }

    /**
     * What a need comes to.
     *
     * @param nobody whether there is no provider at all, in whatever version
     * @param message what is wrong
     */
    record Unmet(boolean nobody, String message) {}

    /**
     * What is wrong, or null if the need is met or nobody can tell.
     *
     * @throws org.cdirpc.cluster.RegistryException if the cluster does not tell who lives
     */
    @Nullable
    Unmet judge(Need need) {
        List<LiveProvider> all = new ArrayList<>(live.providers(need.service()));
        for (ContractDescriptor each : own) {
            if (DeployGate.keyOf(each).equals(need.service())) {
                all.add(new LiveProvider("this node", each.version(), "", each));
            }
        }
        if (all.isEmpty()) {
            return new Unmet(true, TEXT.servedByNobody(need.toString()));
        }
        List<LiveProvider> accepted = all.stream()
                .filter(provider -> need.range().contains(provider.version()))
                .sorted(Comparator.comparing(LiveProvider::version).reversed())
                .toList();
        if (accepted.isEmpty()) {
            return new Unmet(false, TEXT.servedInOtherVersions(need.toString(), words(all)));
        }
        TreeMap<Integer, List<String>> reasons = null;
        // Of each release there is one, however many serve it.
        Set<ContractDescriptor> judged = Collections.newSetFromMap(new IdentityHashMap<>());
        for (LiveProvider provider : accepted) {
            ContractDescriptor contract = provider.contract();
            if (contract == null) {
                return null;
            }
            if (!judged.add(contract)) {
                continue;
            }
            var misfits = Compatibility.of(need.codec().descriptor(), contract).misfits();
            if (reasons == null) {
                reasons = new TreeMap<>();
                for (Integer method : misfits.keySet()) {
                    reasons.put(method, new ArrayList<>());
                }
            }
            reasons.keySet().retainAll(misfits.keySet());
            reasons.forEach((method, sentences) -> add(sentences, misfits.get(method)));
        }
        if (reasons == null || reasons.isEmpty()) {
            return null;
        }
        List<String> lines = new ArrayList<>();
        reasons.values().forEach(sentences -> lines.add("  " + String.join("; ", sentences)));
        return new Unmet(
                false, TEXT.fitsNobody(need.toString(), words(accepted), String.join(System.lineSeparator(), lines)));
    }

    private static void add(List<String> sentences, @Nullable String sentence) {
        if (sentence != null && sentences.size() < MOST_REASONS && !sentences.contains(sentence)) {
            sentences.add(sentence);
        }
    }

    private static String words(List<LiveProvider> providers) {
        return String.join(
                ", ", providers.stream().map(LiveProvider::toString).sorted().toList());
    }
}
