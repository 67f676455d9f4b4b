package org.cdirpc.extension.node;

import com.hazelcast.core.HazelcastInstance;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.cdirpc.cluster.Affinity;
import org.cdirpc.cluster.AnswerStore;
import org.cdirpc.cluster.Canaries;
import org.cdirpc.cluster.CanaryRules;
import org.cdirpc.cluster.ContractStore;
import org.cdirpc.cluster.Directory;
import org.cdirpc.cluster.Endpoint;
import org.cdirpc.cluster.LocalCluster;
import org.cdirpc.cluster.LocalRates;
import org.cdirpc.cluster.Overrides;
import org.cdirpc.cluster.Registry;
import org.cdirpc.cluster.SharedRates;
import org.cdirpc.cluster.StaticDirectory;
import org.cdirpc.cluster.hazelcast.ContractStoreSettings;
import org.cdirpc.cluster.hazelcast.DirectorySettings;
import org.cdirpc.cluster.hazelcast.HazelcastAnswerStore;
import org.cdirpc.cluster.hazelcast.HazelcastCanaries;
import org.cdirpc.cluster.hazelcast.HazelcastContractStore;
import org.cdirpc.cluster.hazelcast.HazelcastDirectory;
import org.cdirpc.cluster.hazelcast.HazelcastOverrides;
import org.cdirpc.cluster.hazelcast.HazelcastRates;

/**
 * How a node finds others and is found.
 *
 * @param directory knows the others
 * @param registry makes this node known; empty with a static list
 * @param affinity knows who owns the data of a key
 * @param rates tells the others what it uses of rates; empty with a static list
 * @param answers opens the store of answers for at most so many entries
 * @param sharesAnswers whether the others use that store too
 * @param canaries opens the canary rules for a node that has these configured, by service
 * @param overrides opens what operators say of instances, for the start of a node with this id
 * @param contracts knows what others' contracts look like, and who uses them
 */
record Membership(
        Directory directory,
        Optional<Registry> registry,
        Affinity affinity,
        Optional<SharedRates> rates,
        IntFunction<AnswerStore> answers,
        boolean sharesAnswers,
        Function<Map<String, CanaryRules>, Canaries> canaries,
        Function<String, Overrides> overrides,
        ContractStore contracts) {

    private static final long ANSWERS_MILLIS = 2000;

    /** The same, with another view of the others. */
    Membership seeing(Directory other) {
        return new Membership(other, registry, affinity, rates, answers, sharesAnswers, canaries, overrides, contracts);
    }

    /**
     * As the configuration says.
     *
     * @param node the node's name, for messages
     * @param teardown ends what is started here
     * @throws RpcStartException if the cluster cannot be joined
     */
    static Membership join(NodeParts parts, String node, Teardown teardown) {
        RpcConfig config = parts.config();
        InProcessCluster inProcess = parts.inProcess();
        HazelcastInstance hazelcast = parts.hazelcast();
        if (inProcess != null) {
            return of(inProcess.registry(), inProcess.rates());
        }
        if (!config.cluster().endpoints().isEmpty()) {
            return of(config.cluster().endpoints());
        }
        if (!config.cluster().usesHazelcast()) {
            return alone();
        }
        RpcConfig.Grid grid = config.cluster().grid();
        if (hazelcast != null && grid.takesGiven()) {
            return of(hazelcast, parts.loader());
        }
        if (hazelcast != null) {
            String mode = grid.isClient() ? "client" : "member";
            throw new RpcStartException(List.of(NodeMessages.TEXT.instanceGiven(mode, node)), null);
        }
        if (grid.mode().equals(Optional.of(RpcConfig.Mode.GIVEN))) {
            throw new RpcStartException(List.of(NodeMessages.TEXT.noInstanceGiven(node)), null);
        }
        try {
            return of(GridAccess.open(config, parts.loader(), teardown), parts.loader());
        } catch (RuntimeException failure) {
            throw new RpcStartException(
                    List.of(NodeMessages.TEXT.cannotJoin(node, String.valueOf(failure.getMessage()))), failure);
        }
    }

    private static Membership of(LocalCluster cluster, LocalRates rates) {
        return of(cluster, rates, true);
    }

    /** Of one node, which knows itself. */
    private static Membership alone() {
        return of(new LocalCluster(), new LocalRates(), false);
    }

    private static Membership of(LocalCluster cluster, LocalRates rates, boolean sharesAnswers) {
        LocalCluster.Node node = cluster.join();
        return new Membership(
                node,
                Optional.of(node),
                Affinity.NONE,
                Optional.of(rates.join()),
                cluster::answers,
                sharesAnswers,
                cluster::canaries,
                instance -> cluster.overrides(),
                cluster.contracts());
    }

    private static Membership of(List<RpcConfigAddress> endpoints) {
        LocalCluster own = new LocalCluster();
        return new Membership(
                new StaticDirectory(Membership.endpoints(endpoints)),
                Optional.empty(),
                Affinity.NONE,
                Optional.empty(),
                own::answers,
                false,
                own::canaries,
                instance -> own.overrides(),
                ContractStore.NONE);
    }

    /** Over an instance that the application gives and ends itself. */
    private static Membership of(HazelcastInstance instance, ClassLoader loader) {
        DirectorySettings settings = DirectorySettings.defaults();
        HazelcastDirectory directory = HazelcastDirectory.open(instance, settings);
        return new Membership(
                directory,
                Optional.of(directory),
                directory.affinity(),
                Optional.of(new HazelcastRates(instance, settings.timeoutMillis())),
                most -> new HazelcastAnswerStore(instance, most, ANSWERS_MILLIS, loader),
                true,
                configured -> HazelcastCanaries.open(instance, configured, settings),
                own -> HazelcastOverrides.open(instance, own, settings),
                new HazelcastContractStore(instance, ContractStoreSettings.within(settings.timeoutMillis()), loader));
    }

    static List<Endpoint> endpoints(List<RpcConfigAddress> addresses) {
        return addresses.stream()
                .map(address -> new Endpoint(address.host(), address.port()))
                .toList();
    }
}
