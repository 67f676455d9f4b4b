package org.cdirpc.transport.cbor;

import java.util.Arrays;
import java.util.Objects;
import org.cdirpc.transport.cbor.CborException.Reason;

/**
 * Walks one data item before anything else may see it: in linear time, with memory in proportion to the depth, without
 * recursion. It lets through what our encoders write, of RFC 8949: integers; definite text and byte strings; arrays and
 * maps, definite or not; text keys only; tags 2, 3 and 4, never chained; false, true, null; floats of all three widths.
 * Duplicate keys are left to the decoder, which has to keep the names anyway.
 *
 * <p>Methods are thread-safe; they only read the array.
 */
public final class CborCheck extends CborHeads {

    private static final byte ARRAY = 0;
    private static final byte MAP = 1;
    private static final byte OPEN_ARRAY = 2;
    private static final byte OPEN_MAP = 3;

    private int depth;
    /** Items that a level still expects; for an open (indefinite) level only the parity counts: even expects a key. */
    private int[] left = new int[8];

    private byte[] kinds = new byte[8];

    private CborCheck(byte[] buf, int off, int len, CborLimits limits) {
        super(buf, off, off + len, limits);
    }

    /**
     * Walks exactly one item.
     *
     * @return the index behind the item, at most {@code off + len}
     * @throws CborException if the item is not one that our encoders write, or passes a limit
     */
    public static int check(byte[] buf, int off, int len, CborLimits limits) {
        Objects.checkFromIndexSize(off, len, buf.length);
        CborCheck check = new CborCheck(buf, off, len, limits);
        return check.walk();
    }

    /**
     * Walks a body: one item that ends where the body ends.
     *
     * @throws CborException as {@link #check}, if the body is larger than its cap, or if something is behind the item
     */
    public static void checkWhole(byte[] buf, int off, int len, CborLimits limits) {
        if (len > limits.maxBodyBytes()) {
            throw new CborException(
                    Reason.TOO_LARGE,
                    off,
                    "CDIRPC110010: a body of " + len + " bytes (expected: at most " + limits.maxBodyBytes()
                            + "); send less at once, or raise the cap on both sides");
        }
        int itemEnd = check(buf, off, len, limits);
        if (itemEnd != off + len) {
            throw new CborException(
                    Reason.TRAILING,
                    itemEnd,
                    "CDIRPC110011: " + (off + len - itemEnd) + " bytes behind the end of the body at offset " + itemEnd
                            + " (expected: none); the sender wrote more than one item");
        }
    }

    private int walk() {
        while (true) {
            int head = next();
            boolean done;
            if (head == 0xff) {
                done = breakLevel();
            } else {
                done = item(head);
            }
            if (done) {
                return pos;
            }
        }
    }

    /** One item, or the opening of one; answers whether that completed the outermost item. */
    private boolean item(int head) {
        count();
        int major = head >> 5;
        if (major != 3 && expectsKey()) {
            throw refused("a map key of major type " + major, "text keys");
        }
        switch (major) {
            case 0, 1 -> argument(head);
            case 2 -> {
                // Not one statement: reading the length moves the position.
                int length = length(head);
                pos += length;
            }
            case 3 -> text(length(head));
            case 4, 5 -> {
                return container(head, major == 5);
            }
            case 6 -> tag(head);
            default -> simple(head);
        }
        return completed();
    }

    private boolean container(int head, boolean map) {
        if (depth >= limits.maxDepth()) {
            throw limit("depth " + (depth + 1), "at most " + limits.maxDepth() + " levels");
        }
        int n = 0;
        byte kind;
        if ((head & 31) == 31) {
            kind = map ? OPEN_MAP : OPEN_ARRAY;
        } else {
            long declared = argument(head);
            int perEntry = map ? 2 : 1;
            if (Long.compareUnsigned(declared, (end - pos) / perEntry) > 0) {
                throw truncated("a container of " + Long.toUnsignedString(declared) + " entries");
            }
            n = (int) declared * perEntry;
            if (n > limits.maxItems() - items) {
                throw limit("more than " + limits.maxItems() + " items", "at most that many");
            }
            if (n == 0) {
                return completed();
            }
            kind = map ? MAP : ARRAY;
        }
        if (depth == left.length) {
            left = Arrays.copyOf(left, depth * 2);
            kinds = Arrays.copyOf(kinds, depth * 2);
        }
        left[depth] = n;
        kinds[depth] = kind;
        depth++;
        return false;
    }

