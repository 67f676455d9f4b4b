package org.cdirpc.extension.server;

import java.time.Duration;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

@MessageLogger(projectCode = "CDIRPC", length = 6)
interface IdempotencyLog {

    IdempotencyLog LOG = Logger.getMessageLogger(
            java.lang.invoke.MethodHandles.lookup(), IdempotencyLog.class, "org.cdirpc.server.idempotency");

    @LogMessage(level = Logger.Level.DEBUG)
    @Message(id = 352501, value = "%s with the key \"%s\" ran before, on node %s: its answer is told again")
    void repeated(String method, String key, String node);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 352502,
            value =
                    "%s: what the call came to could not be kept (%s). Its caller is answered; a repeat will be told that it"
                            + " may have run. Check the cluster's members")
    void notKept(String method, String reason, @Cause Throwable cause);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 352503,
            value =
                    "%s ran beyond its deadline by more than cdirpc.idempotency.keep (%s): its claim has run out, and its"
                            + " answer is not kept. Shorten what the method does, or raise the key")
    void tooLate(String method, Duration keep);
}
