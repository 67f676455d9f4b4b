package org.cdirpc.extension.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cdirpc.RpcVersions;
import org.cdirpc.cluster.Canaries;
import org.cdirpc.cluster.ContractStore;
import org.cdirpc.cluster.Directory;
import org.cdirpc.cluster.RegistryException;
import org.cdirpc.cluster.ServiceKey;
import org.cdirpc.cluster.StoredContract;
import org.cdirpc.extension.version.ContractDescriptor;

/**
 * How one node's contracts stand to those of others: judged and told at its start, and told again for each proxy that is
 * made later. With a list of endpoints in place of a registry nothing is known of others, and nothing is said. Thread-safe.
 */
final class NodeVersions implements AutoCloseable {

    private static final long GATE_MILLIS = 5_000;
    private static final long NEEDS_MILLIS = 2_000;

    private final OwnStart self;
    private final RpcConfig.Versions config;
    private final ContractStore store;
    private final Directory directory;
    private final List<ContractDescriptor> served;
    private final UsedContracts used;

    /**
     * Of one start of a node.
     *
     * @param served what the node is about to serve
     * @param loader the application's
     */
    NodeVersions(
            OwnStart self,
            RpcConfig.Versions config,
            ContractStore store,
            Directory directory,
            List<ContractDescriptor> served,
            ClassLoader loader) {
        this.self = self;
        this.config = config;
        this.store = store;
        this.directory = directory;
        this.served = List.copyOf(served);
        this.used = new UsedContracts(self, store, loader, this::lookFor);
    }

    /**
     * Judges what is about to be served and, where a start without it is to fail, what is needed; then tells the cluster of
     * the proxies that there will be. Takes some seconds at most; a registry that does not answer stops nothing.
     *
     * @throws RpcStartException if something is in the way
     */
    void judge(List<Need> needs) {
        if (store == ContractStore.NONE) {
            return;
        }
        List<String> problems = new ArrayList<>();
        if (config.gate() != RpcConfig.Verdict.OFF && !served.isEmpty()) {
            problems.addAll(gate());
        }
        if (config.unmet() == RpcConfig.Verdict.FAIL) {
            unmet(needs).forEach(unmet -> problems.add(unmet.message()));
        }
        if (!problems.isEmpty()) {
            throw new RpcStartException(problems, null);
        }
        needs.forEach(used::add);
    }

    private List<String> gate() {
        try {
            List<String> problems = new DeployGate(live(GATE_MILLIS), served).problems();
            if (config.gate() == RpcConfig.Verdict.FAIL || problems.isEmpty()) {
                return problems;
            }
            NodeLog.LOG.gateIsOpen(self.node(), String.join(System.lineSeparator(), problems));
        } catch (RegistryException unreachable) {
            NodeLog.LOG.gateNotJudged(self.node(), String.valueOf(unreachable.getMessage()));
        }
        return List.of();
    }

    private List<NeedCheck.Unmet> unmet(List<Need> needs) {
        List<NeedCheck.Unmet> all = new ArrayList<>();
        try {
            NeedCheck check = new NeedCheck(live(NEEDS_MILLIS), served);
            for (Need need : needs) {
                NeedCheck.Unmet unmet = check.judge(need);
                if (unmet != null) {
                    all.add(unmet);
                }
            }
        } catch (RegistryException unreachable) {
            NodeLog.LOG.needsNotJudged(self.node(), String.valueOf(unreachable.getMessage()));
        }
        return all;
    }

    private LiveContracts live(long limitMillis) {
        return new LiveContracts(self, store, directory.snapshot(), limitMillis);
    }

    /** Says what is missing for proxies that there are; nothing fails for it any more. */
    private void lookFor(List<Need> needs) {
        if (config.unmet() == RpcConfig.Verdict.OFF) {
            return;
        }
        for (NeedCheck.Unmet unmet : unmet(needs)) {
            if (unmet.nobody()) {
                NodeLog.LOG.servedByNobody(self.node(), unmet.message());
            } else {
                NodeLog.LOG.unmet(self.node(), unmet.message());
            }
        }
    }

    /** Makes known what is served, before it is announced; what cannot be told now is told later. */
    void publish() {
        if (store == ContractStore.NONE || served.isEmpty()) {
            return;
        }
        try {
            List<StoredContract> contracts = new ArrayList<>();
            for (ContractDescriptor each : served) {
                stored(self, DeployGate.keyOf(each), each).ifPresent(contract -> {
                    contracts.add(contract);
                    contracts.add(LiveContracts.served(contract));
                });
            }
            store.publish(contracts);
        } catch (RegistryException unreachable) {
            NodeLog.LOG.notTold(self.node(), String.valueOf(unreachable.getMessage()));
        }
    }

    /** A contract as the cluster keeps it; empty if it is too large for that, which is logged. */
    static Optional<StoredContract> stored(OwnStart self, ServiceKey service, ContractDescriptor contract) {
        String text = contract.text();
        try {
            return Optional.of(new StoredContract(service, contract.version(), ContractDescriptor.hashOf(text), text));
        } catch (IllegalArgumentException tooLarge) {
            NodeLog.LOG.notTold(self.node(), String.valueOf(tooLarge.getMessage()));
            return Optional.empty();
        }
    }

    /** Takes note of a proxy; does not wait. */
    void used(Need need) {
        used.add(need);
    }

    /** Who serves and uses what in the cluster. */
    RpcVersions asked(Canaries canaries) {
        return new ClusterVersions(store, directory, canaries);
    }

    @Override
    public void close() {
        used.close();
    }
}
