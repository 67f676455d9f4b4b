package org.cdirpc.extension.server;

import org.cdirpc.RpcException;
import org.cdirpc.RpcRemoteException;
import org.cdirpc.extension.call.Attachments;
import org.cdirpc.extension.call.FailureDetails;
import org.cdirpc.extension.call.InterceptorChain;
import org.cdirpc.extension.call.MethodCodec;
import org.cdirpc.extension.call.WriterPool;
import org.cdirpc.spi.FailureCode;
import org.cdirpc.spi.Progress;
import org.cdirpc.transport.cbor.CborException;
import org.cdirpc.transport.cbor.CborWriter;
import org.cdirpc.transport.cbor.ThrowableCodec;
import org.cdirpc.transport.channel.IncomingCall;
import org.jspecify.annotations.Nullable;

/** Answers calls: each exactly once, with the permit given back afterwards. Thread-safe. */
final class Responder {

    /** What a failure's details may take: far below the smallest message cap. */
    private static final int MOST_DETAILS = 60 << 10;

    private final WriterPool writers;

    Responder(WriterPool writers) {
        this.writers = writers;
    }

    /** The method did not start. */
    void refuse(ServedCall call, FailureCode code, String message) {
        try {
            refuse(call.incoming(), code, message);
        } finally {
            call.release();
        }
    }

    /** The method did not start; nothing is held yet. */
    void refuse(IncomingCall incoming, FailureCode code, String message) {
        if (incoming.oneWay()) {
            ServerLog.LOG.oneWayDropped(
                    "method id " + incoming.method(), incoming.peer().node(), message);
            incoming.ended();
            return;
        }
        incoming.fail(Progress.NOT_STARTED, code, 0, FailureDetails.of(message).encode(MOST_DETAILS));
    }

    /**
     * There is no room for the call now. Says nothing in the log, not of a one-way call either: there may be very many.
     *
     * @param retryAfterMillis when there may be, at least 1
     */
    void reject(ServedCall call, String message, int retryAfterMillis) {
        try {
            if (call.incoming().oneWay()) {
                call.incoming().ended();
                return;
            }
            call.incoming()
                    .fail(
                            Progress.NOT_STARTED,
                            FailureCode.REJECTED,
                            retryAfterMillis,
                            FailureDetails.of(message).encode(MOST_DETAILS));
        } finally {
            call.release();
        }
    }

    /** The method returned, or its stage completed, with a value. */
    void returned(ServedCall call, @Nullable Object value) {
        try {
            if (call.incoming().oneWay()) {
                call.incoming().ended();
                return;
            }
            reply(call, value);
        } catch (RuntimeException | Error unencodable) {
            FailureCode code =
                    unencodable instanceof CborException cbor && cbor.reason() == CborException.Reason.TOO_LARGE
                            ? FailureCode.RESULT_TOO_LARGE
                            : FailureCode.BAD_RESULT;
            String message = ServerMessages.TEXT.unencodableResult(
                    call.target().describe(), FailureDetails.messageOf(unencodable));
            fail(call, code, FailureDetails.of(message, unencodable));
        } finally {
            call.release();
        }
    }

    private void reply(ServedCall call, @Nullable Object value) {
        int lane = writers.lane();
        CborWriter body = writers.take(lane);
        try {
            boolean positional = call.agreed().result();
            call.target().codec().encodeResult(value, positional, body);
            byte[] attachments = Attachments.encode(call.sealReply());
            call.incoming().reply(positional, attachments, body.buffer(), 0, body.size());
        } finally {
            // The channel has copied it by now, or refers to one that is too large for the pool to take back.
            writers.give(body, lane);
        }
    }

    /** The method threw, or its stage completed exceptionally. */
    void threw(ServedCall call, Throwable thrown) {
        try {
            Throwable cause = InterceptorChain.unwrapped(thrown);
            if (call.incoming().oneWay()) {
                ServerLog.LOG.oneWayFailed(
                        call.target().describe(), call.incoming().peer().node(), cause);
                call.incoming().ended();
                return;
            }
            MethodCodec codec = call.target().codec();
            ThrowableCodec declared = codec.exceptionFor(cause);
            if (declared != null) {
                declared(call, declared, cause);
            } else if (isCutShort(call)) {
                cutShort(call, cause);
            } else {
                undeclared(call, cause);
            }
        } finally {
            call.release();
        }
    }

    /** Whether the method was told to end, because its time was up. */
    private static boolean isCutShort(ServedCall call) {
        return call.cancelled() && call.remainingNanos(System.nanoTime()) <= 0;
    }

    /** What it threw comes of the interrupt, or so late that it makes no difference; it may have done its work before. */
    private static void cutShort(ServedCall call, Throwable thrown) {
        String method = call.target().describe();
        ServerLog.LOG.undeclared(method, call.incoming().peer().node(), thrown);
        String message = ServerMessages.TEXT.cutShort(method, thrown.toString());
        call.incoming()
                .fail(
                        Progress.UNKNOWN,
                        FailureCode.DEADLINE_EXCEEDED,
                        0,
                        FailureDetails.of(message).encode(MOST_DETAILS));
    }

