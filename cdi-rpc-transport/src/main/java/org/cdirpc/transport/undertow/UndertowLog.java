package org.cdirpc.transport.undertow;

import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** What the accepting side logs. */
@MessageLogger(projectCode = "CDIRPC", length = 6)
interface UndertowLog extends BasicLogger {

    UndertowLog LOG = Logger.getMessageLogger(
            java.lang.invoke.MethodHandles.lookup(), UndertowLog.class, "org.cdirpc.transport.undertow");

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 100300,
            value = "I/O threads of %s did not end within %s s; they are left behind. A thread dump shows"
                    + " where they hang")
    void workerDoesNotEnd(String address, long seconds);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 100323,
            value = "The listener on %s did not close within %s s, since its I/O thread hangs or has ended; the rest is"
                    + " stopped all the same. A thread dump shows where it hangs")
    void listenerDoesNotClose(String address, long seconds);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 100301,
            value = "The MBean of the I/O library could not be unregistered; its class loader may stay in"
                    + " memory after undeployment")
    void mbeanStays(@Cause Throwable cause);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(
            id = 100302,
            value = "A fault on the I/O thread of the channel with %s, which is closed; others go on. Please"
                    + " report it")
    void channelFaulted(String remote, @Cause Throwable cause);

    @LogMessage(level = Logger.Level.DEBUG)
    @Message(id = 100303, value = "Upgrade from %s refused with status %s: %s")
    void refused(String remote, int status, String why);
}
