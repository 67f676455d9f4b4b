package org.cdirpc.transport.undertow;

import java.io.IOException;
import java.net.BindException;
import org.jboss.logging.Messages;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageBundle;

/** Texts of failures to start. */
@MessageBundle(projectCode = "CDIRPC", length = 6)
interface UndertowMessages {

    UndertowMessages MESSAGES = Messages.getBundle(java.lang.invoke.MethodHandles.lookup(), UndertowMessages.class);

    @Message(
            id = 100350,
            value = "Cannot listen on %s port %s: %s (expected: a free port of an own address). Stop what"
                    + " uses it, or configure another port; 0 takes a free one")
    BindException cannotBind(String host, int port, String what);

    @Message(id = 100351, value = "Cannot listen on %s port %s: %s")
    IOException cannotStart(String host, int port, String what, @Cause Throwable cause);

    @Message(id = 100352, value = "port: %s (expected: from 0 to 65535; 0 takes a free one)")
    IllegalArgumentException portInvalid(int port);
}
