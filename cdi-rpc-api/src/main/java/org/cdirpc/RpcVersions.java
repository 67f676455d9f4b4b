package org.cdirpc;

import java.util.List;
import org.cdirpc.spi.Version;
import org.cdirpc.spi.VersionRange;

/**
 * Who serves and who uses which version of a service, in the whole cluster. An application gets it by
 * {@code @Inject RpcVersions}, others from their node. With it "who still uses 1.x" has an answer before 1.x goes:
 *
 * <pre>{@code
 * List<RpcVersions.Consumer> left = versions.consumersOf(Orders.class, VersionRange.parse("[1,2)"));
 * left.forEach(consumer -> log.info(consumer.node() + " uses " + consumer.version()));
 * }</pre>
 *
 * <p>Consumers are those whose node has a proxy of the service, whether it calls or not; a node tells of a new proxy
 * within moments, and is forgotten soon after its end. Nodes of releases that do not tell are missing. Nodes with a
 * static list of endpoints know nobody, and all lists are empty there.
 *
 * <p>Thread-safe. Who asks for consumers or sets rules asks the cluster: that may wait, at most some seconds, and fails where a
 * blocking call would, so on an I/O thread that serves a {@link NonBlocking} method. Providers and rules are known
 * already, and telling them never waits.
 */
public interface RpcVersions {

    /**
     * Everyone who uses a service, in whatever group and version; in the order of their nodes.
     *
     * @param service its name, as in {@link Remote#name()}
     * @throws RpcUnavailableException if the cluster does not answer
     * @throws RpcContractException on an I/O thread, as any blocking call
     */
    List<Consumer> consumersOf(String service);

    /**
     * Those of them whose contract is of one of the given versions.
     *
     * @throws RpcUnavailableException if the cluster does not answer
     * @throws RpcContractException on an I/O thread, as any blocking call
     */
    default List<Consumer> consumersOf(String service, VersionRange versions) {
        return consumersOf(service).stream()
                .filter(consumer -> versions.contains(consumer.version()))
                .toList();
    }

    /**
     * Everyone who uses a contract's service, as by its name.
     *
     * @throws IllegalArgumentException if the class is no contract
     */
    default List<Consumer> consumersOf(Class<?> contract) {
        return consumersOf(ServiceNames.of(contract));
    }

    /**
     * Those of them whose contract is of one of the given versions.
     *
     * @throws IllegalArgumentException if the class is no contract
     */
    default List<Consumer> consumersOf(Class<?> contract, VersionRange versions) {
        return consumersOf(ServiceNames.of(contract), versions);
    }

    /**
     * Everyone who serves a service, in whatever group and version; in the order of their nodes.
     *
     * @param service its name, as in {@link Remote#name()}
     */
    List<Provider> providersOf(String service);

    /**
     * Everyone who serves a contract's service, as by its name.
     *
     * @throws IllegalArgumentException if the class is no contract
     */
    default List<Provider> providersOf(Class<?> contract) {
        return providersOf(ServiceNames.of(contract));
    }

    /**
     * How this node divides the calls of a service between versions: by the cluster's rules, else by those that are
     * configured for it here. Known already; does not wait.
     *
     * @param group the service's group; empty for the nameless one
     * @return as {@link #setCanary} takes them; empty if there are none
     */
    String canary(String service, String group);

    /**
     * Sets the cluster's canary rules of a service, in place of those that it had; this node follows them at once, the
     * others soon.
     *
     * <pre>{@code
     * versions.setCanary("org.shop.Orders", "", "[1.3,2) 5%; [1.3,2) tenant=blue");
     * }</pre>
     *
     * @param group the service's group; empty for the nameless one
     * @param rules separated by semicolons: versions, and then a share of the calls or the attachments of those that go
     *     there; empty to follow what each node is configured with
     * @throws IllegalArgumentException if the rules are malformed
     * @throws RpcUnavailableException if the cluster does not answer; the rules may be set all the same
     * @throws RpcContractException on an I/O thread, as any blocking call
     */
    void setCanary(String service, String group, String rules);

    /**
     * A node that has a proxy of the service.
     *
     * @param node the node's stable name
     * @param instance the random id of this start of the node
     * @param group the group that it calls; empty for the nameless one
     * @param range the versions that will do for it
     * @param version the version of its own release of the contract
     * @param contractHash tells releases of the contract with different shapes apart, for diagnosis
     */
    record Consumer(
            String node, String instance, String group, VersionRange range, Version version, String contractHash) {}

    /**
     * A node that serves the service.
     *
     * @param node the node's stable name
     * @param instance the random id of this start of the node
     * @param group the group that it serves in; empty for the nameless one
     * @param version the version that it serves
     * @param contractHash tells releases of the contract with different shapes apart, for diagnosis; empty if not known
     * @param draining whether it takes nothing new any more
     */
    record Provider(
            String node, String instance, String group, Version version, String contractHash, boolean draining) {}
}
