package org.cdirpc.extension.call;

import org.jboss.logging.Messages;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageBundle;

@MessageBundle(projectCode = "CDIRPC", length = 6)
interface CallMessages {

    CallMessages TEXT = Messages.getBundle(java.lang.invoke.MethodHandles.lookup(), CallMessages.class);

    @Message(id = 325001, value = "interceptor %s returned null (expected: a CompletionStage, such as call.proceed())")
    String interceptorReturnedNull(String interceptor);

    @Message(
            id = 325002,
            value =
                    "%s: proceed() was called a second time by one interceptor (expected: at most once; calls are repeated"
                            + " by cdi-rpc where that is safe, see @Idempotent)")
    String proceededTwice(String method);

    @Message(id = 325003, value = "attachment key: \"\", with the value \"%s\" (expected: not empty)")
    String attachmentWithoutKey(String value);

    @Message(id = 325004, value = "attachment \"%s\" would be entry %d (expected: at most %d a call)")
    String tooManyAttachments(String key, int entries, int most);

    @Message(
            id = 325010,
            value =
                    "%d actions wait for a call to be cancelled already (expected: fewer; close the registrations of what"
                            + " has ended)")
    String tooManyCancelActions(int most);
}
