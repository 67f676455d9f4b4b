package org.cdirpc.transport.cbor;

import org.cdirpc.transport.cbor.CborException.Reason;

/** The heads of items (RFC 8949 section 3), each checked against what is left before anyone relies on it. */
abstract sealed class CborHeads permits CborCheck {

    final byte[] buf;
    final int end;
    final CborLimits limits;

    int pos;
    int items;

    CborHeads(byte[] buf, int pos, int end, CborLimits limits) {
        this.buf = buf;
        this.pos = pos;
        this.end = end;
        this.limits = limits;
    }

    /** The length of a text or byte string; the bytes are there. */
    final int length(int head) {
        if ((head & 31) == 31) {
            throw refused("an indefinite string", "definite text and byte strings");
        }
        long length = argument(head);
        if (Long.compareUnsigned(length, end - pos) > 0) {
            throw truncated("a string of " + Long.toUnsignedString(length) + " bytes");
        }
        return (int) length;
    }

    /** The head's argument as an unsigned long (RFC 8949 section 3). */
    final long argument(int head) {
        int info = head & 31;
        if (info < 24) {
            return info;
        }
        if (info > 27) {
            throw malformed("additional information " + info + " in major type " + (head >> 5));
        }
        int bytes = 1 << (info - 24);
        if (end - pos < bytes) {
            throw truncated("a head of " + bytes + " more bytes");
        }
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value = value << 8 | (buf[pos++] & 0xff);
        }
        return value;
    }

    final int next() {
        if (pos >= end) {
            throw truncated("one more item");
        }
        return buf[pos++] & 0xff;
    }

    final void count() {
        if (++items > limits.maxItems()) {
            throw limit("more than " + limits.maxItems() + " items", "at most that many");
        }
    }

    final CborException truncated(String what) {
        return failure(Reason.TRUNCATED, "CDIRPC110012: ", what, (end - pos) + " bytes are left");
    }

    final CborException malformed(String what) {
        return failure(Reason.MALFORMED, "CDIRPC110013: ", what, "well-formed CBOR");
    }

    final CborException refused(String what, String expected) {
        return failure(Reason.REFUSED, "CDIRPC110014: ", what, expected);
    }

    final CborException limit(String what, String expected) {
        return failure(Reason.LIMIT, "CDIRPC110015: ", what, expected);
    }

    final CborException failure(Reason reason, String id, String what, String expected) {
        String fix = reason == Reason.LIMIT
                ? "; send smaller values, or raise the limit on both sides"
                : "; the sender must write what this protocol allows";
        int offset = pos - 1;
        return new CborException(
                reason, offset, id + what + " at offset " + offset + " (expected: " + expected + ")" + fix);
    }
}
