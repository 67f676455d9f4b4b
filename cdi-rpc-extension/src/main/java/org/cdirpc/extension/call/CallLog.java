package org.cdirpc.extension.call;

import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

@MessageLogger(projectCode = "CDIRPC", length = 6)
interface CallLog extends BasicLogger {

    CallLog LOG = Logger.getMessageLogger(java.lang.invoke.MethodHandles.lookup(), CallLog.class, "org.cdirpc.call");

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 325011, value = "what was to be done when a call is cancelled failed; the rest is done all the same")
    void cancelActionFailed(@Cause Throwable cause);
}
