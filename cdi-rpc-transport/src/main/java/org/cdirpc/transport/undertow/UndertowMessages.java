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

    @Message(
            id = 100372,
            value =
                    "nothing listens on %s any more, so nobody can connect (expected: an open listener; start the node again,"
                            + " and look in the log for what closed it)")
    String listensNoMore(String address);

    @Message(
            id = 100373,
            value =
                    "I/O thread %s of the listener on %s has ended (expected: to run as long as the node; start the node"
                            + " again, and look in the log for what ended it)")
    String threadEnded(String thread, String address);

    @Message(
            id = 100374,
            value =
                    "I/O thread %s of the listener on %s has done nothing else for %s s or longer, and its channels wait"
                            + " (expected: @NonBlocking methods and interceptors that never wait; a thread dump shows where it is)")
    String threadStuck(String thread, String address, int seconds);
}
