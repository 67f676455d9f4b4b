package org.cdirpc.transport.frame;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Encoded frames, one behind the other, in an array that grows. Not thread-safe. */
public final class FrameBuffer {

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

    private byte[] bytes;
    private int count;

    /** An empty buffer that has room for so many bytes before it grows. */
    public FrameBuffer(int room) {
        bytes = new byte[room];
    }

    /** Appends the front of a frame whose payload, of the given size, follows in one or several {@link #put}. */
    public void header(FrameHeader header, int payloadBytes) {
        int front = header.encodedBytes();
        ensure(front + payloadBytes);
        INT.set(bytes, count, front - Wire.LENGTH_BYTES + payloadBytes);
        bytes[count + 4] = (byte) header.type().wireId();
        bytes[count + 5] = (byte) header.flags();
        SHORT.set(bytes, count + 6, (short) header.method());
        INT.set(bytes, count + 8, header.id());
        if (header.type() == FrameType.CALL) {
            INT.set(bytes, count + 12, header.remainingMillis());
            INT.set(bytes, count + 16, header.sentAtMillis());
        }
        count += front;
    }

    /** Appends bytes of a payload. */
    public void put(byte[] source, int offset, int length) {
        ensure(length);
        System.arraycopy(source, offset, bytes, count, length);
        count += length;
    }

    /** Sets the remaining time of the CALL frame that begins at this index to 0, so that it is never run. */
    public void expireCall(int at) {
        INT.set(bytes, at + Wire.LENGTH_BYTES + Wire.HEADER_BYTES, 0);
    }

    /** The array with the bytes, from index 0; replaced when it grows. */
    public byte[] array() {
        return bytes;
    }

    /** How many bytes are in it. */
    public int count() {
        return count;
    }

    /** Forgets the bytes; keeps at most so much room. */
    public void clear(int roomKept) {
        count = 0;
        if (bytes.length > roomKept) {
            bytes = new byte[roomKept];
        }
    }

    private void ensure(int more) {
        if (bytes.length - count < more) {
            bytes = Arrays.copyOf(bytes, Math.max(count + more, (int)
                    Math.min(2L * bytes.length, Integer.MAX_VALUE - 64)));
        }
    }
}
