package org.cdirpc.faults.races;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cdirpc.faults.lab.SourceCompiler;

/**
 * A fault that is put into one class of ours, which a race must find: races that find none of those show little by finding
 * nothing (R. A. DeMillo et al., "Hints on Test Data Selection", Computer 11(4), 1978).
 *
 * @param what is wrong with it
 * @param module the folder of the class's sources
 * @param type the class
 * @param right what its source has once
 * @param wrong what it has instead
 * @param race a word that the name of the race's class contains
 */
public record Mutant(String what, String module, String type, String right, String wrong, String race) {

    private static final String CHANNEL = "org.cdirpc.transport.channel.";
    private static final String EXTENSION = "org.cdirpc.extension.";

    /** All of them. */
    public static final List<Mutant> ALL = List.of(
            ofChannel(
                    "a call is taken from its table by two",
                    "CallTable",
                    "from.compareAndSet(slot, call, null) ? call : null",
                    "from.getAndSet(slot, null) == call | true ? call : null",
                    "CallTable"),
            ofChannel(
                    "a map is asked whether it is empty before it is searched",
                    "CallTable",
                    "call = overflow.remove(id);",
                    "call = overflow.isEmpty() ? null : overflow.remove(id);",
                    "CallTable"),
            ofChannel(
                    "a call that waits is ended by two",
                    "PendingSend",
                    "boolean mine = STATE.compareAndSet(this, WAITING, DONE);",
                    "boolean mine = state == WAITING;\nSTATE.setVolatile(this, DONE);",
                    "GoAwayAgainstDial"),
            ofChannel(
                    "whether a channel takes calls is looked at before its lock",
                    "ClientChannel",
                    "synchronized (outbox) {\n            if (newCalls != Sending.TAKEN) {\n                return newCalls;\n            }",
                    "if (newCalls != Sending.TAKEN) {\n            return newCalls;\n        }\n        synchronized (outbox) {",
                    "DrainAgainstCall"),
            ofChannel(
                    "a GOAWAY withdraws calls that were taken",
                    "ClientChannel",
                    "Integer.compareUnsigned(call.id(), goAway.lastId()) > 0",
                    "true",
                    "CancelAgainstReply"),
            ofChannel(
                    "a node that leaves does not wait for answers",
                    "ClientChannel",
                    "leaves && pending.size() == 0 && outbox.unsent() == 0",
                    "leaves",
                    "DrainAgainstCall"),
            ofChannel(
                    "the last call that is taken is decided beside the I/O thread",
                    "ServerChannel",
                    "channel.execute(() -> {\n            if (lastTaken == GoAway.EVERY_ID) {",
                    "((java.util.concurrent.Executor) Runnable::run).execute(() -> {\n            if (lastTaken == GoAway.EVERY_ID) {",
                    "ProviderDrain"),
            ofChannel(
                    "a channel is quiet before it is decided what it takes",
                    "ServerChannel",
                    "return decided && running",
                    "return running",
                    "ProviderDrain"),
            ofChannel(
                    "a call is refused and served",
                    "ServerChannel",
                    "FailureCode.DRAINING, 0, Payload.NONE);\n            }\n            return;",
                    "FailureCode.DRAINING, 0, Payload.NONE);\n            }",
                    "ProviderDrain"),
            ofExtension(
                    "a limit is looked at, then taken from",
                    "server.LiveLimit",
                    "running.compareAndSet(now, now + 1)",
                    "running.incrementAndGet() > 0",
                    "Permit"),
            ofExtension(
                    "an attempt is sent twice",
                    "client.InterceptedAttempt",
                    "if (!state.compareAndSet(State.NEW, State.SENT)) {",
                    "boolean fresh = state.get() == State.NEW;\nstate.set(State.SENT);\nif (!fresh) {",
                    "Attempt"),
            ofExtension(
                    "a call is told two answers",
                    "client.InterceptedAttempt",
                    "if (told.compareAndSet(false, true)) {",
                    "boolean first = !told.get();\ntold.set(true);\nif (first) {",
                    "Attempt"),
            ofExtension(
                    "a caller's limit is looked at, then taken from",
                    "interceptor.ClientLimit",
                    "count.compareAndSet(now, now + 1)",
                    "count.incrementAndGet() > 0",
                    "ClientLimit"),
            ofExtension(
                    "a retry's token is given out twice",
                    "client.RetryBudget",
                    "synchronized boolean tryTake",
                    "boolean tryTake",
                    "RetryBudget"),
            ofExtension(
                    "a place of the failback queue is looked at, then taken",
                    "client.FailbackQueue",
                    "queued.compareAndSet(now, now + 1)",
                    "queued.incrementAndGet() > 0",
                    "Failback"),
            ofExtension(
                    "the failback queue ends in two steps",
                    "client.FailbackQueue",
                    "return queued.getAndUpdate(now -> now | ENDED) & ~ENDED;",
                    "int left = queued.get();\nqueued.set(left | ENDED);\nreturn left & ~ENDED;",
                    "Failback"));

    private static Mutant ofChannel(String what, String type, String right, String wrong, String race) {
        return new Mutant(what, "cdi-rpc-transport", CHANNEL + type, right, wrong, race);
    }

    private static Mutant ofExtension(String what, String type, String right, String wrong, String race) {
        return new Mutant(what, "cdi-rpc-extension", EXTENSION + type, right, wrong, race);
    }

    /**
     * The source of its class, with it.
     *
     * @param root of the repository
     * @throws IOException if the source does not have what is to be made wrong, once
     */
    String source(Path root) throws IOException {
        Path file = root.resolve(module).resolve("src/main/java").resolve(type.replace('.', '/') + ".java");
        String source = Files.readString(file);
        int at = source.indexOf(right);
        if (at < 0 || source.indexOf(right, at + 1) >= 0) {
            throw new IOException(file + ": expected once, for \"" + what + "\": " + right);
        }
        return source.replace(right, wrong);
    }

    /** Compiles it into a folder; of a root as in {@link #source}. */
    public void compile(Path root, Path folder) throws IOException {
        SourceCompiler.compile(Map.of(type, source(root)), folder);
    }
}
