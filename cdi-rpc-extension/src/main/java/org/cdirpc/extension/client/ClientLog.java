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
    @Message(id = 341002, value = "at %s a method does not fit; its calls go elsewhere: %s")
    void methodMisfit(String peer, String reason);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 341003,
            value = "%s: what %s answered to BIND cannot be read; calls go elsewhere. Are both sides of one release?")
    void badBound(String service, String peer, @Cause Throwable cause);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 341004, value = "one-way call %s was not sent: %s")
    void oneWayNotSent(String method, String reason);
}
