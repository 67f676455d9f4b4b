package org.cdirpc.transport.channel;

import org.jboss.logging.Messages;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageBundle;

/** Texts of failures that channels hand to callers. */
@MessageBundle(projectCode = "CDIRPC", length = 6)
interface ChannelMessages {

    ChannelMessages MESSAGES = Messages.getBundle(java.lang.invoke.MethodHandles.lookup(), ChannelMessages.class);

    @Message(id = 100000, value = "%s: '%s' (expected: 1 to %s visible ASCII characters without spaces)")
    IllegalArgumentException identityInvalid(String what, String value, int most);

    @Message(id = 100001, value = "%s: %s (expected: %s)")
    IllegalArgumentException settingInvalid(String name, Object value, String expected);

    @Message(
            id = 100002,
            value = "Deadline exceeded: waited %s ms for a channel to %s (%s). Is that node running and reachable?")
    String deadlineWaiting(long millis, String peer, String why);

    @Message(
            id = 100003,
            value = "Deadline exceeded: unsent to %s for %s ms, %s bytes wait for the network to take them; %s. Is that"
                    + " node or the network overloaded?")
    String deadlineUnsent(String peer, long millis, long bytes, String heard);

    @Message(
            id = 100004,
            value =
                    "Deadline exceeded: sent after %s ms, no answer from %s for %s ms; %s. A longer timeout, or a look at"
                            + " that node, helps")
    String deadlineSent(long before, String peer, long since, String heard);

    @Message(id = 100005, value = "Deadline exceeded before the call to %s was sent, by %s ms: %s")
    String deadlineBefore(String peer, long millis, String where);

    @Message(id = 100006, value = "Given up by the caller: waited %s ms for a channel to %s (%s)")
    String cancelledWaiting(long millis, String peer, String why);

    @Message(id = 100007, value = "Given up by the caller: to %s, %s, after %s ms")
    String cancelledSent(String peer, String how, long millis);

    @Message(
            id = 100008,
            value = "Arguments of %s bytes to %s (expected: at most %s). Raise the message cap on both"
                    + " sides, or send less at once")
    String argumentsTooLarge(long bytes, String peer, int cap);

    @Message(
            id = 100009,
            value = "%s bytes wait to be sent to %s (expected: fewer than %s). It takes them more slowly"
                    + " than they come: send less, or slow down")
    String tooMuchUnsent(long bytes, String peer, long most);

    @Message(id = 100010, value = "No channel to %s: %s")
    String connectFailed(String peer, String reason);

    @Message(id = 100011, value = "No channel to %s: %s. The next try is in %s ms")
    String inBackoff(String peer, String reason, long millis);

    @Message(id = 100012, value = "Channel to %s lost after %s ms, the call was sent: %s")
    String lostAfterSending(String peer, long millis, String reason);

    @Message(id = 100013, value = "Channel to %s lost before the call was sent: %s")
    String lostBeforeSending(String peer, String reason);

    @Message(id = 100014, value = "%s is draining and takes no new calls: %s")
    String draining(String peer, String reason);

    @Message(id = 100015, value = "%s was retired: the cluster no longer lists it")
    String retired(String peer);

    @Message(id = 100016, value = "The channels of this node are closed (expected: no calls after the stop)")
    String closed();

    @Message(id = 100017, value = "Methods cannot be announced to %s: %s")
    String bindFailed(String peer, String what);

    @Message(id = 100018, value = "A result from %s was not taken: %s")
    String resultRefused(String peer, String why);

    @Message(id = 100019, value = "connect timeout: no channel within %s ms (expected: a node that answers)")
    String connectTimeout(long millis);

    @Message(
            id = 100041,
            value =
                    "nothing listens on %s any more, so nobody can connect (expected: an open listener; start the node again)")
    String listensNoMore(String address);

    @Message(id = 100020, value = "port: %s (expected: from 1 to 65535)")
    IllegalArgumentException portInvalid(int port);

    @Message(
            id = 100021,
            value = "A call to %s was not sent, as its arguments could not be written with named fields: %s (expected:"
                    + " they can; please report it)")
    String renamingFailed(String peer, String fault);

    // Parts of the above.

    @Message(id = 100095, value = "%s was left: there are others, and nobody has called it for a while")
    String left(String peer);

    @Message(id = Message.NONE, value = "the channel last heard from it %s ms ago, so that it runs")
    String heardLately(long millis);

    @Message(id = Message.NONE, value = "the channel heard nothing from it for %s ms, since before this call")
    String heardNothing(long millis);

    @Message(id = Message.NONE, value = "it waited %s ms for the channel")
    String waitedForChannel(long millis);

    @Message(id = Message.NONE, value = "its time was over when it came to the channel")
    String lateHere();

    @Message(id = Message.NONE, value = "connecting for %s ms, first attempt")
    String connecting(long millis);

    @Message(id = Message.NONE, value = "connecting for %s ms, attempt %s; before: %s")
    String connectingAgain(long millis, int attempt, String lastFailure);

    @Message(id = Message.NONE, value = "the next attempt is in %s ms; before: %s")
    String connectingLater(long millis, String lastFailure);

    @Message(id = Message.NONE, value = "connected just now")
    String connectedNow();
}
