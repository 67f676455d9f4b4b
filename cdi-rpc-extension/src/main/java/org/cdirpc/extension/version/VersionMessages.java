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

    @Message(id = Message.NONE, value = "consumer %s")
    String consumer(String version);

    @Message(id = Message.NONE, value = "provider %s")
    String provider(String version);

    @Message(id = Message.NONE, value = "argument %d")
    String argument(int number);

    @Message(id = Message.NONE, value = "result")
    String result();

    @Message(id = Message.NONE, value = "exception %s")
    String exception(String name);

    @Message(id = Message.NONE, value = "%s: the %s writes %s, the %s reads %s (expected: %s)")
    String misfit(String path, String writer, String written, String reader, String read, String fix);

    @Message(
            id = Message.NONE,
            value =
                    "%s (the %s has %s; the %s has %s) (expected: each name at its old place, or new names if parameters"
                            + " were only renamed; or the next major version)")
    String moved(String what, String consumer, String consumers, String provider, String providers);

    @Message(id = Message.NONE, value = "parameters %s have changed places")
    String someMoved(String names);

    @Message(id = Message.NONE, value = "parameter %s has changed its place")
    String oneMoved(String name);

    @Message(id = Message.NONE, value = "and %d more")
    String more(int count);

    @Message(id = Message.NONE, value = "%s (the %s writes, the %s reads)")
    String note(String what, String writer, String reader);

    @Message(
            id = Message.NONE,
            value = "%s: the %s calls it, the %s has no method of this name and number of parameters%s (expected: the"
                    + " method as it was, beside what replaces it, or the next major version)")
    String noSuchMethod(String method, String consumer, String provider, String others);

    @Message(id = Message.NONE, value = "; it has %s")
    String otherMethods(String methods);

    @Message(
            id = Message.NONE,
            value =
                    "%s: the %s calls it, and which of the %s's overloads that is cannot be told: %s (expected: one with"
                            + " the same class names or the same shapes of parameters; keep the overload as it was)")
    String ambiguous(String method, String consumer, String provider, String candidates);

    @Message(
            id = Message.NONE,
            value =
                    "the %s has it as @Idempotent and may repeat it, the %s has not (expected: @Idempotent at the provider"
                            + " too; leave it there, or make it the next major version)")
    String notIdempotent(String consumer, String provider);

    @Message(id = Message.NONE, value = "the %s does not repeat it, though the %s has it as @Idempotent")
    String idempotentAtProvider(String consumer, String provider);

    @Message(
            id = Message.NONE,
            value = "@OneWay for the %s alone: it does not wait, and what the %s returns or throws reaches nobody")
    String oneWayConsumer(String consumer, String provider);

    @Message(id = Message.NONE, value = "@OneWay for the %s alone: the %s waits until the method has run")
    String oneWayProvider(String provider, String consumer);

    @Message(
            id = Message.NONE,
            value = "the %s declares exception %s, the %s does not: there it is an RpcRemoteException, which names it")
    String newException(String provider, String name, String consumer);

    @Message(id = Message.NONE, value = "the %s declares exception %s, the %s does not: it never arrives as that")
    String noException(String consumer, String name, String provider);

    @Message(id = Message.NONE, value = "%s: the %s has it, the %s does not")
    String newMethod(String method, String provider, String consumer);

    @Message(
            id = 317010,
            value = "%s is not recorded: there is no %s (expected: the file, under version control; run this test once"
                    + " with -D%s=%s, and commit what it writes)")
    String notRecorded(String contract, String file, String property, String record);

    @Message(
            id = 317011,
            value = "%s is recorded with another shape in %s (-) than it has now (+) (expected: version %s, as %s; or,"
                    + " only if %s was never deployed, record it anew with -D%s=%s):%n%s")
    String recordedOtherwise(
            String contract,
            String file,
            String version,
            String reason,
            String recorded,
            String property,
            String record,
            String differences);

    @Message(id = Message.NONE, value = "what was added is safe for those who have %s")
    String isMinor(String recorded);

    @Message(id = Message.NONE, value = "those who have %s would break: %s")
    String isMajor(String recorded, String misfits);

    @Message(
            id = 317012,
            value =
                    "%s breaks consumers of %s, which it serves as the same major version (expected: version %s, or that"
                            + " they fit; delete %s once nobody has %s any more):%n  %s")
    String breaksOlder(String contract, String recorded, String version, String file, String same, String misfits);

    @Message(
            id = 317013,
            value =
                    "consumers of %s break with providers of %s, which serve them as the same major version (expected: that"
                            + " they fit; delete %s if it was never deployed):%n  %s")
    String breaksWithNewer(String contract, String recorded, String file, String misfits);

    @Message(
            id = 317014,
            value = "%s: it describes %s (expected: %s, as its name says; restore it from version control)")
    String otherContract(String file, String described, String expected);

    @Message(
            id = 317015,
            value = "%s cannot be read: %s (expected: a contract descriptor; restore it from version control)")
    String unreadable(String file, String reason);

    @Message(id = 317016, value = "%s cannot be written: %s (expected: a directory that may be written to)")
    String unwritable(String file, String reason);

    @Message(id = 317017, value = "-D%s=%s (expected: %s, which writes the files, or no such property)")
    String badProperty(String property, String value, String record);
}
