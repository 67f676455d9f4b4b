package org.cdirpc.transport.frame;

/**
 * All of a frame but its payload.
 *
 * @param type what it is
 * @param flags bits of {@link Wire}; only those that the type allows
 * @param method a method id, from 0 to 65,535; 0 where the type has none
 * @param id the call id, unsigned; 0 where the type has none
 * @param remainingMillis time left when it was appended, unsigned; CALL only, else 0
 * @param sentAtMillis the sender's channel clock at that moment, unsigned and wrapping; CALL only, else 0
 */
public record FrameHeader(FrameType type, int flags, int method, int id, int remainingMillis, int sentAtMillis) {

    /** A header without times. */
    public static FrameHeader of(FrameType type, int flags, int method, int id) {
        return new FrameHeader(type, flags, method, id, 0, 0);
    }

    /** The same with other flags. */
    public FrameHeader with(int otherFlags) {
        return otherFlags == flags
                ? this
                : new FrameHeader(type, otherFlags, method, id, remainingMillis, sentAtMillis);
    }

    /** Whether all these flags are set. */
    public boolean has(int someFlags) {
        return (flags & someFlags) == someFlags;
    }

    /** The bytes in front of the payload, with the length field. */
    public int encodedBytes() {
        return encodedBytes(type);
    }

    /** The bytes in front of the payload of a frame of this type, with the length field. */
    public static int encodedBytes(FrameType type) {
        return Wire.LENGTH_BYTES + Wire.HEADER_BYTES + (type == FrameType.CALL ? Wire.TIME_BYTES : 0);
    }
}
