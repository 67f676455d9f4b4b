package org.cdirpc.cluster.hazelcast;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.Messages;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageBundle;

/** What is wrong with a grid setting, or why the grid did not do what was asked. */
@MessageBundle(projectCode = "CDIRPC", length = 6)
interface GridMessages {

    GridMessages MESSAGES = Messages.getBundle(MethodHandles.lookup(), GridMessages.class);

    @Message(id = 202500, value = "%s: '%s' (expected: %s); correct it in the configuration")
    IllegalArgumentException setting(String what, String value, String expected);

    @Message(
            id = 202501,
            value = "cluster bind address: '%s' (expected: one address of this host, not a wildcard, since every member"
                    + " that can connect joins without authentication); set the address of the cluster's own network")
    IllegalArgumentException wildcard(String host);

    @Message(
            id = 202502,
            value = "cluster bind address: '%s' (expected: a name or address that resolves); correct it in the"
                    + " configuration")
    IllegalArgumentException unresolved(String host);

    @Message(
            id = 202503,
            value =
                    "The cluster member could not be started on %s, ports %d to %d: %s. Check that the address belongs to"
                            + " this host, that one of the ports is free, and that the member addresses %s can be reached.")
    String memberNotStarted(String host, int firstPort, int lastPort, String reason, String members);

    @Message(
            id = 202504,
            value =
                    "%s instance %s: the grid did not answer within %d ms: %s. Check that the cluster's members are up and"
                            + " reachable from here.")
    String notAnswered(String what, String instanceId, long millis, String reason);

    @Message(
            id = 202505,
            value = "directory: it is closed (expected: an open one); announce before close, or open a new directory")
    IllegalStateException closed();

    @Message(
            id = 202520,
            value =
                    "cannot %s a call: the grid did not answer within %d ms: %s. Check that the cluster's members are up and"
                            + " reachable from here.")
    String answersNotReached(String what, long millis, String reason);

    @Message(
            id = 202521,
            value =
                    "cannot %s a call: %d such operations wait for the grid already. Check that the cluster's members are up"
                            + " and reachable from here.")
    String answersBusy(String what, int waiting);

    @Message(
            id = 202541,
            value = "cannot %s: the grid did not answer within %d ms: %s. Check that the cluster's members are up and"
                    + " reachable from here.")
    String contractsNotReached(String what, long millis, String reason);

    @Message(
            id = 202542,
            value =
                    "cannot %s: the store of contracts is closed (expected: an open one); the node stops, so nothing is to"
                            + " be done")
    String contractsClosed(String what);

    @Message(
            id = 202560,
            value =
                    "the canary rules of %s: the grid did not answer within %d ms: %s (they may be set all the same). Check"
                            + " that the cluster's members are up and reachable from here, look which rules there are, and set them"
                            + " again.")
    String canariesNotSet(String service, long millis, String reason);

    @Message(
            id = 202561,
            value = "the canary rules could not be read within %d ms: %s. Check that the cluster's members are up and"
                    + " reachable from here.")
    String canariesNotRead(long millis, String reason);

    @Message(
            id = 202580,
            value =
                    "the overrides of %s: the grid did not answer within %d ms: %s (they may be changed all the same). Check"
                            + " that the cluster's members are up and reachable from here, look what is overridden, and change it"
                            + " again.")
    String overridesNotChanged(String names, long millis, String reason);

    @Message(
            id = 202581,
            value =
                    "the overrides could not be read within %d ms: %s. Check that the cluster's members are up and reachable"
                            + " from here.")
    String overridesNotRead(long millis, String reason);

    @Message(
            id = 202585,
            value =
                    "cdirpc.cluster.config: '%s' (expected: a file, or a resource of the application, that is there and ends"
                            + " in .yaml, .yml or .xml)")
    IllegalArgumentException noFile(String file);

    @Message(
            id = 202586,
            value = "cdirpc.cluster.config: '%s' cannot be read: %s (expected: a Hazelcast %s configuration)")
    IllegalArgumentException unreadableFile(String file, String reason, String kind);

    @Message(
            id = 202587,
            value =
                    "cdirpc.cluster.config: '%s' lets the member listen where other machines reach it, and nothing encrypts"
                            + " what they send (expected: network interfaces enabled with loopback addresses only; or"
                            + " cdirpc.allow-cleartext=true if the network is trusted)")
    IllegalArgumentException fileListensEverywhere(String file);

    @Message(id = 202588, value = "The cluster member could not be started by '%s': %s")
    String notStartedByFile(String file, String reason);

    @Message(
            id = 202589,
            value =
                    "The cluster '%s' could not be reached within %d ms through %s. Check that its members are up, that they"
                            + " have this cluster name, and that these addresses are theirs.")
    String clusterNotReached(String name, long millis, String addresses);
}
