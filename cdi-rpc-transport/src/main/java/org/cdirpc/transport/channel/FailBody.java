package org.cdirpc.transport.channel;

import java.nio.ByteBuffer;
import org.cdirpc.spi.FailureCode;
import org.cdirpc.spi.Progress;
import org.cdirpc.transport.frame.ProtocolViolation;
import org.cdirpc.transport.frame.Wire;

/** The payload of FAIL, as PROTOCOL.md has it. */
final class FailBody {

    private FailBody() {}

    /** With these details, or without any if they are larger than {@code most} bytes. */
    static Payload of(Progress progress, FailureCode code, int retryAfterMillis, byte[] details, int most) {
        byte[] fixed = ByteBuffer.allocate(Wire.FAIL_BYTES)
                .put((byte) progress.wireId())
                .put((byte) code.wireId())
                .putShort((short) 0)
                .putInt(Math.max(0, retryAfterMillis))
                .array();
        return new Payload(fixed, details, 0, details.length <= most ? details.length : 0);
    }

    static Answer answer(Message message) throws ProtocolViolation {
        byte[] bytes = message.bytes();
        if (bytes.length < Wire.FAIL_BYTES) {
            throw new ProtocolViolation(
                    "payload of FAIL: " + bytes.length + " bytes (expected: at least " + Wire.FAIL_BYTES + ")");
        }
        ByteBuffer fixed = ByteBuffer.wrap(bytes);
        int retryAfter = (int) Math.min(fixed.getInt(4) & 0xffff_ffffL, Integer.MAX_VALUE);
        return Answer.remoteFailure(
                Progress.ofWireId(fixed.get(0) & 0xff),
                FailureCode.ofWireId(fixed.get(1) & 0xff),
                retryAfter,
                bytes,
                Wire.FAIL_BYTES,
                message.header().has(Wire.ATTACHMENTS));
    }
}
