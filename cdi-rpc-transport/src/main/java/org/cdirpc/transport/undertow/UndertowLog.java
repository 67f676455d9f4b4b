package org.cdirpc.transport.undertow;

import java.io.IOException;
import java.net.BindException;
import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.Messages;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageBundle;
import org.jboss.logging.annotations.MessageLogger;

/** What the accepting side logs, and says when it cannot start. */
@MessageLogger(projectCode = "CDIRPC", length = 6)
interface UndertowLog extends BasicLogger {

    UndertowLog LOG = Logger.getMessageLogger(
            java.lang.invoke.MethodHandles.lookup(), UndertowLog.class, "org.cdirpc.transport.undertow");

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 100300, value = "I/O threads of %s did not end within %s s; they are left behind. A thread dump shows"
            + " where they hang")
    void workerDoesNotEnd(String address, long seconds);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 100301, value = "The MBean of the I/O library could not be unregistered; its class loader may stay in"
            + " memory after undeployment")
    void mbeanStays(@Cause Throwable cause);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 100302, value = "A fault on the I/O thread of the channel with %s, which is closed; others go on. Please"
            + " report it")
    void channelFaulted(String remote, @Cause Throwable cause);

    @LogMessage(level = Logger.Level.DEBUG)
    @Message(id = 100303, value = "Upgrade from %s refused with status %s: %s")
    void refused(String remote, int status, String why);

    /** Texts of failures to start. */
    @MessageBundle(projectCode = "CDIRPC", length = 6)
    interface Failures {
        Failures FAILURES = Messages.getBundle(java.lang.invoke.MethodHandles.lookup(), Failures.class);

        @Message(id = 100350, value = "Cannot listen on %s port %s: %s (expected: a free port of an own address). Stop what"
                + " uses it, or configure another port; 0 takes a free one")
        BindException cannotBind(String host, int port, String what);

        @Message(id = 100351, value = "Cannot listen on %s port %s: %s")
        IOException cannotStart(String host, int port, String what, @Cause Throwable cause);

        @Message(id = 100352, value = "port: %s (expected: from 0 to 65535; 0 takes a free one)")
        IllegalArgumentException portInvalid(int port);
    }
}
