package org.cdirpc.transport.frame;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Encoded frames, one behind the other: in an array that grows, or, for what is large, by reference to the array of
 * another. Not thread-safe.
 */
public final class FrameBuffer {

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

    /** A stretch of another array: where it stands in the whole, and how many bytes of the whole are our own before it. */
    private record Stretch(int at, int ownBefore, byte[] source, int offset, int length) {}

    private final List<Stretch> stretches = new ArrayList<>(0);
    private byte[] bytes;
    /** Of {@link #bytes}. */
    private int count;

    private int referred;

    /** An empty buffer that has room for so many bytes before it grows. */
    public FrameBuffer(int room) {
        bytes = new byte[room];
    }

    /** Appends the front of a frame whose payload, of the given size, follows in one or several {@link #put}. */
    public void header(FrameHeader header, int payloadBytes) {
        int front = header.encodedBytes();
        ensure(front);
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

    /** Appends bytes of a payload without copying them: the array must stay as it is until this buffer is cleared. */
    public void refer(byte[] source, int offset, int length) {
        stretches.add(new Stretch(count(), count, source, offset, length));
        referred += length;
    }

    /** Copies the bytes from {@code from} to {@code from + length - 1} of the whole. */
    public void copyTo(ByteBuffer target, int from, int length) {
        int at = from;
        int end = from + length;
        int own = from;
        for (Stretch stretch : stretches) {
            int stretchEnd = stretch.at + stretch.length;
            if (stretchEnd <= at) {
                own -= stretch.length;
                continue;
            }
            if (stretch.at >= end) {
                break;
            }
            if (at < stretch.at) {
                target.put(bytes, own, stretch.at - at);
                own = stretch.ownBefore;
                at = stretch.at;
            } else {
                own = stretch.ownBefore;
            }
            int some = Math.min(stretchEnd, end) - at;
            target.put(stretch.source, stretch.offset + at - stretch.at, some);
            at += some;
        }
        if (at < end) {
            target.put(bytes, own, end - at);
        }
    }

    /** Sets the remaining time of the CALL frame that begins at this index to 0, so that it is never run. */
    public void expireCall(int at) {
        int own = at;
        for (Stretch stretch : stretches) {
            own -= stretch.at < at ? stretch.length : 0;
        }
        INT.set(bytes, own + Wire.LENGTH_BYTES + Wire.HEADER_BYTES, 0);
    }

    /** The array with the bytes, from index 0, without what is referred to; replaced when it grows. */
    public byte[] array() {
        return bytes;
    }

    /** How many bytes are in it, with those that are referred to. */
    public int count() {
        return count + referred;
    }

    /** Forgets the bytes; keeps at most so much room. */
    public void clear(int roomKept) {
        count = 0;
        referred = 0;
        stretches.clear();
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
