package org.cdirpc.extension.server;

import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

@MessageLogger(projectCode = "CDIRPC", length = 6)
interface ServerLog extends BasicLogger {

    ServerLog LOG =
            Logger.getMessageLogger(java.lang.invoke.MethodHandles.lookup(), ServerLog.class, "org.cdirpc.server");

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 351001, value = "%s, called one-way by %s, failed; its caller is not told")
    void oneWayFailed(String method, String peer, @Cause Throwable cause);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 351002, value = "%s failed for a fault in cdi-rpc itself; the caller is told, please report this")
    void internalFault(String method, @Cause Throwable cause);

    @LogMessage(level = Logger.Level.DEBUG)
    @Message(id = 351003, value = "%s, called by %s, threw what its contract does not declare; the caller is told")
    void undeclared(String method, String peer, @Cause Throwable cause);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 351004, value = "%s: one-way call of %s dropped: %s")
    void oneWayDropped(String method, String peer, String reason);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 351005, value = "%s was refused: its bean %s could not be made; its callers go to other instances")
    void notMade(String method, String bean, @Cause Throwable cause);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 351006,
            value = "%s of %s is @NonBlocking and returns a Future, which has to be waited for: its calls run in the"
                    + " pool. Let the contract return a CompletionStage")
    void awaitedFuture(String method, String bean);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 351007, value = "%s was refused: an interceptor failed before the method began; the caller is told")
    void interceptorFailed(String method, @Cause Throwable cause);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 351010, value = "Overload: %d calls refused since this was last said; the last one: %s")
    void refused(long calls, String why);
}
