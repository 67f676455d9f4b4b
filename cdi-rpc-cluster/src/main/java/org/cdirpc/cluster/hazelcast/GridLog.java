package org.cdirpc.cluster.hazelcast;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** What the grid's side tells the operator. */
@MessageLogger(projectCode = "CDIRPC", length = 6)
interface GridLog {

    GridLog LOG = Logger.getMessageLogger(MethodHandles.lookup(), GridLog.class, "org.cdirpc.cluster.hazelcast");

    @LogMessage(level = Logger.Level.INFO)
    @Message(
            id = 202000,
            value =
                    "Member %s of cluster '%s' is up with %d members. If you expected others, compare their cluster name"
                            + " and member addresses with these: %s")
    void memberUp(String address, String cluster, int members, String addresses);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 202001,
            value =
                    "The registry is out of reach (%s). Calls go on with the %d instances known last; new and stopped"
                            + " instances are not seen. Check the network between the cluster's members; recovery is automatic.")
    void lost(String reason, int instances);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 202002, value = "The registry is back; %d instances are known. Nothing is to be done.")
    void recovered(int instances);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 202003,
            value =
                    "The registry entry '%s' is skipped: %s. Find out who writes to the map '%s': only cdi-rpc nodes should,"
                            + " and only they should be able to join this cluster. Not repeated for this entry.")
    void malformed(String key, String reason, String map);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 202004,
            value =
                    "The beat of instance %s could not be written (%s). Others drop the instance when its lease of %d ms"
                            + " runs out; check the cluster's members. Repeated at most once per outage.")
    void beatFailed(String instanceId, String reason, long leaseMillis);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(
            id = 202005,
            value =
                    "The registry's thread met a fault and goes on; what it was doing is done again with the next round."
                            + " Please report this with its stack trace.")
    void fault(@Cause Throwable cause);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 202006,
            value = "The registry's thread did not end within %d ms and is left behind (a daemon). The grid is probably"
                    + " out of reach; it ends when the grid's own time limit passes.")
    void threadLeft(long millis);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 202007,
            value =
                    "Stopping: instance %s could not be withdrawn (%s). Others drop it when its lease of %d ms runs out.")
    void notWithdrawn(String instanceId, String reason, long leaseMillis);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 202008,
            value = "The cluster member did not leave gracefully (%s) and was ended at once; the others notice by its"
                    + " missing heartbeat.")
    void endedHard(String reason);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 202009,
            value =
                    "The registry holds more than %d instances; further ones are ignored. Find out who writes to the map"
                            + " '%s', or split the cluster by cluster name.")
    void tooMany(int limit, String map);

    @LogMessage(level = Logger.Level.DEBUG)
    @Message(
            id = 202010,
            value = "An event of the registry cannot be read (%s); the registry is read as a whole instead.")
    void unreadable(String reason);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 202011, value = "The registry could not be read while the node starts (%s); it is read again")
    void readAgain(String reason);

    @LogMessage(level = Logger.Level.DEBUG)
    @Message(id = 202020, value = "What %s tells of a shared rate cannot be read (%s); it is left out.")
    void rateUnreadable(String key, String reason);

    @LogMessage(level = Logger.Level.DEBUG)
    @Message(
            id = 202021,
            value = "What this node told of shared rates could not be taken back (%s); the others forget it after 3 s.")
    void ratesNotRemoved(String reason);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 202022,
            value = "The threads that claim calls did not end within %d ms and are left behind (daemons). The grid is"
                    + " probably out of reach; they end when the grid's own time limit passes.")
    void answerThreadsLeft(long millis);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 202023,
            value =
                    "The grid's map '%s' evicts by %s, ends entries after %d s without use, and has %d backups (expected:"
                            + " NONE, 0 and at least 1): an answer that is lost there lets a repeated write run twice. Configure"
                            + " the map.")
    void answersMayBeLost(String map, String eviction, int idleSeconds, int backups);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 202043,
            value =
                    "What this node calls and which contracts it has could not be written (%s). Others forget what it calls"
                            + " after %d ms, and compare contracts only when they connect; check the cluster's members. It is tried"
                            + " again with every beat, and this is repeated at most once per outage.")
    void contractsNotKept(String reason, long keepMillis);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 202044,
            value = "Stopping: what this node calls could not be taken back (%s). Others forget it after %d ms.")
    void usesNotWithdrawn(String reason, long keepMillis);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 202045,
            value = "The thread %s did not end within %d ms and is left behind (a daemon). The grid is probably out of"
                    + " reach; it ends when the grid's own time limit passes.")
    void gridThreadLeft(String name, long millis);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 202060,
            value =
                    "The canary rules of '%s' are ignored: %s. What is configured on each node counts until they are set"
                            + " anew. Not repeated for this service until then.")
    void canaryMalformed(String service, String reason);

    @LogMessage(level = Logger.Level.INFO)
    @Message(
            id = 202061,
            value =
                    "The canary rules cannot be read now (%s); those known last are followed until they can. Nothing is to"
                            + " be done if the registry comes back.")
    void canariesUnreadable(String reason);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 202080,
            value =
                    "An override is ignored: '%s' is malformed: %s. Remove it from the map cdirpc.overrides, or set it anew."
                            + " Not repeated for this one.")
    void overrideMalformed(String key, String reason);

    @LogMessage(level = Logger.Level.INFO)
    @Message(
            id = 202081,
            value =
                    "What operators override cannot be read now (%s); what was known last holds until it can. Nothing is to"
                            + " be done if the registry comes back.")
    void overridesUnreadable(String reason);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 202085,
            value =
                    "The cluster member address '%s' does not resolve now. It is asked for again whenever this node looks"
                            + " for others, every few seconds while it leads its cluster; if it never should, correct"
                            + " cdirpc.cluster.members. Said once.")
    void memberUnresolved(String address);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 202146,
            value =
                    "The registry hears nothing more of %d instances that withdrew nothing and whose addresses do not refuse,"
                            + " among them %s. Probably the cluster's members cannot reach each other: calls go on over channels that"
                            + " are open, new instances of the other side are not seen. Check the network between the members'"
                            + " ports; recovery is automatic.")
    void missing(int count, String nodes);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 202086, value = "Client of cluster '%s' with %d members, reached through %s.")
    void clientUp(String cluster, int members, String addresses);
}
