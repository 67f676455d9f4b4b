package org.cdirpc.transport.frame;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The payload of a GOAWAY.
 *
 * @param lastId calls with a greater id are not run; {@link #EVERY_ID} while the sender has not decided yet
 * @param reason why, as one of the constants here; unknown numbers are read as {@link #INTERNAL}
 * @param text for the log, at most {@value Wire#GOAWAY_TEXT_BYTES} bytes of UTF-8 on the wire; longer text is cut
 */
public record GoAway(int lastId, int reason, String text) {

    /** Greater than every id: the first of two GOAWAYs of a drain. */
    public static final int EVERY_ID = -1;
    /** The sender drains: running calls will be answered. */
    public static final int DRAINING = 0;
    /** The receiver broke the protocol; the channel is closed. */
    public static final int PROTOCOL_VIOLATION = 1;
    /** The receiver sent more than a fair peer would; the channel is closed. */
    public static final int FLOOD = 2;
    /** Methods could not be bound; the channel is closed. */
    public static final int BIND_FAILED = 3;
    /** A fault of the sender; the channel is closed. */
    public static final int INTERNAL = 4;
    /** Nothing was received for too long; the channel is closed. */
    public static final int DEAD = 5;

    /** The payload as bytes. */
    public byte[] encode() {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        int textBytes = Math.min(utf8.length, Wire.GOAWAY_TEXT_BYTES);
        return ByteBuffer.allocate(Wire.GOAWAY_BYTES + textBytes)
                .putInt(lastId)
                .put((byte) reason)
                .put(utf8, 0, textBytes)
                .array();
    }

    /** Reads a payload whose size was checked; control characters in the text become {@code ?}. */
    public static GoAway decode(ByteBuffer payload) {
        int lastId = payload.getInt();
        int reason = payload.get() & 0xff;
        byte[] utf8 = new byte[payload.remaining()];
        payload.get(utf8);
        String text = new String(utf8, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", "?");
        return new GoAway(lastId, reason > DEAD ? INTERNAL : reason, text);
    }

    @Override
    public String toString() {
        return "GOAWAY(last " + Integer.toUnsignedString(lastId) + ", reason " + reason + ", " + text + ")";
    }
}
