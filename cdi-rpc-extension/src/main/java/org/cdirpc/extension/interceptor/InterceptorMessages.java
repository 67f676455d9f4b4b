package org.cdirpc.extension.interceptor;

import org.jboss.logging.Messages;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageBundle;

@MessageBundle(projectCode = "CDIRPC", length = 6)
interface InterceptorMessages {

    InterceptorMessages TEXT = Messages.getBundle(java.lang.invoke.MethodHandles.lookup(), InterceptorMessages.class);

    @Message(
            id = 370001,
            value =
                    "%s.%s: refused here, %d calls of this contract are under way (expected: fewer at a time, or a higher"
                            + " cdirpc.client.max-concurrent)")
    String tooManyUnderWay(String contract, String method, int most);
}
