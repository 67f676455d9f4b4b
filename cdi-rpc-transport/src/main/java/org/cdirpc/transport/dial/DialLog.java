package org.cdirpc.transport.dial;

import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** What the dialling side's I/O threads log. */
@MessageLogger(projectCode = "CDIRPC", length = 6)
interface DialLog extends BasicLogger {

    DialLog LOG = Logger.getMessageLogger(
            java.lang.invoke.MethodHandles.lookup(), DialLog.class, "org.cdirpc.transport.dial");

    @LogMessage(level = Logger.Level.ERROR)
    @Message(
            id = 100200,
            value = "I/O thread %s ends because its selector failed; its channels are lost. Are there enough"
                    + " file descriptors?")
    void loopFailed(String thread, @Cause Throwable cause);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(
            id = 100201,
            value = "A fault on I/O thread %s; the channel it belongs to is closed, others go on. Please"
                    + " report it")
    void keyFailed(String thread, @Cause Throwable cause);
}
