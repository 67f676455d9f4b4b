package org.cdirpc.extension.server;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.cdirpc.extension.call.MethodCodec;
import org.cdirpc.extension.contract.Contract;
import org.cdirpc.transport.cbor.CborLimits;
import org.jspecify.annotations.Nullable;

/**
 * How a node answers the repeats of methods that are {@link org.cdirpc.Idempotent} by a key. Shared by all such methods;
 * it knows which claims of this node are being run. Thread-safe.
 *
 * @see IdempotencyStep
 */
public final class Idempotency {

    private final AnswerBook book;
    private final Options options;
    private final AnswerBook.Claimant self;
    private final Executor blocking;
    private final CborLimits limits;
    private final LongSupplier nanoTime;
    private final Map<ByteBuffer, CompletableFuture<@Nullable Void>> running = new ConcurrentHashMap<>();

    /**
     * What an operator decides.
     *
     * @param keep how long an answer is kept behind the deadline of the call, from 1 s
     * @param maxAnswer the most bytes of a result that is kept
     */
    public record Options(Duration keep, int maxAnswer) {}

    /**
     * A node's.
     *
     * @param self who claims here
     * @param blocking keeps the answers of stages that are completed on a thread that must not wait; takes every task
     * @param nanoTime as {@link System#nanoTime()}
     */
    public Idempotency(
            AnswerBook book,
            Options options,
            AnswerBook.Claimant self,
            Executor blocking,
            CborLimits limits,
            LongSupplier nanoTime) {
        this.book = book;
        this.options = options;
        this.self = self;
        this.blocking = blocking;
        this.limits = limits;
        this.nanoTime = nanoTime;
    }

    /** The step for a method, or null if the method has no key. */
    @Nullable
    IdempotencyStep stepFor(Contract contract, MethodCodec codec) {
        return codec.method().idempotencyKey() == null ? null : new IdempotencyStep(this, contract, codec);
    }

    AnswerBook book() {
        return book;
    }

    Options options() {
        return options;
    }

    Executor blocking() {
        return blocking;
    }

    CborLimits limits() {
        return limits;
    }

    long nanoTime() {
        return nanoTime.getAsLong();
    }

    /**
     * A new claim of this node, which counts as running from now on: before others can see it, so that nobody finds one of
     * this node's that seems to run nowhere.
     *
     * @param entry the call's key
     * @param keep how long it is to be kept
     */
    Claim begin(byte[] entry, byte[] arguments, Duration keep) {
        UUID random = UUID.randomUUID();
        byte[] id = ByteBuffer.allocate(16)
                .putLong(random.getMostSignificantBits())
                .putLong(random.getLeastSignificantBits())
                .array();
        running.put(ByteBuffer.wrap(id), new CompletableFuture<>());
        return new Claim(entry, AnswerRecord.claimed(id, self, arguments), nanoTime() + keep.toNanos());
    }

    /** The claim does not run any more; whatever is to be found of it is in the book by now. */
    void end(Claim claim) {
        CompletableFuture<@Nullable Void> ended =
                running.remove(ByteBuffer.wrap(claim.record().claim()));
        if (ended != null) {
            ended.complete(null);
        }
    }

    boolean isOwn(AnswerRecord record) {
        return record.claimant().instance().equals(self.instance());
    }

    /** Completes when a claim of this node does not run any more; null if it does not now. */
    @Nullable
    CompletableFuture<@Nullable Void> running(AnswerRecord record) {
        return running.get(ByteBuffer.wrap(record.claim()));
    }

    /** How many claims of this node run. */
    int runningClaims() {
        return running.size();
    }

    /**
     * A claim of this node.
     *
     * @param entry the call's key in the book
     * @param endNanos when the book forgets it
     */
    record Claim(byte[] entry, AnswerRecord record, long endNanos) {}
}
