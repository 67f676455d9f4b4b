package org.cdirpc.cluster;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.Messages;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageBundle;

/** What is wrong with a value, what was expected, and where to correct it. */
@MessageBundle(projectCode = "CDIRPC", length = 6)
interface ClusterMessages {

    ClusterMessages MESSAGES = Messages.getBundle(MethodHandles.lookup(), ClusterMessages.class);

    @Message(
            id = 200501,
            value = "%s: '%s' (expected: %d to %d characters, none of them a control character); correct it where it is"
                    + " configured or declared")
    IllegalArgumentException text(String what, String value, int min, int max);

    @Message(id = 200502, value = "%s: %d (expected: from %d to %d); correct it where it is configured or declared")
    IllegalArgumentException number(String what, long value, long min, long max);

    @Message(
            id = 200503,
            value = "endpoint: '%s' (expected: host:port with a port from 1 to 65535, such as 10.0.0.5:7700 or"
                    + " [::1]:7700); correct it in the list of endpoints")
    IllegalArgumentException endpoint(String value);

    @Message(
            id = 200504,
            value =
                    "list of endpoints: '%s' (expected: at least one host:port, separated by commas); add an endpoint or"
                            + " remove the setting")
    IllegalArgumentException noEndpoints(String value);

    @Message(id = 200505, value = "list of endpoints: '%s' is there twice; remove one of the two")
    IllegalArgumentException endpointTwice(String value);

    @Message(
            id = 200506,
            value = "directory: it is closed (expected: an open one); announce before close, or open a new directory")
    IllegalStateException closed();

    @Message(
            id = 200507,
            value = "registry entry: %d bytes when encoded (expected: at most %d); serve fewer services from this node")
    IllegalArgumentException entryTooLarge(int size, int max);

    @Message(
            id = 200520,
            value =
                    "the store of answers holds %d entries (expected: fewer than %d); repeat the call when older ones have"
                            + " run out, raise cdirpc.idempotency.max-entries, or shorten cdirpc.idempotency.keep")
    String answersFull(long entries, long most);

    @Message(
            id = 200540,
            value =
                    "contract of %s %s: %d bytes of text (expected: from 1 to %d); split the interface, or the types that"
                            + " its methods reach")
    IllegalArgumentException contractSize(String service, String version, int size, int max);

    @Message(
            id = 200541,
            value =
                    "contract of %s %s: its text has half of a surrogate pair (expected: what UTF-8 can say); correct the"
                            + " name that has it")
    IllegalArgumentException contractText(String service, String version);

    @Message(
            id = 200542,
            value =
                    "what this node uses: %d bytes when encoded (expected: at most %d); call fewer services from this node")
    IllegalArgumentException usesTooLarge(int size, int max);

    @Message(
            id = 200543,
            value =
                    "store of contracts: it is closed (expected: an open one); the node stops, so nothing is to be done")
    String contractsClosed();
}
