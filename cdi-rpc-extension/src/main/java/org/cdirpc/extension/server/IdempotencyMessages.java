package org.cdirpc.extension.server;

import java.time.Duration;
import org.jboss.logging.Messages;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageBundle;

@MessageBundle(projectCode = "CDIRPC", length = 6)
interface IdempotencyMessages {

    IdempotencyMessages TEXT = Messages.getBundle(java.lang.invoke.MethodHandles.lookup(), IdempotencyMessages.class);

    @Message(
            id = 352010,
            value =
                    "%s was refused: the key at %s is null (expected: a key that the caller makes for each write and sends"
                            + " with its repeats)")
    String nullKey(String method, String path);

    @Message(id = 352011, value = "%s was refused: %s")
    String badKey(String method, String reason);

    @Message(
            id = 352012,
            value =
                    "%s was refused: its arguments cannot be compared with those of a repeat: %s (expected: arguments that"
                            + " can be encoded again as they were decoded)")
    String badArguments(String method, String reason);

    @Message(
            id = 352013,
            value =
                    "%s was refused: the key \"%s\" was used with other arguments (expected: a new key for another write,"
                            + " and the very same arguments for a repeat)")
    String otherArguments(String method, String key);

    @Message(id = 352014, value = "%s was refused, because nobody can tell whether it is a repeat: %s")
    String notClaimed(String method, String reason);

    @Message(
            id = 352015,
            value =
                    "%s with the key \"%s\" may have run: node %s (instance %s) began it and left no answer, because it was"
                            + " stopped, or could not keep the answer (expected: look whether the write happened; the key is taken"
                            + " for at least %s)")
    String lost(String method, String key, String node, String instance, Duration keep);

    @Message(id = 352016, value = "%s with the key \"%s\" runs or has run, and its answer cannot be looked up: %s")
    String outOfSight(String method, String key, String reason);

    @Message(
            id = 352017,
            value =
                    "%s with the key \"%s\" may have run, and what is known of it cannot be read: %s (expected: nodes whose"
                            + " releases can work together)")
    String unreadable(String method, String key, String reason);

    @Message(
            id = 352018,
            value = "%s with the key \"%s\" is still run for an earlier caller at the deadline of this one (expected: a"
                    + " longer time limit, or another repeat later)")
    String stillRunning(String method, String key);

    @Message(
            id = 352019,
            value = "%s with the key \"%s\" is run for an earlier caller, and this one gave up waiting for the answer")
    String givenUp(String method, String key);

    @Message(
            id = 352020,
            value = "%s has run, and its result is not there any more: it was larger than %d bytes (expected: a smaller"
                    + " result, or a larger cdirpc.idempotency.max-answer)")
    String tooLarge(String method, int most);

    @Message(
            id = 352021,
            value =
                    "%s has run, and its result was not kept, because it cannot be encoded: %s (expected: a result that the"
                            + " contract's type describes)")
    String unencodable(String method, String reason);

    @Message(
            id = 352022,
            value = "%s has run, and what was kept of it cannot be decoded: %s (expected: nodes whose contracts fit)")
    String undecodable(String method, String reason);

    @Message(
            id = 352023,
            value = "format %d with %d fields and state %d (expected: at least %d fields and a state up to %d)")
    String unreadableRecord(int format, int fields, int state, int leastFields, int mostState);

    @Message(
            id = 352024,
            value = "%s has a key, and this server keeps no answers (expected: an Idempotency among its parts)")
    String noIdempotency(String method);
}
