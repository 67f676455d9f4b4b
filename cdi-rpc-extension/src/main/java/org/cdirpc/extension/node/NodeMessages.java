package org.cdirpc.extension.node;

import org.jboss.logging.Messages;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageBundle;

@MessageBundle(projectCode = "CDIRPC", length = 6)
interface NodeMessages {

    NodeMessages TEXT = Messages.getBundle(java.lang.invoke.MethodHandles.lookup(), NodeMessages.class);

    @Message(
            id = 360010,
            value =
                    "node %s cannot listen on %s:%d: %s (expected: a free port of this machine; stop what uses it, or set"
                            + " cdirpc.port to another or to 0 for any free one)")
    String cannotListen(String node, String host, int port, String reason);

    @Message(id = 360011, value = "node %s cannot join its cluster: %s")
    String cannotJoin(String node, String reason);

    @Message(
            id = 360012,
            value = "%s is exported twice, by %s and by %s (expected: one bean for a contract; drop one export)")
    String exportedTwice(String contract, String one, String other);

    @Message(id = 360013, value = "%s does not implement %s (expected: an object of the contract's type)")
    String notOfType(String object, String contract);

    @Message(id = 360014, value = "node %s cannot start: %s")
    String cannotStart(String node, String reason);

    @Message(
            id = 360015,
            value = "interceptor %s stands around nothing (expected: it implements RpcClientInterceptor,"
                    + " RpcAttemptInterceptor or RpcServerInterceptor)")
    String interceptorOfNoKind(String type);

    @Message(
            id = 360030,
            value =
                    "cdirpc.service.%s.cluster-max-per-second: node %s has a fixed list of endpoints and knows no other"
                            + " provider (expected: a registry, so no cdirpc.endpoints; or max-per-second, which is per provider)")
    String noClusterForRate(String service, String node);

    @Message(
            id = 360110,
            value =
                    "%s %s is served already, in another shape, by %s (expected: one shape of a version; raise it to %s, or to"
                            + " %s where it breaks consumers, or serve what they serve; cdirpc.versions.gate = warn starts all"
                            + " the same):%n%s")
    String otherShape(String service, String version, String nodes, String minor, String major, String differences);

    @Message(
            id = 360111,
            value =
                    "%s %s would break consumers that live (expected: a release that they fit; serve this one as %s beside the"
                            + " old one, or upgrade them first; cdirpc.versions.gate = warn starts all the same):%n%s")
    String breaksConsumers(String service, String version, String major, String misfits);

    @Message(
            id = 360112,
            value = "%s is needed here, and served by nobody (expected: a provider, which may start later)")
    String servedByNobody(String need);

    @Message(
            id = 360113,
            value = "%s is needed here, and served in other versions only: %s (expected: one that is accepted here;"
                    + " deploy a provider of it, or another release of the consumer)")
    String servedInOtherVersions(String need, String providers);

    @Message(
            id = 360114,
            value =
                    "%s is needed here, and does not fit all that serve it, %s (expected: a provider for each method;"
                            + " deploy one of a release that fits, or another release of the consumer). Calls will fail of:%n%s")
    String fitsNobody(String need, String providers, String methods);

    @Message(id = 360115, value = "who uses %s cannot be told: %s (expected: a registry that answers; ask again)")
    String usersUnknown(String service, String reason);

    @Message(
            id = 360116,
            value = "%s: not asked for on the I/O thread \"%s\", which all channels of that thread would wait for"
                    + " (expected: another thread; take @NonBlocking from the bean that asks)")
    String askedOnIoThread(String asked, String thread);

    @Message(
            id = 360117,
            value =
                    "whether the canary rules of %s are set is not known: %s (expected: a registry that answers; look at"
                            + " them, and set them again)")
    String canaryUnknown(String service, String reason);

    @Message(
            id = 360160,
            value =
                    "it is not announced yet (expected: RpcControl.ready() of the application, since cdirpc.node.announce is"
                            + " manual)")
    String notAnnounced();

    @Message(id = 360161, value = "it stops")
    String stopping();

    @Message(id = 360162, value = "it has stopped")
    String isStopped();

    @Message(
            id = 360163,
            value =
                    "the registry is out of reach, and the %d instances that were known last are used (expected: a registry"
                            + " that answers; check that the cluster's members are up and reachable from here)")
    String registryOutOfReach(int instances);

    @Message(
            id = 360241,
            value =
                    "the registry hears nothing more of %d instances that withdrew nothing and whose addresses do not refuse"
                            + " (expected: none; check that the cluster's members reach each other at their own ports)")
    String instancesMissing(int instances);

    @Message(
            id = 360164,
            value =
                    "it is announced, but the registry does not list it, so others do not call it (expected: an entry that is"
                            + " renewed; check that the cluster's members are up and reachable from here)")
    String notListed();

    @Message(
            id = 360165,
            value =
                    "whether what is in service has changed is not known: %s (expected: a registry that answers; look at"
                            + " what is overridden, and change it again)")
    String overrideUnknown(String reason);

    @Message(
            id = 360166,
            value =
                    "'%s': no such node or instance is known (expected: the name of a node or the id of one start of it;"
                            + " known nodes: %s). For a node that is down, use UNTIL_ENDED, which outlasts restarts")
    String noSuchInstance(String name, String known);

    @Message(
            id = 360167,
            value = "weight: %d (expected: from 1 to 1000); withdraw the instance if it is to get no calls")
    String weightTooSmall(int weight);

    @Message(
            id = 360168,
            value = "node %s is not announced: %s (expected: a registry that answers; call RpcControl.ready() again)")
    String cannotAnnounce(String node, String reason);

    @Message(
            id = 360201,
            value =
                    "all calls that need a thread have been refused for %d s, and %d run or wait (expected: beans that return;"
                            + " a thread dump shows where they hang. Give them timeouts, or cdirpc.server.threads a higher number)")
    String poolExhausted(long seconds, int calls);

    @Message(
            id = 360202,
            value =
                    "it took too long to read what others serve and use (expected: within the time that the start may take;"
                            + " check that the cluster's members are up and reachable from here)")
    String tooLongToRead();

    @Message(
            id = 360180,
            value =
                    "cdirpc.cluster.mode: given, and node %s is given none (expected: a HazelcastInstance, as a bean or by"
                            + " RpcNode.Builder.hazelcast; or mode member or client)")
    String noInstanceGiven(String node);

    @Message(
            id = 360181,
            value =
                    "cdirpc.cluster.mode: %s, and node %s is given a HazelcastInstance (expected: given, or no instance)")
    String instanceGiven(String mode, String node);
}
