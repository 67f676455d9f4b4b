package org.cdirpc.cluster.hazelcast;

import static org.cdirpc.cluster.hazelcast.GridLog.LOG;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.nio.serialization.HazelcastSerializationException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.cdirpc.cluster.ContractStore;
import org.cdirpc.cluster.MalformedRecordException;
import org.cdirpc.cluster.NodeUses;
import org.cdirpc.cluster.RegistryException;
import org.cdirpc.cluster.ServiceKey;
import org.cdirpc.cluster.StoredContract;
import org.cdirpc.spi.Version;

/**
 * Contracts and uses in two maps of a Hazelcast grid, beside the registry's, through a member or a client. Keys are
 * strings and values bytes, and every entry brings its time to live, so that those of a node that crashed vanish by
 * themselves; what the grid loses while the node lives, its next beat writes again.
 *
 * <p>All waiting for the grid is done by one daemon thread of this object, which starts with the first use. The instance is
 * given and not shut down here. Thread-safe.
 */
public final class HazelcastContractStore implements ContractStore {

    static final String CONTRACTS = "cdirpc.contracts";
    static final String USERS = "cdirpc.users";

    private final ContractStoreSettings settings;
    private final Grid contracts;
    private final Grid users;
    private final OwnContracts ownContracts;
    private final OwnUses ownUses;
    private final GridThread thread;
    private final AtomicBoolean beating = new AtomicBoolean();
    private final AtomicBoolean writing = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();

    // Confined to the thread.
    private final Skipped skippedContracts = new Skipped(CONTRACTS);
    private final Skipped skippedUsers = new Skipped(USERS);
    private boolean complained;

    /**
     * A store over a running instance; does not wait for it.
     *
     * @param loader the context class loader of its thread
     */
    public HazelcastContractStore(HazelcastInstance instance, ContractStoreSettings settings, ClassLoader loader) {
        this.settings = settings;
        contracts = new Grid(instance, CONTRACTS, settings.contractsMillis());
        users = new Grid(instance, USERS, settings.usesMillis());
        ownContracts = new OwnContracts(contracts, settings);
        ownUses = new OwnUses(users, settings);
        thread = new GridThread("cdi-rpc-contracts", loader);
    }

    @Override
    public void publish(Collection<StoredContract> published) {
        List<StoredContract> all = List.copyOf(published);
        ownContracts.add(all);
        beatFromNowOn();
        thread.call(
                "publish contracts",
                () -> {
                    ownContracts.write(all);
                    return true;
                },
                settings.startMillis());
    }

    @Override
    public Optional<StoredContract> find(ServiceKey key, Version version, String hash) {
        String entry = OwnContracts.entry(key, version, hash);
        Optional<StoredContract> own = ownContracts.find(entry);
        if (!closed.get() && (own.isPresent() || hash.isEmpty())) {
            return own;
        }
        return thread.call("find a contract", () -> read(entry, key, version, hash), settings.timeoutMillis());
    }

    private Optional<StoredContract> read(String entry, ServiceKey key, Version version, String hash)
            throws ExecutionException, TimeoutException, InterruptedException {
        try {
            Object value = contracts
                    .map()
                    .getAsync(entry)
                    .toCompletableFuture()
                    .get(settings.timeoutMillis(), TimeUnit.MILLISECONDS);
            if (value instanceof byte[] bytes) {
                return Optional.of(StoredContract.decode(key, version, hash, bytes));
            }
            if (value != null) {
                skippedContracts.report(entry, "it is not bytes");
            }
        } catch (MalformedRecordException | HazelcastSerializationException | SecurityException e) {
            skippedContracts.report(entry, String.valueOf(e.getMessage()));
        } catch (ExecutionException e) {
            // What the deserialization filter refuses, or the grid cannot read.
            Throwable cause = e.getCause();
            if (!(cause instanceof HazelcastSerializationException || cause instanceof SecurityException)) {
                throw e;
            }
            skippedContracts.report(entry, String.valueOf(cause.getMessage()));
        }
        return Optional.empty();
    }

    @Override
    public void use(NodeUses own) {
        ownUses.say(own);
        if (closed.get()) {
            return;
        }
        beatFromNowOn();
        if (writing.compareAndSet(false, true)) {
            thread.soon(this::writeUses);
        }
    }

    @Override
    public List<NodeUses> users() {
        Map<String, NodeUses> all = thread.call("read who calls what", this::readUsers, settings.timeoutMillis());
        NodeUses own = ownUses.said();
        if (own != null) {
            all.put(own.instanceId(), own);
        }
        return all.values().stream()
                .sorted(Comparator.comparing(NodeUses::node).thenComparing(NodeUses::instanceId))
                .toList();
    }

    private Map<String, NodeUses> readUsers() {
        Map<String, NodeUses> all = new HashMap<>();
        users.read((key, value) -> add(key, value, all), skippedUsers::report);
        return all;
    }

    private void add(String key, byte[] value, Map<String, NodeUses> all) {
        try {
            NodeUses uses = NodeUses.decode(value);
            if (!uses.instanceId().equals(key)) {
                skippedUsers.report(key, "it is the entry of another instance");
            } else if (all.size() < Leases.LIMIT) {
                all.put(key, uses);
            } else {
                skippedUsers.tooMany(Leases.LIMIT);
            }
        } catch (MalformedRecordException e) {
            skippedUsers.report(key, String.valueOf(e.getMessage()));
        }
    }

    private void beatFromNowOn() {
        if (beating.compareAndSet(false, true)) {
            thread.repeat(this::beat, settings.beatMillis());
        }
    }

    private void writeUses() {
        writing.set(false);
        carefully(ownUses::write);
    }

    private void beat() {
        carefully(() -> {
            ownUses.write();
            ownContracts.keep();
            complained = false;
        });
    }

    private interface Work {
        void run() throws Exception;
    }

    /** Whatever is thrown, the next beat tries again. */
    private void carefully(Work work) {
        try {
            work.run();
        } catch (Exception | Error e) {
            if (!complained && !closed.get()) {
                complained = true;
                LOG.contractsNotKept(String.valueOf(e), settings.usesMillis());
            }
        }
    }

    /** Takes back what this node uses and ends the thread; takes at most twice the configured timeout. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        ownUses.end();
        if (beating.get()) {
            try {
                thread.call(
                        "take back what this node calls",
                        () -> {
                            ownUses.withdraw();
                            return true;
                        },
                        settings.timeoutMillis());
            } catch (RegistryException e) {
                LOG.usesNotWithdrawn(String.valueOf(e.getMessage()), settings.usesMillis());
            }
        }
        thread.close(settings.timeoutMillis());
    }
}
