package org.cdirpc.extension.call;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cdirpc.CallScope;
import org.cdirpc.transport.cbor.CborLimits;
import org.cdirpc.transport.cbor.CborReader;
import org.cdirpc.transport.cbor.CborWriter;

/** Attachments on the wire: a CBOR map of text to text that stands before a body. */
public final class Attachments {

    /** The most bytes that the attachments of one message take. */
    public static final int MOST_BYTES = 8 << 10;

    private static final byte[] NONE = {};

    private Attachments() {}

    /**
     * A copy with one more entry, or with another value for a key that is there. Immutable.
     *
     * @throws IllegalArgumentException if the key is empty, or the entry would be one too many
     */
    public static Map<String, String> with(Map<String, String> attachments, String key, String value) {
        if (key.isEmpty()) {
            throw new IllegalArgumentException(CallMessages.TEXT.attachmentWithoutKey(value));
        }
        Map<String, String> more = new LinkedHashMap<>(attachments);
        more.put(key, value);
        if (more.size() > CallScope.MAX_ATTACHMENTS) {
            throw new IllegalArgumentException(
                    CallMessages.TEXT.tooManyAttachments(key, more.size(), CallScope.MAX_ATTACHMENTS));
        }
        return Collections.unmodifiableMap(more);
    }

    /**
     * The bytes of attachments; empty for none.
     *
     * @throws org.cdirpc.transport.cbor.CborException if they take more than {@link #MOST_BYTES}
     */
    public static byte[] encode(Map<String, String> attachments) {
        if (attachments.isEmpty()) {
            return NONE;
        }
        CborWriter out = new CborWriter(MOST_BYTES);
        out.writeMap(attachments.size());
        attachments.forEach((key, value) -> out.writeText(key).writeText(value));
        return out.toByteArray();
    }

    /**
     * Reads attachments and finds where the body begins.
     *
     * @throws org.cdirpc.transport.cbor.CborException if they are malformed or beyond the limits
     */
    public static Read decode(byte[] buffer, int offset, int length, CborLimits limits) {
        CborReader in = new CborReader(buffer, offset, Math.min(length, MOST_BYTES), limits);
        int entries = in.readMap();
        if (entries > CallScope.MAX_ATTACHMENTS) {
            throw new IllegalArgumentException(
                    "CDIRPC315001: " + entries + " attachments (expected: at most " + CallScope.MAX_ATTACHMENTS + ")");
        }
        Map<String, String> attachments = new LinkedHashMap<>();
        for (int i = 0; i < entries; i++) {
            attachments.put(in.readText(), in.readText());
        }
        return new Read(Collections.unmodifiableMap(attachments), in.position());
    }

    /**
     * What was read.
     *
     * @param attachments immutable
     * @param bodyOffset where the body begins
     */
    public record Read(Map<String, String> attachments, int bodyOffset) {}
}
