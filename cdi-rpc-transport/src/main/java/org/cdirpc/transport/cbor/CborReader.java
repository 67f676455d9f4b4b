package org.cdirpc.transport.cbor;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.cdirpc.transport.cbor.CborException.Reason;

/**
 * Reads one item after the other from a range of an array, and checks each as it reads: the head, its length against
 * what is left before anything is allocated, the UTF-8 of texts. Lengths are definite.
 *
 * <p>Every method throws {@link CborException} where the next item is not what was asked for, and then leaves the
 * position where the item begins. Not thread-safe.
 */
public final class CborReader {

    private final byte[] buf;
    private final int end;
    private final CborLimits limits;
    private int pos;

    /** A reader of {@code len} bytes from {@code off}. */
    public CborReader(byte[] buf, int off, int len, CborLimits limits) {
        Objects.checkFromIndexSize(off, len, buf.length);
        this.buf = buf;
        this.pos = off;
        this.end = off + len;
        this.limits = limits;
    }

    /** The index of the next item. */
    public int position() {
        return pos;
    }

    /** Whether nothing is left. */
    public boolean atEnd() {
        return pos == end;
    }

    /** Refuses bytes behind the last item. */
    public void expectEnd() {
        if (pos != end) {
            throw new CborException(
                    Reason.TRAILING,
                    pos,
                    "CDIRPC110110: " + (end - pos) + " bytes at offset " + pos
                            + " (expected: the end); the sender wrote more than it declared");
        }
    }

    /** An integer of 32 bits. */
    public int readInt() {
        int start = pos;
        long value = readLong();
        if (value != (int) value) {
            pos = start;
            throw new CborException(
                    Reason.MISMATCH,
                    start,
                    "CDIRPC110111: the integer " + value + " at offset " + start
                            + " (expected: 32 bits); the sender must keep to the range");
        }
        return (int) value;
    }

    /** An integer of 64 bits. */
    public long readLong() {
        int major = peekMajor();
        if (major > 1) {
            throw mismatch("an integer");
        }
        int start = pos;
        long argument = argument();
        if (argument < 0) {
            pos = start;
            throw mismatch("an integer of 64 bits");
        }
        return major == 0 ? argument : ~argument;
    }

    /** A text. */
    public String readText() {
        int start = pos;
        int length = string(3, "a text");
        int bad = Utf8.firstBad(buf, pos, pos + length);
        if (bad >= 0) {
            pos = start;
            throw new CborException(
                    Reason.MALFORMED,
                    bad,
                    "CDIRPC110113: ill-formed UTF-8 at offset " + bad
                            + " (expected: RFC 3629); the sender must write well-formed text");
        }
        String text = new String(buf, pos, length, StandardCharsets.UTF_8);
        pos += length;
        return text;
    }

    /** A copy of a byte string. */
    public byte[] readBytes() {
        int length = string(2, "a byte string");
        byte[] bytes = new byte[length];
        System.arraycopy(buf, pos, bytes, 0, length);
        pos += length;
        return bytes;
    }

    /** A boolean. */
    public boolean readBoolean() {
        int head = peek();
        if (head != 0xf4 && head != 0xf5) {
            throw mismatch("a boolean");
        }
        pos++;
        return head == 0xf5;
    }

    /** Takes a null if that is next; else nothing is read. */
    public boolean tryNull() {
        if (peek() != 0xf6) {
            return false;
        }
        pos++;
        return true;
    }

    /** A double of eight bytes. */
    public double readDouble() {
        return Double.longBitsToDouble(fixed(0xfb, 8, "a double"));
    }

    /** A float of four bytes. */
    public float readFloat() {
        return Float.intBitsToFloat((int) fixed(0xfa, 4, "a float"));
    }

    /** The head of a definite array; answers the number of its items, at most the number of bytes left. */
    public int readArray() {
        return container(4, 1, "a definite array");
    }

    /** The head of a definite map; answers the number of its entries, at most half the number of bytes left. */
    public int readMap() {
        return container(5, 2, "a definite map");
    }

    /** Walks over one item of any kind, as {@link CborCheck#check} does; answers the index behind it. */
    public int skip() {
        pos = CborCheck.check(buf, pos, end - pos, limits);
        return pos;
    }

    private long fixed(int head, int bytes, String what) {
        if (peek() != head) {
            throw mismatch(what);
        }
        return argument(bytes);
    }

    private int string(int major, String what) {
        int start = pos;
        long length = definite(major, what);
        if (Long.compareUnsigned(length, end - pos) > 0) {
            pos = start;
            throw truncated(Long.toUnsignedString(length) + " bytes");
        }
        return (int) length;
    }

    private int container(int major, int perEntry, String what) {
        int start = pos;
        long n = definite(major, what);
        if (Long.compareUnsigned(n, (end - pos) / perEntry) > 0) {
            pos = start;
            throw truncated(Long.toUnsignedString(n) + " entries");
        }
        if (n * perEntry > limits.maxItems()) {
            pos = start;
            throw new CborException(
                    Reason.LIMIT,
                    start,
                    "CDIRPC110115: " + n + " entries at offset " + start + " (expected: at most " + limits.maxItems()
                            + " items); send fewer");
        }
        return (int) n;
    }

    private long definite(int major, String what) {
        int head = peek();
        if (head >> 5 != major || (head & 31) == 31) {
            throw mismatch(what);
        }
        return argument();
    }

    private long argument() {
        int info = buf[pos] & 31;
        if (info < 24) {
            pos++;
            return info;
        }
        if (info > 27) {
            throw mismatch("a length of 0 to 8 bytes");
        }
        return argument(1 << (info - 24));
    }

    private long argument(int bytes) {
        if (end - pos <= bytes) {
            throw truncated(bytes + " bytes behind the head");
        }
        long value = 0;
        for (int i = 1; i <= bytes; i++) {
            value = value << 8 | (buf[pos + i] & 0xff);
        }
        pos += bytes + 1;
        return value;
    }

    private int peekMajor() {
        return peek() >> 5;
    }

    private int peek() {
        if (pos >= end) {
            throw truncated("one more item");
        }
        return buf[pos] & 0xff;
    }

    private CborException truncated(String what) {
        return new CborException(
                Reason.TRUNCATED,
                pos,
                "CDIRPC110112: " + what + " at offset " + pos + " (expected: at most the " + (end - pos)
                        + " bytes left); the sender must write what it declares");
    }

    private CborException mismatch(String expected) {
        int head = buf[pos] & 0xff;
        return new CborException(
                Reason.MISMATCH,
                pos,
                "CDIRPC110114: an item with the first byte " + head + " at offset " + pos + " (expected: " + expected
                        + "); both sides must speak the same protocol version");
    }
}
