package org.cdirpc.cluster.hazelcast;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.cdirpc.cluster.ServiceKey;
import org.cdirpc.cluster.StoredContract;
import org.cdirpc.spi.Version;

/**
 * The contracts that this node keeps alive. Whoever has the same contract writes the same, so that nodes need not agree on
 * who does, and it does not matter whose entry a merge of two clusters keeps. Written by the store's thread, added and
 * asked for by any.
 */
final class OwnContracts {

    private final Grid grid;
    private final ContractStoreSettings settings;
    private final Map<String, StoredContract> own = new ConcurrentHashMap<>();

    // Confined to the store's thread.
    private long renewedNanos = System.nanoTime();

    OwnContracts(Grid grid, ContractStoreSettings settings) {
        this.grid = grid;
        this.settings = settings;
    }

    /** The grid's key: no part holds a tab. */
    static String entry(ServiceKey key, Version version, String hash) {
        return String.join("\t", key.name(), key.group(), version.toString(), hash);
    }

    private static String entry(StoredContract contract) {
        return entry(contract.key(), contract.version(), contract.hash());
    }

    void add(Collection<StoredContract> contracts) {
        contracts.forEach(contract -> own.put(entry(contract), contract));
    }

    Optional<StoredContract> find(String entry) {
        return Optional.ofNullable(own.get(entry));
    }

    void write(Collection<StoredContract> contracts) throws ExecutionException, TimeoutException, InterruptedException {
        for (StoredContract contract : contracts) {
            grid.put(entry(contract), contract.encode(), settings.contractsMillis())
                    .get(settings.timeoutMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /**
     * Writes again what the grid has lost, and now and then everything, before it runs out: looking is cheap, and texts are
     * not sent with every beat. Waits for the grid.
     */
    void keep() throws ExecutionException, TimeoutException, InterruptedException {
        long now = System.nanoTime();
        if (now - renewedNanos >= TimeUnit.MILLISECONDS.toNanos(settings.renewMillis())) {
            write(own.values());
            renewedNanos = now;
            return;
        }
        write(own.entrySet().stream()
                .filter(known -> !grid.map().containsKey(known.getKey()))
                .map(Map.Entry::getValue)
                .toList());
    }
}
