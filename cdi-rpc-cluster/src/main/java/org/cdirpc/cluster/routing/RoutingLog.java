package org.cdirpc.cluster.routing;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** What the router tells the operator. */
@MessageLogger(projectCode = "CDIRPC", length = 6)
interface RoutingLog {

    RoutingLog LOG = Logger.getMessageLogger(MethodHandles.lookup(), RoutingLog.class, "org.cdirpc.cluster.routing");

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 201000,
            value =
                    "%s: instance %s (%s) gets no calls from here for %d ms: %s. Others serve meanwhile; look at its own"
                            + " log, and at the network to it.")
    void ejected(String service, String node, String instanceId, long millis, String reason);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 201001, value = "%s: instance %s (%s) gets calls from here again, at first a few: %s.")
    void takenBack(String service, String node, String instanceId, String reason);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(
            id = 201002,
            value = "The listener for ejected instances threw; routing goes on. Report this with its stack trace to"
                    + " whoever maintains the listener.")
    void listenerThrew(@Cause Throwable cause);
}
