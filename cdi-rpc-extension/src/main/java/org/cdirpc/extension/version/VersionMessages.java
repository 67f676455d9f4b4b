package org.cdirpc.extension.version;

import org.jboss.logging.Messages;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageBundle;

@MessageBundle(projectCode = "CDIRPC", length = 6)
interface VersionMessages {

    VersionMessages TEXT = Messages.getBundle(java.lang.invoke.MethodHandles.lookup(), VersionMessages.class);

    @Message(
            id = 317001,
            value = "contract descriptor: it begins with \"%s\" (expected: the line \"%s\"; the text is none, or of a"
                    + " release that this one cannot read)")
    String notADescriptor(String begin, String expected);

    @Message(
            id = 317002,
            value = "contract descriptor: %d %s (expected: at most %d; split the contract, or find out who sent this)")
    String tooMuch(long count, String of, int most);

    @Message(id = 317003, value = "contract descriptor, line %d: \"%s\" (expected: %s)")
    String malformed(int line, String excerpt, String expected);

    @Message(id = 317004, value = "contract descriptor: it has no %s (expected: a line \"%s\")")
    String missing(String what, String line);

    @Message(id = 317005, value = "contract descriptor: %s names the type %s, which it does not define (expected: %s)")
    String undefined(String where, String type, String defined);

    @Message(id = Message.NONE, value = "%s: %s: the %s writes %s, the %s reads %s (expected: %s)")
    String misfit(String method, String path, String writer, String written, String reader, String read, String fix);

    @Message(
            id = Message.NONE,
            value = "%s: the %s calls it, the %s has no method of this name and number of parameters%s (expected: the"
                    + " method as it was, beside what replaces it, or the next major version)")
    String noSuchMethod(String method, String consumer, String provider, String others);

    @Message(
            id = Message.NONE,
            value =
                    "%s: the %s calls it, and which of the overloads of the %s is meant cannot be told: %s (expected: one"
                            + " with the same class names or the same shapes of parameters; keep the overload as it was)")
    String ambiguous(String method, String consumer, String provider, String candidates);

    @Message(
            id = Message.NONE,
            value =
                    "%s: the %s has it as @Idempotent and would repeat it, the %s has not (expected: @Idempotent on both"
                            + " sides; leave it at the provider, or make it the next major version)")
    String notIdempotent(String method, String consumer, String provider);

    @Message(
            id = Message.NONE,
            value =
                    "%s: result: the %s gives nothing, the %s reads %s (expected: a result on both sides; let the method"
                            + " return what it returned)")
    String noResult(String method, String provider, String consumer, String read);

    @Message(id = Message.NONE, value = "%s: the %s repeats nothing, though the %s has it as @Idempotent")
    String idempotentAtProvider(String method, String consumer, String provider);

    @Message(
            id = Message.NONE,
            value =
                    "%s: @OneWay for the %s alone: it does not wait, and the %s gives its result and exceptions to nobody")
    String oneWayConsumer(String method, String consumer, String provider);

    @Message(id = Message.NONE, value = "%s: @OneWay for the %s alone: the %s waits until the method has run")
    String oneWayProvider(String method, String provider, String consumer);

    @Message(id = Message.NONE, value = "%s: the %s gives %s, which the %s does not take")
    String resultUnused(String method, String provider, String written, String consumer);

    @Message(
            id = Message.NONE,
            value =
                    "%s: the %s declares %s, which the %s does not: it arrives there as RpcRemoteException, which names it")
    String newException(String method, String provider, String name, String consumer);

    @Message(id = Message.NONE, value = "%s: the %s declares %s, which the %s does not declare any more")
    String noException(String method, String consumer, String name, String provider);

    @Message(id = Message.NONE, value = "%s: the %s has it, the %s does not know it")
    String newMethod(String method, String provider, String consumer);
}
