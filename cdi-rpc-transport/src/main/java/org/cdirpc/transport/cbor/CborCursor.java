package org.cdirpc.transport.cbor;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.cdirpc.transport.cbor.CborException.Reason;

/**
 * Where a compiled decoder is in its body. Every length is compared with what is left before anything is made of it, and
 * all containers together may not declare more entries than the body has bytes; so what is allocated is in proportion to
 * the body, without a look at it beforehand.
 *
 * <p>Made for one body. Whatever is not as expected ends in {@link #fault}.
 */
final class CborCursor {

    static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int NULL = 0xf6;

    private final byte[] buf;
    private final int end;
    private final boolean explains;
    private final int levels;
    private final CborLimits limits;
    private int pos;
    private int entries;
    private int nesting;

    /**
     * A cursor at the first byte.
     *
     * @param limits of numbers
     * @param levels how many levels recursion may add to those that the type has by itself
     * @param explains whether a fault must say what is wrong; else it only gives up
     */
    CborCursor(byte[] buf, int off, int len, CborLimits limits, int levels, boolean explains) {
        this.buf = buf;
        this.limits = limits;
        this.pos = off;
        this.end = off + len;
        this.entries = len;
        this.levels = levels;
        this.explains = explains;
    }

    boolean atEnd() {
        return pos == end;
    }

    int position() {
        return pos;
    }

    /** Takes a null if that is next. */
    boolean tryNull() {
        if (pos < end && buf[pos] == (byte) NULL) {
            pos++;
            return true;
        }
        return false;
    }

    /** Takes exactly these bytes. */
    void expect(FieldName name) {
        int length = name.length();
        if (end - pos < length) {
            throw fault("the rest of the object");
        }
        if (length <= 16 && pos + 16 <= buf.length) {
            if ((((long) WORDS.get(buf, pos) ^ name.first()) & name.firstMask()) != 0
                    || (length > 8 && (((long) WORDS.get(buf, pos + 8) ^ name.second()) & name.secondMask()) != 0)) {
                throw fault("an object of the agreed fields");
            }
        } else if (!Arrays.equals(buf, pos, pos + length, name.bytes(), 0, length)) {
            throw fault("an object of the agreed fields");
        }
        pos += length;
    }

    /** Takes the bytes if they are next. */
    boolean tryBytes(byte[] bytes) {
        if (end - pos < bytes.length || !Arrays.equals(buf, pos, pos + bytes.length, bytes, 0, bytes.length)) {
            return false;
        }
        pos += bytes.length;
        return true;
    }

    boolean readBoolean() {
        int head = head();
        if (head != 0xf4 && head != 0xf5) {
            throw fault("a boolean");
        }
        pos++;
        return head == 0xf5;
    }

    int readInt() {
        int at = pos;
        long value = readLong();
        if (value != (int) value) {
            throw faultAt(at, "an integer of 32 bits");
        }
        return (int) value;
    }

    long readLong() {
        int head = head();
        if (head >= 0x40) {
            throw fault("an integer");
        }
        int at = pos;
        long value = argument(head);
        if (value < 0) {
            throw faultAt(at, "an integer of 64 bits");
        }
        return head < 0x20 ? value : ~value;
    }

    double readDouble() {
        if (head() != 0xfb || end - pos < 9) {
            throw fault("a float of 64 bits");
        }
        long bits = (long) LONGS.get(buf, pos + 1);
        pos += 9;
        return Double.longBitsToDouble(bits);
    }

    float readFloat() {
        if (head() != 0xfa || end - pos < 5) {
            throw fault("a float of 32 bits");
        }
        int bits = (int) INTS.get(buf, pos + 1);
        pos += 5;
        return Float.intBitsToFloat(bits);
    }

    String readText() {
        int length = length(0x60, "a text");
        int from = pos;
        if (isAscii(from, from + length)) {
            pos = from + length;
            return new String(buf, from, length, StandardCharsets.ISO_8859_1);
        }
        if (Utf8.firstBad(buf, from, from + length) >= 0) {
            throw fault("well-formed UTF-8");
        }
        pos = from + length;
        return new String(buf, from, length, StandardCharsets.UTF_8);
    }

    byte[] readBytes() {
        int length = length(0x40, "a byte string");
        pos += length;
        return Arrays.copyOfRange(buf, pos - length, pos);
    }

    /** Whether an integer without a tag is next. */
    boolean isInteger() {
        return head() < 0x40;
    }

    /** The exponent of a decimal fraction, with the other sign. */
    int readScale() {
        int at = pos;
        long exponent = readLong();
        if (exponent < -limits.maxDecimalScale() || exponent > limits.maxDecimalScale()) {
            pos = at;
            throw limit("an exponent of -" + limits.maxDecimalScale() + ".." + limits.maxDecimalScale());
        }
        return (int) -exponent;
    }

