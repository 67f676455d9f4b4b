package org.cdirpc.transport.channel;

import java.nio.file.Path;
import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** What channels log. */
@MessageLogger(projectCode = "CDIRPC", length = 6)
interface ChannelLog extends BasicLogger {

    ChannelLog LOG = Logger.getMessageLogger(
            java.lang.invoke.MethodHandles.lookup(), ChannelLog.class, "org.cdirpc.transport.channel");

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 100100,
            value = "Channel with %s closed here: %s. Other channels go on; if the other side is not ours,"
                    + " look for what else dials this port")
    void channelShut(String remote, String reason);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 100101, value = "Channel with %s closed because of a fault in its handling; please report it")
    void channelFaulted(String remote, @Cause Throwable cause);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 100102, value = "A tick of the channel timer failed; the timer goes on. Please report it")
    void tickFailed(@Cause Throwable cause);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 100103,
            value = "Thread %s did not end within %s ms; it is left behind. A thread dump shows where it" + " hangs")
    void threadDoesNotEnd(String name, long millis);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(
            id = 100104,
            value = "A call listener for %s threw (expected: it never does); the call is answered all the" + " same")
    void listenerFailed(String peer, @Cause Throwable cause);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 100105,
            value = "Cannot record a channel to %s (expected: a writable directory with free space); it"
                    + " goes on without")
    void recordingFailed(Path path, @Cause Throwable cause);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 100106, value = "Recording %s has reached its bound of %s bytes and ends; the channel goes on")
    void recordingFull(Path path, long bytes);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 100107, value = "A peer listener for %s threw (expected: it never does)")
    void peerListenerFailed(String peer, @Cause Throwable cause);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 100108, value = "A channel handler for %s threw in %s (expected: it never does)")
    void handlerFailed(String peer, String where, @Cause Throwable cause);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 100109,
            value = "Drain cut %s of %s calls that were still running after %s ms. A longer drain limit"
                    + " lets them finish")
    void drainCut(long cut, long accepted, long millis);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 100110, value = "Channel to %s lost: %s. It is dialled again")
    void channelLost(String peer, String reason);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 100111, value = "A one-way call from %s was dropped: %s (%s on this channel so far). %s")
    void oneWayDropped(String remote, String reason, long count, String fix);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 100112, value = "A fault in a channel's turn (expected: none; please report it); the channel goes on")
    void turnFaulted(@Cause Throwable cause);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 100113,
            value = "%s does not answer: %s. Its channel stays open in case it comes back; look whether that process is"
                    + " stopped, out of memory or cut off")
    void peerStalled(String peer, String reason);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 100114, value = "%s answers again")
    void peerResponsive(String peer);

    @LogMessage(level = Logger.Level.INFO)
    @Message(
            id = 100153,
            value =
                    "%s does not take its answers: %s bytes are unsent (expected: at most %s), and calls of it that waited for"
                            + " that have ended unbegun. Others go on. Look at its network, and whether it asks for more than it"
                            + " can read")
    void callerClogged(String remote, long unsent, long most);
}
