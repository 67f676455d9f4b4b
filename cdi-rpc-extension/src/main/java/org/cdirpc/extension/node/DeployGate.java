package org.cdirpc.extension.node;

import static org.cdirpc.extension.node.NodeMessages.TEXT;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.cdirpc.cluster.ServiceKey;
import org.cdirpc.extension.version.Compatibility;
import org.cdirpc.extension.version.ContractDescriptor;
import org.cdirpc.spi.Version;

/**
 * Judges what a node is about to serve by those that live, before it is announced. A version has one shape, so who serves
 * the same version in another one is in the way; and who consumes a service and accepts the new version must fit it, for
 * the calls will go there. A consumer is not broken
 * <ul>
 *   <li>if another version that the node serves too lies in its range and fits all of it,
 *   <li>or if its contract is newer than the version that is about to be served: it accepts that by its range and knows what
 *       it lacks, and what was served before may be started again, or gone back to, at any time,
 *   <li>or by a method that fits none of the providers it accepts today: it does not work anyway, and one consumer that
 *       was deployed by mistake must not keep all providers from being started again. Where no such provider lives, the very
 *       release that was served lately counts as one: it is started again. Else, or where a provider does not say what it
 *       serves, nothing is known of today and the method counts.
 * </ul>
 *
 * <p>The idea is that of the compatibility checks of schema registries (Confluent's), which judge a schema before anything
 * is written with it; here those that live are asked instead of a history. Used once, by one thread.
 */
final class DeployGate {

    private final LiveContracts live;
    private final List<ContractDescriptor> own;

    DeployGate(LiveContracts live, List<ContractDescriptor> own) {
        this.live = live;
        this.own = List.copyOf(own);
    }

    /**
     * Everything that is in the way, full messages; empty if nothing is.
     *
     * @throws org.cdirpc.cluster.RegistryException if the cluster does not tell who lives
     */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        Map<ServiceKey, List<ContractDescriptor>> services = new LinkedHashMap<>();
        own.forEach(each ->
                services.computeIfAbsent(keyOf(each), key -> new ArrayList<>()).add(each));
        services.forEach((service, versions) -> {
            List<LiveProvider> providers = live.providers(service);
            versions.sort(Comparator.comparing(ContractDescriptor::version).reversed());
            versions.forEach(each -> otherShapes(each, providers, problems));
            broken(service, versions, providers, problems);
        });
        return problems;
    }

    static ServiceKey keyOf(ContractDescriptor contract) {
        return new ServiceKey(contract.service(), contract.group());
    }

    private static void otherShapes(ContractDescriptor own, List<LiveProvider> providers, List<String> problems) {
        Map<String, ContractDescriptor> shapes = new TreeMap<>();
        Map<String, List<String>> nodes = new TreeMap<>();
        String ownHash = own.hash();
        Version version = own.version();
        for (LiveProvider provider : providers) {
            ContractDescriptor other = provider.contract();
            if (other != null
                    && provider.version().equals(version)
                    && !provider.hash().equals(ownHash)) {
                shapes.put(provider.hash(), other);
                nodes.computeIfAbsent(provider.hash(), hash -> new ArrayList<>())
                        .add(provider.node());
            }
        }
        shapes.forEach((hash, other) -> {
            List<String> differences = ContractDifferences.between(own, other);
            if (!differences.isEmpty()) {
                problems.add(TEXT.otherShape(
                        keyOf(own).toString(),
                        version.toString(),
                        String.join(", ", nodes.getOrDefault(hash, List.of())),
                        version.major() + "." + (version.minor() + 1),
                        (version.major() + 1) + ".0",
                        lines(differences)));
            }
        });
    }

    /** A consumer is bound to the newest version that fits whole, else to that with the fewest misfits. */
    private void broken(
            ServiceKey service,
            List<ContractDescriptor> newestFirst,
            List<LiveProvider> providers,
            List<String> problems) {
        Map<Version, Map<String, List<String>>> usersOf = new LinkedHashMap<>();
        for (LiveConsumer consumer : live.consumers(service)) {
            ContractDescriptor best = null;
            Map<Integer, String> fewest = Map.of();
            for (ContractDescriptor each : newestFirst) {
                if (consumer.range().contains(each.version())) {
                    Map<Integer, String> misfits =
                            Compatibility.of(consumer.contract(), each).misfits();
                    if (best == null || misfits.size() < fewest.size()) {
                        best = each;
                        fewest = misfits;
                    }
                }
            }
            if (best != null && !fewest.isEmpty() && !isNewer(consumer, best.version())) {
                Set<Integer> lost = isStartedAgain(service, best, consumer, providers)
                        ? fewest.keySet()
                        : misfitEverywhere(consumer, providers);
                Map<String, List<String>> ofVersion =
                        usersOf.computeIfAbsent(best.version(), key -> new LinkedHashMap<>());
                fewest.forEach((method, sentence) -> {
                    if (!lost.contains(method)) {
                        ofVersion
                                .computeIfAbsent(sentence, key -> new ArrayList<>())
                                .add(consumer.toString());
                    }
                });
            }
        }
        usersOf.forEach((version, users) -> {
            if (!users.isEmpty()) {
                List<String> sentences = new ArrayList<>();
                users.forEach((sentence, names) -> sentences.add(sentence + "; used by " + String.join("; ", names)));
                problems.add(TEXT.breaksConsumers(
                        service.toString(), version.toString(), (version.major() + 1) + ".0", lines(sentences)));
            }
        });
    }

    /** Whoever accepts versions older than its own knows what they lack; an older one stays free to be started again. */
    private static boolean isNewer(LiveConsumer consumer, Version provider) {
        return provider.compareTo(consumer.contract().version()) < 0;
    }

    /** Whether nothing that the consumer accepts is served now, and this was until lately. */
    private boolean isStartedAgain(
            ServiceKey service, ContractDescriptor own, LiveConsumer consumer, List<LiveProvider> providers) {
        return providers.stream().noneMatch(provider -> consumer.range().contains(provider.version()))
                && live.wasServed(service, own.version(), own.hash());
    }

    /** The methods that fit no provider of today. */
    private static Set<Integer> misfitEverywhere(LiveConsumer consumer, List<LiveProvider> providers) {
        Set<Integer> everywhere = null;
        // Of each release there is one, however many serve it.
        Set<ContractDescriptor> judged = Collections.newSetFromMap(new IdentityHashMap<>());
        for (LiveProvider provider : providers) {
            if (!consumer.range().contains(provider.version())) {
                continue;
            }
            ContractDescriptor contract = provider.contract();
            if (contract == null) {
                return Set.of();
            }
            if (!judged.add(contract)) {
                continue;
            }
            Set<Integer> misfits =
                    Compatibility.of(consumer.contract(), contract).misfits().keySet();
            if (everywhere == null) {
                everywhere = new LinkedHashSet<>(misfits);
            } else {
                everywhere.retainAll(misfits);
            }
        }
        return everywhere == null ? Set.of() : everywhere;
    }

    private static String lines(List<String> sentences) {
        return String.join(
                System.lineSeparator(), sentences.stream().map("  "::concat).toList());
    }
}
