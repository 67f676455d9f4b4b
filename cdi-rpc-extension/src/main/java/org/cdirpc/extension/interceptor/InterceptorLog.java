package org.cdirpc.extension.interceptor;

import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

@MessageLogger(projectCode = "CDIRPC", length = 6)
interface InterceptorLog extends BasicLogger {

    InterceptorLog LOG =
            Logger.getMessageLogger(java.lang.invoke.MethodHandles.lookup(), InterceptorLog.class, "org.cdirpc.calls");

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 371001, value = "%s %s %s took %d us: %s")
    void called(String method, String direction, String peer, long micros, String outcome);
}
