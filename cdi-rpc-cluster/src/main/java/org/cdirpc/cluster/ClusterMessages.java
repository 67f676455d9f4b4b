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

    @Message(
            id = 200560,
            value = "canary rule: '%s'%s (expected: the canary's versions, and then its share of the calls or the"
                    + " attachments of the calls that go there, such as '[1.3,2) 5%%' or '[1.3,2) tenant=blue'; rules are"
                    + " separated by ';'); correct it where it is set")
    IllegalArgumentException canaryRule(String rule, String detail);

    @Message(
            id = 200561,
            value =
                    "canary rule for %s: %s percent (expected: from 0, which keeps calls away, to 100, which takes all, in"
                            + " steps of 0.0001); correct it where it is set")
    IllegalArgumentException canaryPercent(String versions, String percent);

    @Message(
            id = 200562,
            value =
                    "canary rule for %s: %s percent of the calls with certain attachments (expected: 100; all calls with"
                            + " the attachments go there); use a rule by attachments or one by share")
    IllegalArgumentException canaryPercentOfAttachments(String versions, String percent);

    @Message(
            id = 200563,
            value =
                    "canary rule for %s: attachment '%s' (expected: at least one key=value, each from 1 to 256 characters"
                            + " without ',', ';', control characters or blanks around it, and neither '=' nor a blank in the key);"
                            + " correct it where it is set")
    IllegalArgumentException canaryAttachment(String versions, String attachment);

    @Message(
            id = 200564,
            value = "canary rules: the shares in '%s' add up to %s percent (expected: at most 100); lower one of them")
    IllegalArgumentException canaryShares(String rules, String percent);

    @Message(
            id = 200580,
            value = "version %s of no service (expected: a service, too; name the one whose version is meant)")
    IllegalArgumentException versionOfNothing(String version);

    @Message(
            id = 200581,
            value = "weight of %s (expected: a whole instance or a service in all its versions; divide calls between"
                    + " versions by canary rules)")
    IllegalArgumentException weightOfVersion(String part);

    @Message(id = 200582, value = "override: '%s' (expected: lines of scope, name, kind, service, group and version)")
    IllegalArgumentException overrideKey(String text);

    @Message(id = 200583, value = "override: %s (expected: at most 4096 bytes of UTF-8 that start with format=)")
    IllegalArgumentException overrideValue(String found);
}
