package org.cdirpc.extension.server;

import static org.cdirpc.extension.server.IdempotencyMessages.TEXT;

import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.cdirpc.RpcException;
import org.cdirpc.RpcMarshallingException;
import org.cdirpc.RpcRejectedException;
import org.cdirpc.RpcUnavailableException;
import org.cdirpc.extension.call.MethodCodec;
import org.cdirpc.extension.contract.Contract;
import org.cdirpc.extension.contract.IdempotencyKey;
import org.cdirpc.spi.FailureCode;
import org.cdirpc.spi.Progress;
import org.cdirpc.transport.cbor.CborWriter;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that a write with a key runs once: whoever claims the key first runs it and keeps what it came to; everybody
 * else gets that. It stands behind all interceptors, right in front of the bean, so that whoever checks, limits or records
 * calls sees repeats too, and none of them is got round by knowing a key.
 *
 * <p>The order claim, run, keep, answer is what makes the outcome of a call knowable: as the answer is kept before it is
 * given, a caller that has one can have it again. A claim without an answer says that the call may have run, which is then
 * told as it is and never tried out. One for each method; thread-safe.
 */
final class IdempotencyStep {

    private final Idempotency idempotency;
    private final Contract contract;
    private final MethodCodec codec;
    private final IdempotencyKey key;
    private final ArgumentsDigest digest;
    private final KeptAnswers kept;

    IdempotencyStep(Idempotency idempotency, Contract contract, MethodCodec codec) {
        this.idempotency = idempotency;
        this.contract = contract;
        this.codec = codec;
        this.key = Objects.requireNonNull(codec.method().idempotencyKey(), "a method without a key");
        this.digest = new ArgumentsDigest(codec.method().parameterTypes(), idempotency.limits());
        this.kept = new KeptAnswers(describe(), codec, idempotency.options().maxAnswer(), idempotency.limits());
    }

    /**
     * Takes a call, on a thread that may wait.
     *
     * @return what the bean came to, now or earlier
     * @throws RpcException if nothing ran, or nobody knows; its progress says which
     */
    CompletionStage<@Nullable Object> intercept(GuardedCall call) {
        String value = keyOf(call);
        byte[] entry = CallKey.of(contract, codec.method(), "", value);
        byte[] arguments = digestOf(call);
        EarlierCall earlier = new EarlierCall(idempotency, describe(), value, entry, arguments);
        while (true) {
            Duration keep = idempotency.options().keep().plus(call.context().remaining());
            Idempotency.Claim claim = idempotency.begin(entry, arguments, keep);
            byte[] found = claimed(claim, keep);
            if (found == null) {
                return new FirstCall(idempotency, kept, describe(), claim, call).run();
            }
            AnswerRecord answer = earlier.await(found, call.context());
            if (answer != null) {
                IdempotencyLog.LOG.repeated(describe(), value, answer.claimant().node());
                return kept.replay(answer, call);
            }
            // What was found was given up without having run: this call may be the one that runs.
        }
    }

    /** What is there instead of the claim, or null if the claim is ours. */
    private byte @Nullable [] claimed(Idempotency.Claim claim, Duration keep) {
        byte[] own = claim.record().encode();
        boolean ours = false;
        try {
            byte[] found = idempotency.book().putIfAbsent(claim.entry(), own, keep);
            ours = found == null || Arrays.equals(found, own);
            return ours ? null : found;
        } catch (AnswersUnavailableException unavailable) {
            throw refused(unavailable);
        } finally {
            if (!ours) {
                idempotency.end(claim);
            }
        }
    }

    private RpcException refused(AnswersUnavailableException unavailable) {
        String message = TEXT.notClaimed(describe(), String.valueOf(unavailable.getMessage()));
        return unavailable.isFull()
                ? new RpcRejectedException(FailureCode.REJECTED, Progress.NOT_STARTED, message, unavailable)
                : new RpcUnavailableException(FailureCode.UNAVAILABLE, Progress.NOT_STARTED, message, unavailable);
    }

    private String keyOf(GuardedCall call) {
        String value;
        try {
            value = key.of(call.arguments());
        } catch (IllegalStateException unreadable) {
            throw badArguments(TEXT.badKey(describe(), String.valueOf(unreadable.getMessage())), unreadable);
        }
        if (value == null) {
            throw badArguments(TEXT.nullKey(describe(), key.path()), null);
        }
        return value;
    }

    /** Encoded anew, as what arrived may have been by position. */
    private byte[] digestOf(GuardedCall call) {
        try {
            CborWriter named = codec.encodeArguments(call.arguments().toArray());
            return digest.of(named.buffer(), named.size());
        } catch (RuntimeException unencodable) {
            throw badArguments(TEXT.badArguments(describe(), String.valueOf(unencodable.getMessage())), unencodable);
        }
    }

    private static RpcException badArguments(String message, @Nullable Throwable cause) {
        return new RpcMarshallingException(FailureCode.BAD_ARGUMENTS, Progress.NOT_STARTED, message, cause);
    }

    private String describe() {
        return contract.service() + "." + codec.method().signature().call();
    }
}
