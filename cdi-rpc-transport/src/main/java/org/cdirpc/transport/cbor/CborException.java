package org.cdirpc.transport.cbor;

import org.jspecify.annotations.Nullable;

/**
 * Bytes that were refused, or a value that cannot be written. The message never repeats input that was not decoded,
 * except numbers: it may be logged and sent.
 */
public final class CborException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why, for whoever must choose a failure code. */
    public enum Reason {
        /** The body ends inside an item, or an item declares more than the body holds. */
        TRUNCATED,
        /** There is something behind the end of the body's one item. */
        TRAILING,
        /** Not well-formed CBOR or UTF-8 (RFC 8949 section 5.3.1). */
        MALFORMED,
        /** Well-formed, but nothing that our encoders write. */
        REFUSED,
        /** A limit of {@link CborLimits} is passed: depth, items, integer size or decimal scale. */
        LIMIT,
        /** Larger than the body cap. */
        TOO_LARGE,
        /** Fine as CBOR, but not a value of the declared type. */
        MISMATCH,
        /** A value that has no encoding. */
        UNENCODABLE
    }

    private final Reason reason;
    private final int offset;

    CborException(Reason reason, int offset, String message) {
        this(reason, offset, message, null);
    }

    CborException(Reason reason, int offset, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.offset = offset;
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }

    /** The index in the caller's array of the byte that was refused, or -1 where no single byte is at fault. */
    public int offset() {
        return offset;
    }
}
