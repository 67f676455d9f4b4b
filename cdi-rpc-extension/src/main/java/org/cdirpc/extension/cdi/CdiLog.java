package org.cdirpc.extension.cdi;

import java.lang.invoke.MethodHandles;
import org.cdirpc.spi.Progress;
import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** What the extension logs. */
@MessageLogger(projectCode = "CDIRPC", length = 6)
interface CdiLog extends BasicLogger {

    CdiLog LOG = Logger.getMessageLogger(MethodHandles.lookup(), CdiLog.class, "org.cdirpc.cdi");

    @LogMessage(level = Logger.Level.DEBUG)
    @Message(id = 331001, value = "No contract and no bean that serves one: no node is started")
    void nothingToDo();

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 331002, value = "No node is started: cdirpc.enabled is false")
    void disabled();

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 331003,
            value = "@Inject %s is ambiguous: an extension added %s after the proxy got @Default. Inject the proxy with"
                    + " @RpcClient, or give the other bean a qualifier")
    void rivalOfTheProxy(String contract, String bean);

    @LogMessage(level = Logger.Level.DEBUG)
    @Message(id = 331004, value = "%s has no access to this extension, so its beans are not looked at: %s")
    void foreignModule(String loader, String reason);

    @LogMessage(level = Logger.Level.DEBUG)
    @Message(
            id = 331005,
            value = "The request context of an asynchronous bean ends when its method returns, not when its stage"
                    + " completes: contexts of this container cannot leave their thread (%s)")
    void portableRequestScope(String manager);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 331006,
            value = "A bean of a call of %s failed at its end, after the answer. See what its @PreDestroy does")
    void requestEndFailed(String contract, @Cause Throwable cause);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 331007,
            value = "The node did not stop within %d s; its thread is in %s. It goes on in the background, and the"
                    + " application's classes stay loaded until it ends")
    void stopTimedOut(long seconds, String frame);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 331008,
            value = "The node stopped with a fault; what it left may keep the application's classes loaded")
    void stopFailed(@Cause Throwable cause);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 331009, value = "%s failed at the end of the request of a call. See what its @PreDestroy does")
    void beanEndFailed(String bean, @Cause Throwable cause);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 331010, value = "%s is @NonBlocking, but its calls run in the pool: %s")
    void promiseNotKept(String method, String links);

    @LogMessage(level = Logger.Level.DEBUG)
    @Message(
            id = 331011,
            value =
                    "%s is not sent again, though an interceptor asks for it: it is not @Idempotent, and how far the try"
                            + " before got is %s")
    void notRepeated(String method, Progress progress);
}
