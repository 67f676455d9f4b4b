package org.cdirpc.cluster;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.cdirpc.spi.Version;

/** The store of a node without a registry: without state, so one serves all. */
final class NoContracts implements ContractStore {

    @Override
    public void publish(Collection<StoredContract> contracts) {}

    @Override
    public Optional<StoredContract> find(ServiceKey key, Version version, String hash) {
        return Optional.empty();
    }

    @Override
    public void use(NodeUses own) {}

    @Override
    public List<NodeUses> users() {
        return List.of();
    }

    @Override
    public void close() {}
}
