package org.cdirpc.extension.client;

import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

@MessageLogger(projectCode = "CDIRPC", length = 6)
interface ClientLog extends BasicLogger {

    ClientLog LOG =
            Logger.getMessageLogger(java.lang.invoke.MethodHandles.lookup(), ClientLog.class, "org.cdirpc.client");

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 341001, value = "%s does not fit at %s; calls go elsewhere: %s")
    void serviceRefused(String service, String peer, String reason);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 341002,
            value = "%s: %d methods do not fit version %s, first seen at %s; their calls go to instances that fit, if"
                    + " there are any: %s")
    void methodMisfit(String service, int methods, String version, String peer, String reasons);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 341003,
            value = "%s: what %s answered to BIND cannot be read; calls go elsewhere. Are both sides of one release?")
    void badBound(String service, String peer, @Cause Throwable cause);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 341004, value = "one-way call %s was not sent: %s")
    void oneWayNotSent(String method, String reason);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 341005,
            value =
                    "%s failed and is answered with a default, as its failure mode is FAILSAFE: %s (%d more since the last"
                            + " such message)")
    void failsafe(String method, String reason, long withheld);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 341006,
            value = "one-way call %s that waited to be sent is given up: %s (%d more since the last such message)")
    void failbackDropped(String method, String reason, long withheld);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 341007, value = "%d one-way calls that waited to be sent are lost, as the node stops")
    void failbackLeft(int calls);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 341008,
            value = "the circuit of %s is open: %s; its calls fail at once until a trial call gets through")
    void circuitOpened(String service, String reason);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 341009, value = "the circuit of %s is %s: %s")
    void circuitChanged(String service, String state, String reason);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(
            id = 341070,
            value =
                    "peers that are not used any more could not be left (expected: never; please report it); they are looked"
                            + " through again")
    void unusedPeersNotLeft(@Cause Throwable cause);
}
