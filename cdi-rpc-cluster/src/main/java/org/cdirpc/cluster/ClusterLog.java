package org.cdirpc.cluster;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** What the directories tell the operator. */
@MessageLogger(projectCode = "CDIRPC", length = 6)
interface ClusterLog {

    ClusterLog LOG = Logger.getMessageLogger(MethodHandles.lookup(), ClusterLog.class, "org.cdirpc.cluster");

    @LogMessage(level = Logger.Level.ERROR)
    @Message(
            id = 200000,
            value = "The snapshot listener %s threw; the directory goes on, but what this listener keeps may be behind."
                    + " Report this with its stack trace to whoever maintains the listener.")
    void listenerThrew(String listener, @Cause Throwable cause);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(
            id = 200040,
            value =
                    "The listener for canary rules %s threw; rules are followed all the same, but what this listener keeps"
                            + " may be behind. Report this with its stack trace to whoever maintains the listener.")
    void canaryListenerThrew(String listener, @Cause Throwable cause);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(
            id = 200080,
            value =
                    "The listener for overrides %s threw; overrides are followed all the same, but what this listener keeps"
                            + " may be behind. Report this with its stack trace to whoever maintains the listener.")
    void overrideListenerThrew(String listener, @Cause Throwable cause);
}
