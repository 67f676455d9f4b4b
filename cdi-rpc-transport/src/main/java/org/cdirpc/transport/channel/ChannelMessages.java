package org.cdirpc.transport.channel;

import org.jboss.logging.Messages;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageBundle;

/** Texts of failures that channels hand to callers. */
@MessageBundle(projectCode = "CDIRPC", length = 6)
interface ChannelMessages {

    ChannelMessages MESSAGES = Messages.getBundle(ChannelMessages.class);

    @Message(id = 100000, value = "%s: '%s' (expected: 1 to %s visible ASCII characters without spaces)")
    IllegalArgumentException identityInvalid(String what, String value, int most);

    @Message(id = 100001, value = "%s: %s (expected: %s)")
    IllegalArgumentException settingInvalid(String name, Object value, String expected);
}
