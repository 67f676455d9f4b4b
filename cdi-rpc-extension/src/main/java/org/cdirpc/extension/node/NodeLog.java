package org.cdirpc.extension.node;

import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

@MessageLogger(projectCode = "CDIRPC", length = 6)
interface NodeLog extends BasicLogger {

    NodeLog LOG = Logger.getMessageLogger(java.lang.invoke.MethodHandles.lookup(), NodeLog.class, "org.cdirpc.node");

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 360001, value = "node %s is up in %d ms: serves %s at %s, instance %s")
    void up(String node, long millis, String services, String address, String instance);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 360002, value = "node %s is down: %d calls finished while draining, %d were cut off, in %d ms")
    void down(String node, long finished, long cut, long millis);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 360003,
            value =
                    "%s reaches beyond this machine without encryption, because cdirpc.allow-cleartext is true: anyone on"
                            + " that network can read and forge calls")
    void exposed(String keys);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 360004,
            value = "node %s: %d threads still run a bean or a callback %d s after the node was stopped; they do not"
                    + " react to interrupts")
    void threadsLeft(String node, long threads, long seconds);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 360005,
            value =
                    "node %s: withdrawing from the registry failed; its lease runs out there by itself, and its channels"
                            + " say that it is gone")
    void notWithdrawn(String node, @Cause Throwable cause);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 360006, value = "node %s: closing %s failed; the rest is closed all the same")
    void notClosed(String node, String what, @Cause Throwable cause);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 360007,
            value =
                    "node %s does not see its own announcement after %d s; the registry is slow, and others may see it late"
                            + " too")
    void notSeen(String node, long seconds);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 360008,
            value = "node %s: virtual threads still run beans %d s after the node was stopped; they do not react to"
                    + " interrupts")
    void virtualThreadsLeft(String node, long seconds);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 360020,
            value =
                    "node %s: what the other providers use of the rates they share cannot be read (%s); this node keeps an"
                            + " even part of each until it can")
    void ratesUnreachable(String node, String reason);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 360021, value = "node %s: sharing rates with the other providers failed; it is tried again")
    void ratesFailed(String node, @Cause Throwable cause);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 360022,
            value =
                    "node %s: without a cluster's registry, repeats of %s are recognised by this node alone: a repeat that"
                            + " goes to another instance runs there again. Use cdirpc.cluster = hazelcast without"
                            + " cdirpc.endpoints, or serve them from one instance")
    void answersNotShared(String node, String methods);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 360031, value = "who listens to events failed at %s; the next event is told all the same")
    void listenerFailed(String event, @Cause Throwable cause);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 360032,
            value =
                    "node %s: all calls of %s go to a mock in this application, and none is sent (expected: in tests only)")
    void mocked(String node, String contract);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 360034,
            value =
                    "%s is not told: %d events wait already (expected: listeners that return; look for one that is stuck)")
    void eventDropped(String event, int waiting);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(
            id = 360242,
            value =
                    "%s is not told: there is no thread to tell it on (expected: room for one; look at the limit of threads)")
    void eventNotTold(String event, @Cause Throwable cause);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 360120, value = "node %s starts all the same, because cdirpc.versions.gate is warn:%n%s")
    void gateIsOpen(String node, String problems);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 360121,
            value =
                    "node %s: whether what it serves fits those that live is not known, since the registry does not answer:"
                            + " %s. It starts all the same; what does not fit is refused when it is called")
    void gateNotJudged(String node, String reason);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 360122, value = "node %s: %s")
    void unmet(String node, String problem);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 360123, value = "node %s: %s")
    void servedByNobody(String node, String problem);

    @LogMessage(level = Logger.Level.DEBUG)
    @Message(
            id = 360124,
            value = "%s of node %s is not compared: what it looks like is not known (expected: of nodes with an older"
                    + " release of cdi-rpc)")
    void notCompared(String service, String node);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 360125,
            value =
                    "node %s: what it serves or uses cannot be told to the cluster: %s. A registry that does not answer is"
                            + " tried again; until it is told, nobody can judge whether a deployment breaks this node")
    void notTold(String node, String reason);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 360126, value = "node %s: telling the cluster what it uses failed; its calls are not affected")
    void tellingFailed(String node, @Cause Throwable cause);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 360127,
            value = "node %s: whether others serve what it needs is not known, since the registry does not answer: %s."
                    + " It goes on; what does not fit is refused when it is called")
    void needsNotJudged(String node, String reason);

    @LogMessage(level = Logger.Level.INFO)
    @Message(
            id = 360170,
            value =
                    "node %s is not announced yet: it waits for RpcControl.ready(), since cdirpc.node.announce is manual")
    void waitsForReady(String node);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 360171, value = "node %s is announced: the application is ready")
    void announced(String node);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 360172,
            value = "node %s: %s is out of service, %s, by node %s. Others send it no such calls until it is put back")
    void withdrawn(String node, String part, String why, String by);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 360173, value = "node %s: %s is in service again")
    void putBack(String node, String part);

    @LogMessage(level = Logger.Level.INFO)
    @Message(
            id = 360174,
            value =
                    "node %s: what operators said of this start cannot be taken back: %s. The registry forgets it within a"
                            + " day")
    void overridesNotTakenBack(String node, String reason);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 360176,
            value =
                    "node %s stops with %d of its own calls unanswered after %d ms; their callers are told what is known of"
                            + " them. Make calls shorter than cdirpc.drain, or that longer")
    void unanswered(String node, int calls, long millis);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 360196, value = "node %s is degraded: %s")
    void degraded(String node, String reasons);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 360197, value = "node %s is ready again: what it was degraded by is over")
    void readyAgain(String node);
}
