package org.cdirpc.extension.node;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.cdirpc.cluster.ContractStore;
import org.cdirpc.cluster.Instance;
import org.cdirpc.cluster.InstanceState;
import org.cdirpc.cluster.NodeUses;
import org.cdirpc.cluster.RegistryException;
import org.cdirpc.cluster.ServiceKey;
import org.cdirpc.cluster.ServiceOffer;
import org.cdirpc.cluster.Snapshot;
import org.cdirpc.cluster.StoredContract;
import org.cdirpc.cluster.Use;
import org.cdirpc.extension.version.ContractDescriptor;
import org.cdirpc.spi.Version;
import org.jspecify.annotations.Nullable;

/**
 * What others serve and use at one moment, with what it looks like. The own node is not among them, nor is an earlier
 * start of it, whose entries have not run out. Made for one judgement, by one thread.
 */
final class LiveContracts {

    private static final String SERVED = "served-";

    private final OwnStart self;
    private final ContractStore store;
    private final Snapshot snapshot;
    private final long deadlineNanos;
    private final Map<StoredKey, Optional<ContractDescriptor>> read = new HashMap<>();
    private @Nullable List<NodeUses> users;

    private record StoredKey(ServiceKey service, Version version, String hash) {}

    /**
     * What is known now.
     *
     * @param limitMillis how long all reading together may take; the read that is under way then is waited for
     */
    LiveContracts(OwnStart self, ContractStore store, Snapshot snapshot, long limitMillis) {
        this.self = self;
        this.store = store;
        this.snapshot = snapshot;
        this.deadlineNanos = System.nanoTime() + limitMillis * 1_000_000;
    }

    /**
     * Those that serve a service and take calls, in whatever version.
     *
     * @throws RegistryException if the cluster does not answer
     */
    List<LiveProvider> providers(ServiceKey service) {
        List<LiveProvider> providers = new ArrayList<>();
        for (Instance instance : snapshot.instancesOf(service)) {
            if (instance.state() != InstanceState.UP || self.is(instance)) {
                continue;
            }
            for (ServiceOffer offer : instance.offers()) {
                if (offer.key().equals(service)) {
                    ContractDescriptor contract =
                            contract(service, offer.version(), offer.contractHash(), instance.node());
                    providers.add(new LiveProvider(instance.node(), offer.version(), offer.contractHash(), contract));
                }
            }
        }
        return providers;
    }

    /**
     * Those that use a service, as far as it is known what they need of it.
     *
     * @throws RegistryException if the cluster does not answer
     */
    List<LiveConsumer> consumers(ServiceKey service) {
        Map<Use, Set<String>> nodes = new LinkedHashMap<>();
        for (NodeUses user : users()) {
            if (!self.is(user)) {
                for (Use use : user.uses()) {
                    if (use.key().equals(service)) {
                        nodes.computeIfAbsent(use, key -> new TreeSet<>()).add(user.node());
                    }
                }
            }
        }
        List<LiveConsumer> consumers = new ArrayList<>();
        nodes.forEach((use, names) -> {
            ContractDescriptor contract = contract(service, use.version(), use.hash(), String.join(", ", names));
            if (contract != null) {
                consumers.add(new LiveConsumer(List.copyOf(names), use.range(), use.hash(), contract));
            }
        });
        return consumers;
    }

    /**
     * What says, for as long as the cluster keeps contracts of those that are gone, that a contract was served: its text
     * alone may be there because somebody uses it.
     */
    static StoredContract served(StoredContract contract) {
        return new StoredContract(contract.key(), contract.version(), SERVED + contract.hash(), "served");
    }

    /**
     * Whether a contract was served lately, by whomever.
     *
     * @throws RegistryException if the cluster does not answer
     */
    boolean wasServed(ServiceKey service, Version version, String hash) {
        requireTime();
        return store.find(service, version, SERVED + hash).isPresent();
    }

    private List<NodeUses> users() {
        List<NodeUses> known = users;
        if (known == null) {
            requireTime();
            known = store.users();
            users = known;
        }
        return known;
    }

    private @Nullable ContractDescriptor contract(ServiceKey service, Version version, String hash, String nodes) {
        StoredKey key = new StoredKey(service, version, hash);
        Optional<ContractDescriptor> known = read.get(key);
        if (known == null) {
            known = hash.isEmpty() ? Optional.empty() : stored(key);
            read.put(key, known);
        }
        if (known.isEmpty()) {
            NodeLog.LOG.notCompared(service + " " + version, nodes);
        }
        return known.orElse(null);
    }

    private Optional<ContractDescriptor> stored(StoredKey key) {
        requireTime();
        return store.find(key.service(), key.version(), key.hash())
                .map(StoredContract::text)
                .flatMap(text -> parsed(key, text));
    }

    /** Anyone in the cluster may have written it; and its service, group and version are no part of the hash. */
    private static Optional<ContractDescriptor> parsed(StoredKey key, String text) {
        try {
            if (!ContractDescriptor.hashOf(text).equals(key.hash())) {
                return Optional.empty();
            }
            ContractDescriptor found = ContractDescriptor.parse(text);
            return Optional.of(new ContractDescriptor(
                    key.service().name(), key.service().group(), key.version(), found.methods(), found.types()));
        } catch (IllegalArgumentException malformed) {
            NodeLog.LOG.debug(malformed.getMessage());
            return Optional.empty();
        }
    }

    private void requireTime() {
        if (System.nanoTime() - deadlineNanos >= 0) {
            throw new RegistryException(NodeMessages.TEXT.tooLongToRead(), null);
        }
    }
}
