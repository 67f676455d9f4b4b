package org.cdirpc.extension.server;

import static org.cdirpc.extension.server.IdempotencyMessages.TEXT;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.cdirpc.CallScope;
import org.cdirpc.RpcMarshallingException;
import org.cdirpc.RpcRemoteException;
import org.cdirpc.extension.call.FailureDetails;
import org.cdirpc.extension.call.MethodCodec;
import org.cdirpc.spi.FailureCode;
import org.cdirpc.spi.Progress;
import org.cdirpc.transport.cbor.CborException;
import org.cdirpc.transport.cbor.CborLimits;
import org.cdirpc.transport.cbor.CborWriter;
import org.cdirpc.transport.cbor.ThrowableCodec;
import org.jspecify.annotations.Nullable;

/** What a method came to, as it is kept and as it is told again: always with names, since nodes may differ. Thread-safe. */
final class KeptAnswers {

    /** What is attached to the reply of a call that did not run, because it had run before. */
    static final String REPEATED = "cdirpc-repeated";

    /** As for a failure that is told at once. */
    private static final int MOST_DETAILS = 60 << 10;

    private final String method;
    private final MethodCodec codec;
    private final int maxAnswer;
    private final CborLimits limits;

    KeptAnswers(String method, MethodCodec codec, int maxAnswer, CborLimits limits) {
        this.method = method;
        this.codec = codec;
        this.maxAnswer = maxAnswer;
        this.limits = limits;
    }

    AnswerRecord returned(AnswerRecord claim, @Nullable Object value) {
        CborWriter out = new CborWriter(maxAnswer);
        try {
            codec.encodeResult(value, false, out);
        } catch (RuntimeException | StackOverflowError unencodable) {
            boolean large =
                    unencodable instanceof CborException cbor && cbor.reason() == CborException.Reason.TOO_LARGE;
            return large
                    ? claim.became(AnswerRecord.State.TOO_LARGE, bytes(TEXT.tooLarge(method, maxAnswer)))
                    : claim.became(
                            AnswerRecord.State.UNENCODABLE,
                            bytes(TEXT.unencodable(
                                    method, unencodable.getClass().getName())));
        }
        return claim.became(AnswerRecord.State.RESULT, out.toByteArray());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    AnswerRecord threw(AnswerRecord claim, Throwable thrown) {
        return claim.became(AnswerRecord.State.FAILURE, details(thrown).encode(MOST_DETAILS));
    }

    private FailureDetails details(Throwable thrown) {
        ThrowableCodec declared = codec.exceptionFor(thrown);
        if (declared != null) {
            try {
                CborWriter out = new CborWriter(MOST_DETAILS / 2);
                declared.encode(thrown, out);
                return FailureDetails.of(FailureDetails.messageOf(thrown), thrown, declared.name(), out.toByteArray());
            } catch (RuntimeException | Error unencodable) {
                // Told as what the contract does not declare, as the first caller is.
            }
        }
        String message =
                ServerMessages.TEXT.undeclared(method, thrown.getClass().getName(), FailureDetails.messageOf(thrown));
        return FailureDetails.of(message, thrown);
    }

    /** What is known of an earlier call as the outcome of this one. */
    CompletionStage<@Nullable Object> replay(AnswerRecord answer, GuardedCall call) {
        byte[] body = answer.body();
        switch (answer.state()) {
            case RESULT -> {
                if (call.context().replyAttachments().size() < CallScope.MAX_ATTACHMENTS) {
                    call.attach(REPEATED, "true");
                }
                return result(body);
            }
            case FAILURE -> {
                return CompletableFuture.failedFuture(failure(body));
            }
            case TOO_LARGE -> {
                return notThere(FailureCode.RESULT_TOO_LARGE, body);
            }
            default -> {
                return notThere(FailureCode.BAD_RESULT, body);
            }
        }
    }

    private CompletionStage<@Nullable Object> result(byte[] body) {
        try {
            return CompletableFuture.completedFuture(codec.decodeResult(body, 0, body.length, false));
        } catch (RuntimeException undecodable) {
            String message = TEXT.undecodable(method, String.valueOf(undecodable.getMessage()));
            return CompletableFuture.failedFuture(
                    new RpcMarshallingException(FailureCode.BAD_RESULT, Progress.COMPLETED, message, undecodable));
        }
    }

    private Throwable failure(byte[] body) {
        try {
            FailureDetails details = FailureDetails.decode(body, 0, body.length, limits);
            ThrowableCodec declared = codec.exceptionNamed(details.exception());
            return declared == null
                    ? new RpcRemoteException(details.message(), details.type(), details.frames())
                    : declared.decode(details.data(), 0, details.data().length);
        } catch (RuntimeException undecodable) {
            String message = TEXT.undecodable(method, String.valueOf(undecodable.getMessage()));
            return new RpcMarshallingException(FailureCode.BAD_RESULT, Progress.COMPLETED, message, undecodable);
        }
    }

    private static CompletionStage<@Nullable Object> notThere(FailureCode code, byte[] body) {
        String message = new String(body, StandardCharsets.UTF_8);
        return CompletableFuture.failedFuture(new RpcMarshallingException(code, Progress.COMPLETED, message, null));
    }
}
