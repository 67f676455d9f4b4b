package org.cdirpc.extension.node;

import java.lang.invoke.MethodHandles;
import java.time.Duration;
import org.jboss.logging.Messages;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageBundle;

/** What can be wrong with a configuration. */
@MessageBundle(projectCode = "CDIRPC", length = 6)
interface RpcConfigMessages {

    RpcConfigMessages MESSAGES = Messages.getBundle(MethodHandles.lookup(), RpcConfigMessages.class);

    @Message(id = 320001, value = "%s: \"%s\", from %s (expected: %s)")
    String wrongValue(String key, String value, String source, String expected);

    @Message(id = 320002, value = "%s, from %s, is no key of this release (expected: perhaps %s; remove or rename it)")
    String unknownKey(String key, String source, String nearest);

    @Message(
            id = 320003,
            value = "cdirpc.ping.dead: %s (expected: longer than cdirpc.ping.interval, which is %s; raise the first or"
                    + " lower the second)")
    String pingDeadTooShort(Duration dead, Duration interval);

    @Message(
            id = 320004,
            value = "%s: \"%s\" is reached from other machines, and nothing encrypts what they send (expected: a"
                    + " loopback address; or set cdirpc.allow-cleartext=true if the network is trusted)")
    String cleartext(String key, String host);

    @Message(
            id = 320005,
            value = "cdirpc.host: \"%s\" is every address of this machine, which other nodes cannot dial (expected:"
                    + " cdirpc.advertised.host set to the address that they reach)")
    String wildcardNotAdvertised(String host);

    @Message(id = 320006, value = "%s cannot be read: %s (expected: a properties file in UTF-8)")
    String unreadableFile(String file, String reason);

    @Message(
            id = 320007,
            value = "cdirpc.server.virtual-threads: true on Java %d (expected: Java %d or newer; run the application on"
                    + " that, or set false, which is the default)")
    String noVirtualThreads(int java, int since);

    @Message(
            id = 320008,
            value =
                    "%s, from %s: \"%s\" is no option of a service, or of a method where the key says so (expected: one of"
                            + " %s; remove or rename it)")
    String unknownOption(String key, String source, String option, String known);

    @Message(id = 320009, value = "%s, from %s, names no service (expected: %s)")
    String noService(String key, String source, String expected);

    @Message(id = 320060, value = "%s: \"%s\" means nothing with %s (expected: %s)")
    String meansNothing(String key, String value, String with, String expected);
}
