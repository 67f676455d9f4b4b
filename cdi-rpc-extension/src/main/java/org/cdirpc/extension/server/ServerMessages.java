package org.cdirpc.extension.server;

import org.jboss.logging.Messages;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageBundle;

@MessageBundle(projectCode = "CDIRPC", length = 6)
interface ServerMessages {

    ServerMessages TEXT = Messages.getBundle(java.lang.invoke.MethodHandles.lookup(), ServerMessages.class);

    @Message(
            id = 350010,
            value = "%s: refused, all %d permits are in use (expected: fewer calls at a time, more instances, or more"
                    + " permits through cdirpc.server.threads and cdirpc.server.queue)")
    String rejected(String method, int permits);

    @Message(
            id = 350040,
            value =
                    "%s: refused, %d calls are in the pool and the last ones wait about %d ms for a thread (expected: fewer"
                            + " calls at a time, more instances or cdirpc.server.threads; or longer waiting through"
                            + " cdirpc.server.limit=static)")
    String poolFull(String method, int limit, long waitMillis);

    @Message(
            id = 350041,
            value =
                    "%s: refused, it would wait about %d ms for a thread, and its caller gives up in %d ms (expected: fewer"
                            + " calls at a time, more instances, or a longer time limit)")
    String tooLate(String method, long waitMillis, long remainingMillis);

    @Message(
            id = 350042,
            value =
                    "%s: refused, %d calls of %s are unfinished, which is its limit (expected: fewer calls at a time, more"
                            + " instances, or a higher max-concurrent or @RpcLimit)")
    String tooManyAtATime(String method, int limit, String of);

    @Message(
            id = 350043,
            value =
                    "%s: refused, its limit is %d calls of %s per second (expected: fewer calls, more instances, or a higher"
                            + " max-per-second or @RpcLimit)")
    String tooManyPerSecond(String method, int limit, String of);

    @Message(
            id = 350044,
            value = "%s: refused, the cluster's limit is %d calls of %s per second, of which this instance has %s now"
                    + " (expected: fewer calls, or a higher cluster-max-per-second)")
    String tooManyInTheCluster(String method, int limit, String of, String part);

    @Message(
            id = 350045,
            value =
                    "%s: @RpcLimit(concurrent = %d, perSecond = %d) (expected: from 0, which is no limit, to %d and %d)")
    String wrongLimit(String of, int concurrent, int perSecond, int mostConcurrent, int mostPerSecond);

    @Message(id = 350011, value = "%s: refused, this instance is stopping (expected: another instance takes the call)")
    String stopping(String method);

    @Message(
            id = 350028,
            value = "%s: refused, no thread could be started for it: %s (expected: room for the threads of"
                    + " cdirpc.server.threads; raise the limit of the process, or lower the key)")
    String noThread(String method, String reason);

    @Message(
            id = 350012,
            value = "method id %d is not bound on this channel (expected: an id from a BIND of this channel)")
    String unboundMethod(int method);

    @Message(id = 350013, value = "service %s, group \"%s\" is not served here (expected: one of %s)")
    String unknownService(String service, String group, String known);

    @Message(
            id = 350014,
            value = "service %s: version %s is served here and %s is needed (expected: the same major version and at"
                    + " least this minor version; upgrade the provider)")
    String versionTooOld(String service, String served, String needed);

    @Message(
            id = 350015,
            value = "%s: the consumer calls %s, and the provider has %s (expected: the same parameter and result kinds;"
                    + " upgrade the older of the two)")
    String methodMisfit(String service, String needed, String served);

    @Message(
            id = 350105,
            value = "service %s: version %s is served here and one of %s is needed (expected: a version in that range;"
                    + " upgrade the older side, or change the consumer's range)")
    String versionOutOfRange(String service, String served, String range);

    @Message(id = 350106, value = "%s: %s")
    String misfit(String where, String sentence);

    @Message(id = Message.NONE, value = "does not fit either; the reasons of others of its contract are said in full")
    String furtherMisfit();

    @Message(id = 350107, value = "service %s: the versions that the consumer needs cannot be read: %s")
    String unreadableRange(String service, String reason);

    @Message(
            id = 350108,
            value = "service %s: the consumer's descriptor of it cannot be read: %s (expected: the text of a contract"
                    + " descriptor; is the consumer of a later major release of cdi-rpc?)")
    String unreadableDescriptor(String service, String reason);

    @Message(id = 350110, value = "service %s: the consumer sent the descriptor of %s (expected: that of the service)")
    String otherService(String service, String described);

    @Message(
            id = 350111,
            value = "service %s: the consumer's descriptor of it and its list of methods differ (expected: the same"
                    + " methods in the same order)")
    String otherMethods(String service);

    @Message(id = 350016, value = "%s: the arguments cannot be decoded: %s")
    String undecodableArguments(String method, String reason);

    @Message(id = 350017, value = "%s: the result cannot be encoded: %s")
    String unencodableResult(String method, String reason);

    @Message(id = 350018, value = "%s: %s: %s")
    String undeclared(String method, String type, String message);

    @Message(
            id = 350019,
            value = "%s: the deadline passed or the caller gave up before the method began, while the call waited for a"
                    + " thread")
    String expired(String method);

    @Message(
            id = 350021,
            value = "%s: bean %s returned null (expected: a CompletionStage or Future, as the contract says)")
    String noStage(String method, String bean);

    @Message(id = 350020, value = "%s: a fault in cdi-rpc itself: %s (expected: none; please report it)")
    String internal(String method, String fault);

    @Message(
            id = 350022,
            value =
                    "%s: bean %s could not be made: %s: %s (expected: a bean that can be constructed and injected; nothing"
                            + " ran)")
    String notMade(String method, String bean, String type, String message);

    @Message(
            id = 350025,
            value = "arguments by position (expected: with names, as this channel's BIND found other shapes on the two"
                    + " sides)")
    String notAgreed();

    @Message(id = 350023, value = "%s: the deadline passed before the Future that the bean returned was done")
    String timedOut(String method);

    @Message(id = 350027, value = "%s: the deadline passed while the method ran; told to end, it threw %s")
    String cutShort(String method, String thrown);

    @Message(
            id = 350024,
            value = "%s cannot be called (expected: a public interface, or one whose package is open to cdi-rpc)")
    String notAccessible(String method);

    @Message(
            id = 350026,
            value =
                    "%s: an interceptor of the provider failed before the method began: %s: %s (expected: an RpcException"
                            + " that says why, or what the contract declares; nothing ran)")
    String interceptorFailed(String method, String type, String message);
}
