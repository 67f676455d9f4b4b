package org.cdirpc.extension.client;

import org.jboss.logging.Messages;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageBundle;

@MessageBundle(projectCode = "CDIRPC", length = 6)
interface ClientMessages {

    ClientMessages TEXT = Messages.getBundle(java.lang.invoke.MethodHandles.lookup(), ClientMessages.class);

    @Message(
            id = 340102,
            value = "%s: %s serves version %s and one of %s is needed (expected: a version in that range; upgrade the"
                    + " older side, or change the range)")
    String versionOutOfRange(String service, String peer, String served, String range);

    @Message(id = Message.NONE, value = "%s; and %d more")
    String andMore(String reasons, int more);

    @Message(id = 340010, value = "%s")
    String unavailable(String explanation);

    @Message(id = 340011, value = "%s: the arguments cannot be encoded: %s")
    String unencodableArguments(String method, String reason);

    @Message(id = 340012, value = "%s: the result cannot be decoded: %s")
    String undecodableResult(String method, String reason);

    @Message(
            id = 340013,
            value =
                    "%s: all %d instances that were tried refused or could not be reached; the last said: %s; no further"
                            + " one is left: %s")
    String exhausted(String method, int tried, String last, String explanation);

    @Message(
            id = 340015,
            value =
                    "%s: no answer within %d ms (expected: an answer, or a longer limit through @RpcTimeout, @RpcClient,"
                            + " CallScope or cdirpc.timeout): %s")
    String timedOut(String method, long millis, String where);

    @Message(id = 340016, value = "%s: the calling thread was interrupted while it waited for the answer")
    String interrupted(String method);

    @Message(id = 340017, value = "%s: given up by its caller: %s")
    String cancelled(String method, String reason);

    @Message(id = 340018, value = "%s says it failed (%s) without details that this side can read: %s")
    String unreadableFailure(String peer, String code, String reason);

    @Message(
            id = Message.NONE,
            value = "the time was used up before the call could be sent; the calling bean's own deadline has passed")
    String noTimeLeft();

    @Message(id = Message.NONE, value = "between two attempts")
    String betweenAttempts();

    @Message(id = Message.NONE, value = "%s; an earlier attempt may have run")
    String mayHaveRun(String message);

    @Message(
            id = Message.NONE,
            value = "all that are left ask for %d ms before another attempt, and the deadline is in %d ms")
    String askedToWait(long asked, long left);

    @Message(id = 340022, value = "%s: %s")
    String refusedByChannel(String method, String reason);

    @Message(
            id = 340023,
            value = "%s: a fault in cdi-rpc itself, or in a balancer: %s (expected: none; please report it)")
    String stepFailed(String method, String fault);

    @Message(
            id = 340025,
            value =
                    "%s: a blocking call on the I/O thread \"%s\", which all channels of that thread would wait for (expected:"
                            + " a method that returns a CompletionStage is called there); call such a method, or take"
                            + " @NonBlocking from the bean that makes this call")
    String blockingOnIoThread(String method, String thread);

    @Message(id = 340024, value = "no instance fits: %s; %s")
    String nobodyFits(String misfit, String explanation);

    @Message(
            id = 340026,
            value =
                    "attach(\"%s\") after the call was sent (expected: before proceed(); what belongs to a later attempt is"
                            + " attached by an RpcAttemptInterceptor)")
    String attachedTooLate(String key);

    @Message(
            id = 340038,
            value = "%s: proceed() after the call had ended without it (expected: proceed() before the stage that the"
                    + " interceptor returned completes); nothing was sent")
    String proceededTooLate(String method);

    @Message(id = Message.NONE, value = "an interceptor of this side has not answered")
    String interceptorTooLate();

    @Message(
            id = 340030,
            value =
                    "%s: no instance can take the call, and %d one-way calls wait to be sent already (expected: room, or a"
                            + " larger cdirpc.failback.queue)")
    String failbackFull(String method, int capacity);

    @Message(
            id = Message.NONE,
            value = "no instance took it within %d ms (expected: one, or a longer cdirpc.failback.keep)")
    String failbackTooOld(long millis);

    @Message(id = 340031, value = "%s: no instance to call: %s")
    String nobodyToBroadcast(String method, String explanation);

    @Message(id = 340032, value = "%s: %d of %d instances failed; %s at %s: %s")
    String broadcastFailed(String method, int failed, int all, String code, String peer, String reason);

    @Message(id = 340033, value = "%s: %d instances (expected: at most %d; call a part of them through a group)")
    String tooManyToBroadcast(String method, int count, int most);

    @Message(id = Message.NONE, value = "an object of this node, which stands for the remote one, took too long")
    String localTooLate();

    @Message(id = 340037, value = "%s: a local object returned null (expected: a stage)")
    String noLocalStage(String method);

    @Message(
            id = 340034,
            value = "%s: its circuit is open since %s: %s; it is tried again in %d ms (expected: the service answers;"
                    + " cdirpc.circuit turns circuits off)")
    String circuitOpen(String service, String since, String reason, long millis);

    @Message(
            id = 340035,
            value =
                    "%s: its circuit is open since %s: %s; one call finds out at present whether it works again (expected:"
                            + " the service answers; cdirpc.circuit turns circuits off)")
    String circuitOnTrial(String service, String since, String reason);

    @Message(id = 340036, value = "%s: its circuit was open, and has just been closed (expected: call again)")
    String circuitJustClosed(String service);
}
