package org.cdirpc.extension.client;

import org.cdirpc.extension.call.Attachments;
import org.cdirpc.spi.FailureCode;
import org.cdirpc.spi.Progress;
import org.cdirpc.transport.cbor.CborLimits;
import org.cdirpc.transport.channel.Answer;
import org.jspecify.annotations.Nullable;

/**
 * Turns answers into what callers get. Thread-safe.
 *
 * @param limits for answers
 * @param failures makes the exceptions
 */
record Results(CborLimits limits, Failures failures) {

    /** The result that an answer holds, or the exception that it stands for. */
    @Nullable
    Object of(Call call, Answer answer) throws Throwable {
        CallerContext context = call.context();
        if (!answer.ok()) {
            if (context != null && call.cancelled() != null) {
                context.gaveUp();
            }
            throw failures.of(call, answer);
        }
        if (answer.isLocal()) {
            return answer.value();
        }
        try {
            int offset = answer.offset();
            int end = offset + answer.length();
            if (answer.hasAttachments()) {
                Attachments.Read read = Attachments.decode(answer.buffer(), offset, answer.length(), limits);
                if (context != null) {
                    context.answeredWith(read.attachments());
                }
                offset = read.bodyOffset();
            }
            return call.codec().decodeResult(answer.buffer(), offset, end - offset, answer.positional());
        } catch (RuntimeException undecodable) {
            throw Failures.exception(
                    FailureCode.BAD_RESULT,
                    Progress.COMPLETED,
                    ClientMessages.TEXT.undecodableResult(
                            call.method().toString(), String.valueOf(undecodable.getMessage())),
                    undecodable);
        }
    }
}