    /** The bean could not be made, so the method did not start: another instance may do better. */
    void notMade(ServedCall call, Throwable thrown) {
        ServerLog.LOG.notMade(call.target().describe(), call.target().export().bean(), thrown);
        String message = ServerMessages.TEXT.notMade(
                call.target().describe(),
                call.target().export().bean(),
                thrown.getClass().getName(),
                FailureDetails.messageOf(thrown));
        refuse(call, FailureCode.UNAVAILABLE, message);
    }

    /**
     * An interceptor ended the call with an exception of ours, which reaches the caller as it is; only that nothing ran is
     * not said of a method that began.
     *
     * @param begun whether the method began
     */
    void stopped(ServedCall call, RpcException reason, boolean begun) {
        try {
            if (call.incoming().oneWay()) {
                ServerLog.LOG.oneWayDropped(
                        call.target().describe(), call.incoming().peer().node(), FailureDetails.messageOf(reason));
                call.incoming().ended();
                return;
            }
            boolean understated = begun && reason.progress().certainlyNotRun();
            call.incoming()
                    .fail(
                            understated ? Progress.UNKNOWN : reason.progress(),
                            reason.code(),
                            0,
                            details(reason).encode(MOST_DETAILS));
        } finally {
            call.release();
        }
    }

    /** What is known of an exception elsewhere is told on. */
    private static FailureDetails details(RpcException reason) {
        return reason instanceof RpcRemoteException remote
                ? FailureDetails.of(FailureDetails.messageOf(remote), remote.remoteType(), remote.remoteFrames())
                : FailureDetails.of(FailureDetails.messageOf(reason));
    }

    /** An interceptor failed before the method began, with what the contract does not declare. */
    void interceptorFailed(ServedCall call, Throwable thrown) {
        ServerLog.LOG.interceptorFailed(call.target().describe(), thrown);
        String message = ServerMessages.TEXT.interceptorFailed(
                call.target().describe(), thrown.getClass().getName(), FailureDetails.messageOf(thrown));
        refuse(call, FailureCode.INTERNAL, message);
    }

    /** The deadline passed while the method's result was not there; what it does now is not known. */
    void timedOut(ServedCall call) {
        try {
            if (call.incoming().oneWay()) {
                call.incoming().ended();
                return;
            }
            FailureDetails details =
                    FailureDetails.of(ServerMessages.TEXT.timedOut(call.target().describe()));
            call.incoming().fail(Progress.UNKNOWN, FailureCode.DEADLINE_EXCEEDED, 0, details.encode(MOST_DETAILS));
        } finally {
            call.release();
        }
    }

    /** A fault of the framework's own: the caller learns it, and the log too. */
    void internal(ServedCall call, Throwable fault) {
        try {
            ServerLog.LOG.internalFault(call.target().describe(), fault);
            if (call.incoming().oneWay()) {
                call.incoming().ended();
                return;
            }
            String message = ServerMessages.TEXT.internal(
                    call.target().describe(), fault.getClass().getName() + ": " + FailureDetails.messageOf(fault));
            call.incoming()
                    .fail(
                            Progress.UNKNOWN,
                            FailureCode.INTERNAL,
                            0,
                            FailureDetails.of(message, fault).encode(MOST_DETAILS));
        } finally {
            // Whatever went wrong above: no call stays open. Without effect where it was answered.
            call.incoming().ended();
            call.release();
        }
    }

    private static void declared(ServedCall call, ThrowableCodec codec, Throwable thrown) {
        byte[] data;
        try {
            CborWriter out = new CborWriter(MOST_DETAILS / 2);
            codec.encode(thrown, out);
            data = out.toByteArray();
        } catch (RuntimeException | Error unencodable) {
            thrown.addSuppressed(unencodable);
            undeclared(call, thrown);
            return;
        }
        fail(
                call,
                FailureCode.APPLICATION_EXCEPTION,
                FailureDetails.of(FailureDetails.messageOf(thrown), thrown, codec.name(), data));
    }

    private static void undeclared(ServedCall call, Throwable thrown) {
        ServerLog.LOG.undeclared(
                call.target().describe(), call.incoming().peer().node(), thrown);
        String message = ServerMessages.TEXT.undeclared(
                call.target().describe(), thrown.getClass().getName(), FailureDetails.messageOf(thrown));
        fail(call, FailureCode.UNDECLARED_EXCEPTION, FailureDetails.of(message, thrown));
    }

    private static void fail(ServedCall call, FailureCode code, FailureDetails details) {
        call.incoming().fail(Progress.COMPLETED, code, 0, details.encode(MOST_DETAILS));
    }
}
