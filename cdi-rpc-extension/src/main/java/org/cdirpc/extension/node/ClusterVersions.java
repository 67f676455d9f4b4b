package org.cdirpc.extension.node;

import static org.cdirpc.extension.node.NodeMessages.TEXT;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.cdirpc.RpcContractException;
import org.cdirpc.RpcUnavailableException;
import org.cdirpc.RpcVersions;
import org.cdirpc.cluster.Canaries;
import org.cdirpc.cluster.CanaryRules;
import org.cdirpc.cluster.ContractStore;
import org.cdirpc.cluster.Directory;
import org.cdirpc.cluster.Instance;
import org.cdirpc.cluster.InstanceState;
import org.cdirpc.cluster.NodeUses;
import org.cdirpc.cluster.RegistryException;
import org.cdirpc.cluster.ServiceKey;
import org.cdirpc.cluster.ServiceOffer;
import org.cdirpc.cluster.Snapshot;
import org.cdirpc.cluster.Use;
import org.cdirpc.extension.server.CallServer;
import org.cdirpc.spi.FailureCode;
import org.cdirpc.spi.Progress;

/**
 * Who serves and uses what, as the cluster knows it. Thread-safe.
 *
 * @param store knows the consumers
 * @param directory knows the providers
 * @param canaries knows how calls are divided between versions
 */
record ClusterVersions(ContractStore store, Directory directory, Canaries canaries) implements RpcVersions {

    @Override
    public List<Consumer> consumersOf(String service) {
        requireThreadThatWaits("who uses " + service);
        List<Consumer> consumers = new ArrayList<>();
        for (NodeUses user : users(service)) {
            for (Use use : user.uses()) {
                if (use.key().name().equals(service)) {
                    consumers.add(new Consumer(
                            user.node(), user.instanceId(), use.key().group(), use.range(), use.version(), use.hash()));
                }
            }
        }
        consumers.sort(Comparator.comparing(Consumer::node)
                .thenComparing(Consumer::instance)
                .thenComparing(Consumer::group)
                .thenComparing(Consumer::version));
        return List.copyOf(consumers);
    }

    /** Throws where a blocking call would. */
    static void requireThreadThatWaits(String asked) {
        if (CallServer.onIoThread()) {
            throw new RpcContractException(
                    FailureCode.CONTRACT_MISMATCH,
                    Progress.NOT_SENT,
                    TEXT.askedOnIoThread(asked, Thread.currentThread().getName()),
                    null);
        }
    }

    private List<NodeUses> users(String service) {
        try {
            return store.users();
        } catch (RegistryException unreachable) {
            throw new RpcUnavailableException(
                    FailureCode.UNAVAILABLE,
                    Progress.NOT_SENT,
                    TEXT.usersUnknown(service, String.valueOf(unreachable.getMessage())),
                    unreachable);
        }
    }

    @Override
    public List<Provider> providersOf(String service) {
        List<Provider> providers = new ArrayList<>();
        Snapshot known = directory.snapshot();
        for (Instance instance : known.instances().values()) {
            for (ServiceOffer offer : instance.offers()) {
                if (offer.key().name().equals(service)) {
                    providers.add(new Provider(
                            instance.node(),
                            instance.instanceId(),
                            offer.key().group(),
                            offer.version(),
                            offer.contractHash(),
                            instance.state() == InstanceState.DRAINING
                                    || known.overrides().withdrawal(instance, offer.key(), offer.version()) != null));
                }
            }
        }
        providers.sort(Comparator.comparing(Provider::node)
                .thenComparing(Provider::instance)
                .thenComparing(Provider::group)
                .thenComparing(Provider::version));
        return List.copyOf(providers);
    }

    @Override
    public String canary(String service, String group) {
        return canaries.rulesOf(new ServiceKey(service, group)).toString();
    }

    @Override
    public void setCanary(String service, String group, String rules) {
        ServiceKey key = new ServiceKey(service, group);
        CanaryRules read = CanaryRules.parse(rules);
        requireThreadThatWaits("the canary rules of " + key);
        try {
            canaries.set(key, read);
        } catch (RegistryException unreachable) {
            throw new RpcUnavailableException(
                    FailureCode.UNAVAILABLE,
                    Progress.UNKNOWN,
                    TEXT.canaryUnknown(key.toString(), String.valueOf(unreachable.getMessage())),
                    unreachable);
        }
    }
}
