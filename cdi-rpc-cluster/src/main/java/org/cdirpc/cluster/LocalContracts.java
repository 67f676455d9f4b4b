package org.cdirpc.cluster;

import static org.cdirpc.cluster.ClusterMessages.MESSAGES;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.cdirpc.spi.Version;

/** Contracts and uses inside one JVM; a contract stays as long as the cluster. Thread-safe. */
final class LocalContracts {

    private record Name(ServiceKey key, Version version, String hash) {}

    private final Map<Name, StoredContract> contracts = new ConcurrentHashMap<>();
    private final Map<Node, NodeUses> users = new ConcurrentHashMap<>();

    /** A new node's access. */
    ContractStore join() {
        return new Node();
    }

    private final class Node implements ContractStore {

        // Guarded by this, as is the own place among the users.
        private boolean closed;

        @Override
        public void publish(Collection<StoredContract> published) {
            requireOpen();
            for (StoredContract contract : published) {
                contracts.put(new Name(contract.key(), contract.version(), contract.hash()), contract);
            }
        }

        @Override
        public Optional<StoredContract> find(ServiceKey key, Version version, String hash) {
            requireOpen();
            return Optional.ofNullable(contracts.get(new Name(key, version, hash)));
        }

        @Override
        public synchronized void use(NodeUses own) {
            own.encode(); // What no grid would take is refused here too.
            if (!closed) {
                users.put(this, own);
            }
        }

        @Override
        public List<NodeUses> users() {
            requireOpen();
            return users.values().stream()
                    .sorted(Comparator.comparing(NodeUses::node).thenComparing(NodeUses::instanceId))
                    .toList();
        }

        @Override
        public synchronized void close() {
            closed = true;
            users.remove(this);
        }

        private synchronized void requireOpen() {
            if (closed) {
                throw new RegistryException(MESSAGES.contractsClosed(), null);
            }
        }
    }
}
