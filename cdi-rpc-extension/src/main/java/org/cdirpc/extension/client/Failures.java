package org.cdirpc.extension.client;

import static org.cdirpc.extension.client.ClientMessages.TEXT;

import org.cdirpc.RpcConnectionLostException;
import org.cdirpc.RpcContractException;
import org.cdirpc.RpcException;
import org.cdirpc.RpcMarshallingException;
import org.cdirpc.RpcRejectedException;
import org.cdirpc.RpcRemoteException;
import org.cdirpc.RpcSecurityException;
import org.cdirpc.RpcTimeoutException;
import org.cdirpc.RpcUnavailableException;
import org.cdirpc.cluster.Instance;
import org.cdirpc.extension.call.FailureDetails;
import org.cdirpc.spi.FailureCode;
import org.cdirpc.spi.Progress;
import org.cdirpc.transport.cbor.CborLimits;
import org.cdirpc.transport.cbor.ThrowableCodec;
import org.cdirpc.transport.channel.Answer;
import org.jspecify.annotations.Nullable;

/** Turns failed answers into the exceptions that callers get. Thread-safe. */
final class Failures {

    private final CborLimits limits;

    Failures(CborLimits limits) {
        this.limits = limits;
    }

    /** The exception for a failed answer: the contract's own where it is one, else an {@link RpcException}. */
    Throwable of(Call call, Answer answer) {
        if (!answer.remote()) {
            return local(call, answer);
        }
        if (answer.length() == 0) {
            String bare = TEXT.refusedByChannel(call.method().toString(), bareReason(answer.code()));
            return exception(answer.code(), answer.progress(), inTime(call, answer, bare), null);
        }
        FailureDetails details;
        try {
            details = FailureDetails.decode(answer.buffer(), answer.offset(), answer.length(), limits);
        } catch (RuntimeException unreadable) {
            String message = TEXT.unreadableFailure(
                    call.method().toString(), answer.code().name(), String.valueOf(unreadable.getMessage()));
            return exception(answer.code(), answer.progress(), message, unreadable);
        }
        return switch (answer.code()) {
            case APPLICATION_EXCEPTION -> declared(call, details);
            case UNDECLARED_EXCEPTION -> new RpcRemoteException(details.message(), details.type(), details.frames());
            default ->
                exception(
                        answer.code(),
                        answer.progress(),
                        inTime(call, answer, details.message()),
                        remoteTrace(details));
        };
    }

    /** What the provider's channel answers before the call reaches anybody who could say more. */
    private static String bareReason(FailureCode code) {
        return switch (code) {
            case DEADLINE_EXCEEDED -> "it reached the provider after its deadline";
            case DRAINING -> "the instance is draining (expected: another instance takes the call)";
            case ARGUMENTS_TOO_LARGE ->
                "the arguments are larger than the provider takes (expected: at most its cdirpc.message-cap; send less at"
                        + " once, or raise it)";
            case RESULT_TOO_LARGE ->
                "the result is larger than the provider sends (expected: at most its cdirpc.message-cap; ask for less at"
                        + " once, or raise it)";
            case REJECTED ->
                "the provider has no room for more unfinished messages (expected: fewer large calls at once)";
            default -> "the provider's channel answered " + code;
        };
    }

    private static String inTime(Call call, Answer answer, String reason) {
        return answer.code() == FailureCode.DEADLINE_EXCEEDED ? timedOut(call, reason) : reason;
    }

    private static String timedOut(Call call, String reason) {
        long millis = (call.deadlineNanos() - call.beganNanos()) / 1_000_000;
        return TEXT.timedOut(call.method().toString(), millis, reason);
    }

    private static Throwable local(Call call, Answer answer) {
        String reason = String.valueOf(answer.reason());
        Throwable cause = answer.cause();
        if (cause != null && isAsThrown(answer, cause)) {
            return cause;
        }
        String message = switch (answer.code()) {
            case DEADLINE_EXCEEDED -> timedOut(call, reason);
            case CANCELLED -> TEXT.cancelled(call.method().toString(), reason);
            default -> reason;
        };
        return exception(answer.code(), answer.progress(), message, answer.cause());
    }

