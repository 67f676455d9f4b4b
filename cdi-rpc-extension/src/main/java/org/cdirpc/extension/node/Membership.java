package org.cdirpc.extension.node;

import com.hazelcast.core.HazelcastInstance;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
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
import org.cdirpc.cluster.hazelcast.HazelcastMember;
import org.cdirpc.cluster.hazelcast.HazelcastOverrides;
import org.cdirpc.cluster.hazelcast.HazelcastRates;
import org.cdirpc.cluster.hazelcast.MemberSettings;

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

    private static final int FIRST_PORT = 5701;
    private static final int PORTS = 10;
    private static final int MOST_PORTS = 100;

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
        if (hazelcast != null) {
            return of(hazelcast, parts.loader());
        }
        try {
            HazelcastMember member = teardown.add("its Hazelcast member", member(config.cluster(), parts.loader()));
            return of(member.instance(), parts.loader());
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

    private static HazelcastMember member(RpcConfig.Cluster cluster, ClassLoader loader) {
        List<Endpoint> members = endpoints(cluster.members());
        if (members.isEmpty()) {
            members = IntStream.range(FIRST_PORT, FIRST_PORT + PORTS)
                    .mapToObj(port -> new Endpoint(cluster.host(), port))
                    .toList();
        }
        int firstPort = cluster.port();
        int ports = 1;
        if (firstPort == 0) {
            // Where the others look for members on this host is where this one should be.
            IntSummaryStatistics own = members.stream()
                    .filter(member -> member.host().equals(cluster.host()))
                    .mapToInt(Endpoint::port)
                    .summaryStatistics();
            boolean listed = own.getCount() > 0 && own.getMax() - own.getMin() < MOST_PORTS;
            firstPort = listed ? own.getMin() : FIRST_PORT;
            ports = listed ? own.getMax() - own.getMin() + 1 : PORTS;
        }
        return HazelcastMember.start(
                new MemberSettings(cluster.name(), cluster.host(), firstPort, ports, members, loader));
    }

    private static List<Endpoint> endpoints(List<RpcConfigAddress> addresses) {
        return addresses.stream()
                .map(address -> new Endpoint(address.host(), address.port()))
                .toList();
    }
}