    /** A big integer behind its tag (RFC 8949 section 3.4.3). */
    BigInteger readBigInteger() {
        int tag = head();
        if (tag != 0xc2 && tag != 0xc3) {
            throw fault("a big integer");
        }
        pos++;
        int at = pos;
        int length = length(0x40, "a byte string");
        // A first bit that is set is left to who checks it.
        if (length == 0 || length > limits.maxIntegerBytes() || buf[pos] < 0) {
            throw faultAt(at, "a big integer of 1 to " + limits.maxIntegerBytes() + " bytes, the first bit clear");
        }
        BigInteger value = new BigInteger(buf, pos, length);
        pos += length;
        return tag == 0xc2 ? value : value.not();
    }

    /** Eight bytes as they are; the caller has read the head of a string that holds them. */
    long readRawLong() {
        if (end - pos < 8) {
            throw fault("8 bytes");
        }
        long value = (long) LONGS.get(buf, pos);
        pos += 8;
        return value;
    }

    /** Takes one byte if it is next. */
    boolean tryByte(int expected) {
        if (pos < end && buf[pos] == (byte) expected) {
            pos++;
            return true;
        }
        return false;
    }

    /** The head of a definite array: the number of its items. */
    int readArray() {
        return count(0x80, 1, "an array");
    }

    /** The head of a definite map: the number of its entries. */
    int readMap() {
        return count(0xa0, 2, "a map");
    }

    /** Where a type contains itself, so many levels below. */
    void enter(int more) {
        nesting += more;
        if (nesting > levels) {
            throw limit("at most " + limits.maxDepth() + " levels, recursion counted as deep as its type may go");
        }
    }

    /** Behind what {@link #enter} entered. */
    void leave(int more) {
        nesting -= more;
    }

    /** What to throw where the next item is not this. */
    RuntimeException fault(String expected) {
        return explains ? explained(Reason.MISMATCH, expected) : GiveUp.INSTANCE;
    }

    /** As {@link #fault}, for an item that was read already. */
    RuntimeException faultAt(int at, String expected) {
        pos = at;
        return fault(expected);
    }

    private RuntimeException limit(String expected) {
        return explains ? explained(Reason.LIMIT, expected) : GiveUp.INSTANCE;
    }

    private CborException explained(Reason reason, String expected) {
        String found = pos >= end ? "the end of the body" : "an item with the first byte " + (buf[pos] & 0xff);
        return new CborException(
                pos >= end ? Reason.TRUNCATED : reason,
                pos,
                "CDIRPC110510: " + found + " at offset " + pos + " with " + (end - pos) + " bytes left (expected: "
                        + expected + "); both sides must have agreed on the form of the type");
    }

    private int count(int major, int perEntry, String what) {
        int at = pos;
        int head = head();
        if ((head & 0xe0) != major) {
            throw fault(what);
        }
        long n = argument(head);
        if (n < 0 || n > (end - pos) / perEntry) {
            throw faultAt(at, what + " of no more entries than bytes are left");
        }
        // No item is smaller than a byte and none belongs to two containers: so these are all that a body can declare.
        entries -= (int) n * perEntry;
        if (entries < 0) {
            throw faultAt(at, "no more entries than the body has bytes");
        }
        return (int) n;
    }

    private int length(int major, String what) {
        int head = head();
        if ((head & 0xe0) != major) {
            throw fault(what);
        }
        int at = pos;
        long length = argument(head);
        if (length < 0 || length > end - pos) {
            throw faultAt(at, what + " that is not longer than the body");
        }
        return (int) length;
    }

    private int head() {
        if (pos >= end) {
            throw fault("one more item");
        }
        return buf[pos] & 0xff;
    }

    /** The argument of the head at the position, which moves behind it (RFC 8949 section 3). */
    private long argument(int head) {
        int info = head & 31;
        if (info < 24) {
            pos++;
            return info;
        }
        return wide(info);
    }

    private long wide(int info) {
        int at = pos + 1;
        if (info > 27 || end - at < 1 << (info - 24)) {
            throw fault("a definite head, and the bytes it needs");
        }
        pos = at + (1 << (info - 24));
        return switch (info) {
            case 24 -> buf[at] & 0xff;
            case 25 -> (short) SHORTS.get(buf, at) & 0xffff;
            case 26 -> (int) INTS.get(buf, at) & 0xffff_ffffL;
            default -> (long) LONGS.get(buf, at);
        };
    }

    private boolean isAscii(int from, int to) {
        long seen = 0;
        int i = from;
        for (; i <= to - 8; i += 8) {
            seen |= (long) WORDS.get(buf, i);
        }
        if (i < to) {
            if (i + 8 <= buf.length) {
                seen |= (long) WORDS.get(buf, i) & (-1L >>> (8 - (to - i)) * 8);
            } else {
                for (; i < to; i++) {
                    seen |= buf[i];
                }
            }
        }
        return (seen & 0x8080808080808080L) == 0;
    }
}