    /** Takes the item just read off its level, and every level that this completes off its own. */
    private boolean completed() {
        while (depth > 0) {
            int level = depth - 1;
            if (kinds[level] >= OPEN_ARRAY) {
                left[level] ^= 1;
                return false;
            }
            if (--left[level] > 0) {
                return false;
            }
            depth = level;
        }
        return true;
    }

    private boolean breakLevel() {
        boolean opened = depth > 0 && kinds[depth - 1] >= OPEN_ARRAY;
        if (!opened || (kinds[depth - 1] == OPEN_MAP && left[depth - 1] != 0)) {
            throw malformed("a break outside of an indefinite container, or behind a key");
        }
        depth--;
        return completed();
    }

    private boolean expectsKey() {
        return depth > 0 && (kinds[depth - 1] & 1) != 0 && (left[depth - 1] & 1) == 0;
    }

    private void text(int length) {
        int bad = Utf8.firstBad(buf, pos, pos + length);
        if (bad >= 0) {
            pos = bad + 1;
            throw malformed("ill-formed UTF-8");
        }
        pos += length;
    }

    /** Tags as our encoders write them: nothing else, and one of them never around another (RFC 8949 section 3.4). */
    private void tag(int head) {
        long tag = argument(head);
        if (tag == 2 || tag == 3) {
            bignum(tag == 2);
        } else if (tag == 4) {
            decimal();
        } else {
            throw refused("tag " + Long.toUnsignedString(tag), "tags 2, 3 and 4");
        }
    }

    private void bignum(boolean positive) {
        int head = next();
        count();
        if (head >> 5 != 2) {
            throw refused("a big integer that is not a byte string", "a definite byte string behind tags 2 and 3");
        }
        int length = length(head);
        if (length > limits.maxIntegerBytes()) {
            throw limit("an integer of " + length + " bytes", "at most " + limits.maxIntegerBytes());
        }
        if (length == 0) {
            throw refused("a big integer of no bytes", "a byte at least");
        }
        // The databind library reads a positive one as two's complement, so that c2 41 ff would become -1.
        if (positive && buf[pos] < 0) {
            throw refused("a positive big integer whose first bit is set", "a zero byte in front of it");
        }
        pos += length;
    }

    private void decimal() {
        int head = next();
        count();
        if (head != 0x82) {
            throw refused("a decimal fraction that is not an array of two", "[exponent, mantissa]");
        }
        if (depth >= limits.maxDepth()) {
            throw limit("a decimal at depth " + (depth + 1), "at most " + limits.maxDepth() + " levels");
        }
        head = next();
        count();
        int major = head >> 5;
        if (major > 1) {
            throw refused("a decimal exponent of major type " + major, "an integer");
        }
        long exponent = argument(head);
        if (Long.compareUnsigned(exponent, limits.maxDecimalScale() - major) > 0) {
            throw limit(
                    "a decimal exponent of " + (major == 1 ? "-1-" : "") + Long.toUnsignedString(exponent),
                    "-" + limits.maxDecimalScale() + ".." + limits.maxDecimalScale());
        }
        head = next();
        count();
        if (head == 0xc2 || head == 0xc3) {
            bignum(head == 0xc2);
        } else if (head >> 5 <= 1) {
            argument(head);
        } else {
            throw refused("a decimal mantissa of major type " + (head >> 5), "an integer or a big integer");
        }
    }

    private void simple(int head) {
        int info = head & 31;
        switch (info) {
            case 20, 21, 22 -> {}
            case 25, 26, 27 -> {
                int length = 1 << (info - 24);
                if (end - pos < length) {
                    throw truncated("a float of " + length + " bytes");
                }
                pos += length;
            }
            case 28, 29, 30 -> throw malformed("reserved additional information " + info);
            default -> throw refused("simple value " + info, "false, true, null or a float");
        }
    }
}