    /** What an interceptor threw reaches the caller as it is, unless it says less than is known. */
    private static boolean isAsThrown(Answer answer, Throwable cause) {
        if (answer.code() == FailureCode.APPLICATION_EXCEPTION) {
            return true;
        }
        return cause instanceof RpcException own
                && own.code() == answer.code()
                && own.progress() == answer.progress()
                && String.valueOf(own.getMessage()).equals(answer.reason());
    }

    private static Throwable declared(Call call, FailureDetails details) {
        ThrowableCodec codec = call.codec().exceptionNamed(details.exception());
        if (codec == null) {
            // Declared by the provider's release of the contract and not by ours.
            return new RpcRemoteException(details.message(), details.type(), details.frames());
        }
        try {
            Throwable rebuilt = codec.decode(details.data(), 0, details.data().length);
            RemoteTrace trace = remoteTrace(details);
            if (trace != null) {
                rebuilt.addSuppressed(trace);
            }
            return rebuilt;
        } catch (RuntimeException undecodable) {
            String message = TEXT.undecodableResult(
                    call.method().toString(), details.exception() + ": " + undecodable.getMessage());
            return exception(FailureCode.BAD_RESULT, Progress.COMPLETED, message, undecodable);
        }
    }

    private static @Nullable RemoteTrace remoteTrace(FailureDetails details) {
        return details.frames().isEmpty() ? null : new RemoteTrace(details.type(), details.frames());
    }

    /** The exception class that groups a code by what callers can do about it. */
    static RpcException exception(FailureCode code, Progress progress, String message, @Nullable Throwable cause) {
        return switch (code) {
            case UNAVAILABLE, DRAINING, CONNECT_FAILED -> new RpcUnavailableException(code, progress, message, cause);
            case REJECTED -> new RpcRejectedException(code, progress, message, cause);
            case DEADLINE_EXCEEDED -> new RpcTimeoutException(code, progress, message, cause);
            case CONNECTION_LOST -> new RpcConnectionLostException(code, progress, message, cause);
            case UNAUTHENTICATED, FORBIDDEN -> new RpcSecurityException(code, progress, message, cause);
            case CONTRACT_MISMATCH -> new RpcContractException(code, progress, message, cause);
            case BAD_ARGUMENTS, BAD_RESULT, ARGUMENTS_TOO_LARGE, RESULT_TOO_LARGE ->
                new RpcMarshallingException(code, progress, message, cause);
            case INTERNAL, CANCELLED, APPLICATION_EXCEPTION, UNDECLARED_EXCEPTION ->
                new RpcException(code, progress, message, cause);
        };
    }

    /** Why a call failed, without what {@link #of} says around it. */
    private String reasonOf(Answer answer) {
        if (!answer.remote()) {
            return String.valueOf(answer.reason());
        }
        if (answer.length() == 0) {
            return bareReason(answer.code());
        }
        try {
            return FailureDetails.decode(answer.buffer(), answer.offset(), answer.length(), limits)
                    .message();
        } catch (RuntimeException unreadable) {
            return answer.code().name();
        }
    }

    /** A deadline that passed after attempts had failed: where the time went over all of them. */
    Answer timedOut(Trail trail, @Nullable Instance last, Answer answer) {
        return Answer.localFailure(
                answer.progress(), answer.code(), trail.told(last, reasonOf(answer)), answer.cause());
    }

    /**
     * What a call gets that no further instance can take: the last refusal's own code where it says more than that, and
     * both reasons.
     */
    Answer exhausted(Call call, Answer last, Answer none) {
        FailureCode code = switch (last.code()) {
            case REJECTED, CONTRACT_MISMATCH, CONNECTION_LOST -> last.code();
            default -> FailureCode.UNAVAILABLE;
        };
        Throwable said = of(call, last);
        String message = TEXT.exhausted(
                call.method().toString(),
                call.tried().size(),
                String.valueOf(said.getMessage()),
                String.valueOf(none.reason()));
        return Answer.localFailure(last.progress(), code, message, said);
    }

    /** The same failure of a call that an earlier attempt may have run. */
    Answer mayHaveRun(Call call, Answer last) {
        Throwable said = of(call, last);
        return Answer.localFailure(
                Progress.UNKNOWN, last.code(), TEXT.mayHaveRun(String.valueOf(said.getMessage())), said);
    }
}
