package org.cdirpc.transport.cbor;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.cdirpc.transport.cbor.CborException.Reason;

/**
 * Appends CBOR to a buffer that grows up to a bound. Heads have their shortest form and lengths are definite (RFC 8949
 * section 4.1). Whoever writes a container's head owes exactly that many items; nothing checks it here.
 *
 * <p>Not thread-safe.
 */
public final class CborWriter {

    private static final int ROOM_KEPT = 64 << 10;

    private final int maxSize;
    private final Stream stream = new Stream();
    private byte[] buffer;
    private int size;

    /** An empty writer of up to maxSize bytes, 1..2^30. It begins with 256 bytes. */
    public CborWriter(int maxSize) {
        this(Math.min(256, Math.max(1, maxSize)), maxSize);
    }

    /**
     * An empty writer.
     *
     * @param initialSize bytes to begin with, 1..maxSize
     * @param maxSize bytes that it may hold, 1..2^30
     */
    public CborWriter(int initialSize, int maxSize) {
        if (maxSize < 1 || maxSize > 1 << 30 || initialSize < 1 || initialSize > maxSize) {
            throw new IllegalArgumentException("CDIRPC110100: a writer of " + initialSize + ".." + maxSize
                    + " bytes (expected: 1 <= initial <= max <= 2^30); correct the configured cdirpc.message-cap");
        }
        this.maxSize = maxSize;
        this.buffer = new byte[initialSize];
    }

    /** The bytes written are the first {@link #size()} of this array, until the next write replaces it. */
    public byte[] buffer() {
        return buffer;
    }

    /** How many bytes are written. */
    public int size() {
        return size;
    }

    /** A copy of the bytes written. */
    public byte[] toByteArray() {
        return Arrays.copyOf(buffer, size);
    }

    /** Forgets what was written; the buffer stays. */
    public void reset() {
        size = 0;
    }

    /** Forgets what was written, and keeps at most 64 KiB of room. */
    public void clear() {
        size = 0;
        if (buffer.length > ROOM_KEPT) {
            buffer = new byte[Math.min(256, maxSize)];
        }
    }

    /** Forgets what was written behind the first n bytes, 0..{@link #size()}. */
    public void truncate(int n) {
        size = Objects.checkIndex(n, size + 1);
    }

    /** Leaves n bytes open for a header that is filled in later; answers the index of the first. */
    public int reserve(int n) {
        ensure(n);
        int at = size;
        Arrays.fill(buffer, at, at + n, (byte) 0);
        size += n;
        return at;
    }

    /** An integer. */
    public CborWriter writeInt(int value) {
        return writeLong(value);
    }

    /** An integer. */
    public CborWriter writeLong(long value) {
        if (value < 0) {
            head(1, ~value);
        } else {
            head(0, value);
        }
        return this;
    }

    /**
     * A text.
     *
     * @throws CborException UNENCODABLE if it holds a surrogate without its other half, TOO_LARGE if it does not fit
     */
    public CborWriter writeText(String text) {
        long length = Utf8.encodedLength(text);
        if (length < 0) {
            throw new CborException(
                    Reason.UNENCODABLE,
                    -1,
                    "CDIRPC110102: a text with half a surrogate pair (expected: Unicode text); correct the text");
        }
        head(3, length);
        ensure(length);
        if (length == text.length()) {
            for (int i = 0; i < length; i++) {
                buffer[size + i] = (byte) text.charAt(i);
            }
        } else {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            System.arraycopy(bytes, 0, buffer, size, bytes.length);
        }
        size += (int) length;
        return this;
    }

    /** A byte string. */
    public CborWriter writeBytes(byte[] bytes) {
        return writeBytes(bytes, 0, bytes.length);
    }

    /** A byte string. */
    public CborWriter writeBytes(byte[] bytes, int off, int len) {
        head(2, len);
        return writeRaw(bytes, off, len);
    }

    /** A boolean. */
    public CborWriter writeBoolean(boolean value) {
        return put(value ? 0xf5 : 0xf4);
    }

    /** A null. */
    public CborWriter writeNull() {
        return put(0xf6);
    }

    /** A double, always in eight bytes. */
    public CborWriter writeDouble(double value) {
        put(0xfb);
        bits(Double.doubleToRawLongBits(value), 8);
        return this;
    }

    /** A float, always in four bytes. */
    public CborWriter writeFloat(float value) {
        put(0xfa);
        bits(Float.floatToRawIntBits(value), 4);
        return this;
    }

    /** The head of an array of n items, n >= 0. */
    public CborWriter writeArray(int n) {
        head(4, n);
        return this;
    }

    /** The head of a map of n entries, n >= 0; each is a text and a value. */
    public CborWriter writeMap(int n) {
        head(5, n);
        return this;
    }

    /** Bytes as they are: an item that was encoded before. */
    public CborWriter writeRaw(byte[] bytes, int off, int len) {
        ensure(len);
        System.arraycopy(bytes, off, buffer, size, len);
        size += len;
        return this;
    }

    /** What is written to it is appended as it is. Closing it does nothing. */
    OutputStream stream() {
        return stream;
    }

    private CborWriter put(int b) {
        ensure(1);
        buffer[size++] = (byte) b;
        return this;
    }

    private void head(int major, long argument) {
        if (argument < 0 && major > 1) {
            throw new IllegalArgumentException(
                    "CDIRPC110103: a length of " + argument + " (expected: 0 or more); correct the caller");
        }
        int type = major << 5;
        if (argument < 24) {
            put(type | (int) argument);
        } else if (argument <= 0xff) {
            put(type | 24);
            bits(argument, 1);
        } else if (argument <= 0xffff) {
            put(type | 25);
            bits(argument, 2);
        } else if (argument <= 0xffff_ffffL) {
            put(type | 26);
            bits(argument, 4);
        } else {
            put(type | 27);
            bits(argument, 8);
        }
    }

    private void bits(long value, int bytes) {
        ensure(bytes);
        for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8) {
            buffer[size++] = (byte) (value >> shift);
        }
    }

    private void ensure(long more) {
        long needed = size + more;
        if (needed <= buffer.length) {
            return;
        }
        if (needed > maxSize) {
            throw tooLarge(needed);
        }
        long grown = Math.max(needed, buffer.length * 2L);
        buffer = Arrays.copyOf(buffer, (int) Math.min(grown, maxSize));
    }

    private CborException tooLarge(long needed) {
        return new CborException(
                Reason.TOO_LARGE,
                -1,
                "CDIRPC110101: " + needed + " bytes to write (expected: at most " + maxSize
                        + "); send less at once, or raise cdirpc.message-cap on both sides");
    }

    private final class Stream extends OutputStream {
        @Override
        public void write(int b) {
            put(b);
        }

        @Override
        public void write(byte[] bytes, int off, int len) {
            writeRaw(bytes, off, len);
        }
    }
}
