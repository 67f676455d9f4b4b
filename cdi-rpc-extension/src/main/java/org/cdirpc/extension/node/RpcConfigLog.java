package org.cdirpc.extension.node;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** What reading a configuration logs. */
@MessageLogger(projectCode = "CDIRPC", length = 6)
interface RpcConfigLog extends BasicLogger {

    RpcConfigLog LOG = Logger.getMessageLogger(MethodHandles.lookup(), RpcConfigLog.class, "org.cdirpc.config");

    @LogMessage(level = Logger.Level.DEBUG)
    @Message(
            id = 320101,
            value = "MicroProfile Config is not here (%s): system properties, environment and"
                    + " META-INF/cdi-rpc.properties are read")
    void noMicroProfile(String reason);
}
