package org.cdirpc.extension.contract;

import org.jboss.logging.Messages;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageBundle;

@MessageBundle(projectCode = "CDIRPC", length = 6)
interface ContractMessages {

    ContractMessages TEXT = Messages.getBundle(java.lang.invoke.MethodHandles.lookup(), ContractMessages.class);

    @Message(
            id = 310010,
            value = "%s is not a contract: @Remote is on a class (expected: on an interface; put it on the interface"
                    + " that the class implements)")
    String notAnInterface(String type);

    @Message(id = 310011, value = "%s is not a contract: it has no @Remote (expected: @Remote on the interface itself)")
    String notRemote(String type);

    @Message(
            id = 310012,
            value = "%s: @Remote(version = \"%s\") (expected: major.minor or major.minor.patch, each from 0 to 65535,"
                    + " such as \"1.2\")")
    String badVersion(String type, String version);

    @Message(id = 310013, value = "%s: %s cannot travel: %s: %s; %s")
    String cannotTravel(String contract, String method, String path, String reason, String fix);

    @Message(
            id = 310014,
            value = "%s: @OneWay %s %s (expected: returns void and declares no exception, since nothing comes back;"
                    + " drop @OneWay or change the method)")
    String badOneWay(String contract, String method, String what);

    @Message(
            id = 310015,
            value = "%s: %s returns %s, and streams are not supported yet (expected: a value, void, CompletionStage,"
                    + " CompletableFuture or Future)")
    String stream(String contract, String method, String type);

    @Message(id = 310016, value = "%s: @RpcTimeout(value = %d, unit = %s) on %s (expected: from 1 ms to 24 h)")
    String badTimeout(String contract, long value, String unit, String where);

    @Message(
            id = 310017,
            value = "%s: %s and %s cannot be told apart on the wire: both are %s with the same class names (expected:"
                    + " overloads that differ in the kinds or the simple class names of their parameters; rename one)")
    String ambiguousOverload(String contract, String one, String other, String signature);

    @Message(id = 310018, value = "%s: %s returns a raw %s (expected: with its type argument, such as %s<String>)")
    String rawAsync(String contract, String method, String type, String same);

    @Message(
            id = 310019,
            value = "%s: %s declares %s and %s, which have the same name \"%s\" on the wire (expected: different simple"
                    + " names, or @JsonTypeName on one)")
    String sameExceptionName(String contract, String method, String one, String other, String name);

    @Message(id = 310020, value = "%s: it has %d remote methods (expected: from 1 to 10000; split the contract)")
    String badMethodCount(String contract, int count);

    @Message(id = 310030, value = "%s: @Idempotent(by = \"%s\"): there is no parameter %s (expected: one of %s)")
    String noSuchParameter(String method, String path, String name, String names);

    @Message(id = 310031, value = "%s: @Idempotent(by = \"%s\"): there is no %s in %s (expected: one of %s)")
    String noSuchStep(String method, String path, String name, String type, String names);

    @Message(
            id = 310032,
            value =
                    "%s: @Idempotent(by = \"%s\") ends at a %s (expected: a String, an integer, a UUID or an enum; go on"
                            + " with one of %s)")
    String notAKey(String method, String path, String type, String names);

    @Message(
            id = 310033,
            value = "%s: @Idempotent(by = \"%s\") and @OneWay (expected: one of them; nothing comes back that a repeat"
                    + " could be answered with)")
    String keyOfOneWay(String method, String path);

    @Message(id = 310034, value = "the key at %s cannot be read: %s (expected: getters that return)")
    String keyUnreadable(String path, String thrown);

    @Message(
            id = 310021,
            value =
                    "%s: %s: parameter %d is @RoutingKey(affinity = true) and a %s (expected: a String, a UUID, or a"
                            + " byte, short, int or long, which are the same key on every node; drop affinity, or pass such a key)")
    String noAffinity(String contract, String method, int parameter, String type);

    @Message(
            id = 310022,
            value =
                    "%s: %s: parameters %d and %d both are @RoutingKey(affinity = true) (expected: at most one, since data"
                            + " has one owner; drop affinity from the other)")
    String twoAffinities(String contract, String method, int one, int other);
}
