package org.cdirpc.transport.cbor;

import java.io.OutputStream;
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

    /** As much is kept by {@link #clear}: enough for nearly every message, and little for who keeps many writers. */
    private static final int KEPT = 64 << 10;

    /** The compiled encoders' estimates are at most this much too large. */
    private static final int SLACK = 64;

    private final int maxSize;
    private final Stream stream = new Stream();
    private byte[] buffer;
    private int size;
    private int nesting;
    private int levels;
    private CborLimits limits = CborLimits.DEFAULT;

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

    /** Forgets what was written, to be used again; a buffer of more than 64 KiB is let go. */
    public void clear() {
        size = 0;
        if (buffer.length > KEPT) {
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
        size = Utf8.encode(text, buffer, size);
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
        ensure(9);
        putDouble(value);
        return this;
    }

    /** A float, always in four bytes. */
    public CborWriter writeFloat(float value) {
        ensure(5);
        putFloat(value);
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
        ensure(argument < 24 ? 1 : argument <= 0xff ? 2 : argument <= 0xffff ? 3 : argument <= 0xffff_ffffL ? 5 : 9);
        putHead(major << 5, argument);
    }

    // What the compiled encoders use. These look at the room in the array only and may pass maxSize by a few bytes; the
    // codec compares sizes once, at the end of the body.

    /** Begins a value whose recursion may add so many levels. */
    void begin(CborLimits limits, int levels) {
        this.limits = limits;
        this.nesting = 0;
        this.levels = levels;
    }

    /** The limits of the value begun. */
    CborLimits limits() {
        return limits;
    }

    /** Where a type contains itself, so many levels below. */
    void enter(int more) {
        nesting += more;
        if (nesting > levels) {
            throw GiveUp.INSTANCE;
        }
    }

    /** Behind what {@link #enter} entered. */
    void leave(int more) {
        nesting -= more;
    }

    boolean isOverfull() {
        return size > maxSize;
    }

    void putNull() {
        putByte(0xf6);
    }

    void putByte(int b) {
        room(1);
        buffer[size++] = (byte) b;
    }

    void putLong(long value) {
        long sign = value >> 63;
        putHead((int) sign & 0x20, value ^ sign);
    }

    /** A head with an argument of 0 or more. */
    void putHead(int type, long argument) {
        room(9);
        byte[] to = buffer;
        int at = size;
        if (argument < 24) {
            to[at] = (byte) (type | (int) argument);
            size = at + 1;
        } else if (argument <= 0xff) {
            CborCursor.SHORTS.set(to, at, (short) ((type | 24) << 8 | (int) argument));
            size = at + 2;
        } else if (argument <= 0xffff) {
            CborCursor.INTS.set(to, at, (type | 25) << 24 | (int) argument << 8);
            size = at + 3;
        } else if (argument <= 0xffff_ffffL) {
            to[at] = (byte) (type | 26);
            CborCursor.INTS.set(to, at + 1, (int) argument);
            size = at + 5;
        } else {
            putFixed(type | 27, argument);
        }
    }

    /** A head byte and eight bytes. */
    void putFixed(int head, long bits) {
        room(9);
        buffer[size] = (byte) head;
        CborCursor.LONGS.set(buffer, size + 1, bits);
        size += 9;
    }

    /** Eight bytes without a head. */
    void putRawLong(long bits) {
        room(8);
        CborCursor.LONGS.set(buffer, size, bits);
        size += 8;
    }

    void putDouble(double value) {
        putFixed(0xfb, Double.doubleToRawLongBits(value));
    }

    void putFloat(float value) {
        room(5);
        buffer[size] = (byte) 0xfa;
        CborCursor.INTS.set(buffer, size + 1, Float.floatToRawIntBits(value));
        size += 5;
    }

    void putText(String text) {
        int n = text.length();
        int start = size;
        room(n + 9L);
        putHead(0x60, n);
        byte[] to = buffer;
        int at = size;
        int seen = 0;
        for (int i = 0; i < n; i++) {
            char c = text.charAt(i);
            seen |= c;
            to[at + i] = (byte) c;
        }
        if (seen < 0x80) {
            size = at + n;
        } else {
            size = start;
            writeText(text);
        }
    }

    void putBytes(byte[] bytes) {
        room(bytes.length + 9L);
        putHead(0x40, bytes.length);
        System.arraycopy(bytes, 0, buffer, size, bytes.length);
        size += bytes.length;
    }

    /** An item that was encoded before. */
    void putRaw(byte[] item) {
        room(item.length);
        System.arraycopy(item, 0, buffer, size, item.length);
        size += item.length;
    }

    /** Bytes that the type alone determines. */
    void put(FieldName name) {
        int length = name.length();
        room(length + 16L);
        byte[] to = buffer;
        int at = size;
        if (length <= 16) {
            CborCursor.WORDS.set(to, at, name.first());
            if (length > 8) {
                CborCursor.WORDS.set(to, at + 8, name.second());
            }
        } else {
            System.arraycopy(name.bytes(), 0, to, at, length);
        }
        size = at + length;
    }

    private void room(long more) {
        if (size + more > buffer.length) {
            grow(size + more, maxSize + SLACK);
        }
    }

    private void ensure(long more) {
        long needed = size + more;
        if (needed > Math.min(buffer.length, maxSize)) {
            grow(needed, maxSize);
        }
    }

    private void grow(long needed, int most) {
        if (needed > most) {
            throw tooLarge(needed);
        }
        if (needed > buffer.length) {
            buffer = Arrays.copyOf(buffer, (int) Math.min(Math.max(needed, buffer.length * 2L), most));
        }
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
