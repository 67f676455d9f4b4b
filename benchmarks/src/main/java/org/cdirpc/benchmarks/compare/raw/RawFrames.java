package org.cdirpc.benchmarks.compare.raw;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.cdirpc.benchmarks.compare.Orders;

/**
 * Frames of the floor: {@code u32 length | u8 operation | content | padding}, where length counts what is behind it. They
 * are padded to the bytes that cdi-rpc sends for the same call, so that the difference between the two is the software;
 * the comparison says so when cdi-rpc's frames have become others than these.
 */
final class RawFrames {

    /** The text, back. */
    static final byte PING = 1;

    /** An order's total for its number. */
    static final byte PLACE = 2;

    /** The bytes, back. */
    static final byte BLOB = 3;

    /** The bytes of the length field. */
    static final int LENGTH = 4;

    /** The largest frame: 64 KiB and room for what is around it. */
    static final int LARGEST = (1 << 16) + 64;

    /** A call frame of cdi-rpc has 20 bytes before its body, an array of one text shorter than 24 bytes has 2 before it. */
    private static final int PING_REQUEST_AROUND = 22;

    /** A reply frame of cdi-rpc has 12 bytes before its body, a text shorter than 24 bytes has 1 before it. */
    private static final int PING_REPLY_AROUND = 13;

    /** A call frame of cdi-rpc with an order, as the relay counts it. */
    private static final int PLACE_REQUEST = 211;

    /** A reply frame of cdi-rpc with a receipt, as the relay counts it. */
    private static final int PLACE_REPLY = 41;

    private RawFrames() {}

    static void ping(ByteBuffer to, String text) {
        text(to, text.getBytes(StandardCharsets.ISO_8859_1), PING_REQUEST_AROUND);
    }

    static void place(ByteBuffer to, long number) {
        number(to, number, PLACE_REQUEST);
    }

    static void blob(ByteBuffer to, byte[] bytes) {
        to.putInt(1 + bytes.length).put(BLOB).put(bytes);
    }

    /** The answer to the frame in {@code from}, from its operation to its limit. */
    static void answer(ByteBuffer from, ByteBuffer to) {
        byte operation = from.get();
        switch (operation) {
            case PING -> text(to, readText(from), PING_REPLY_AROUND);
            case PLACE -> number(to, Orders.totalOf(from.getLong()), PLACE_REPLY);
            case BLOB -> to.putInt(1 + from.remaining()).put(BLOB).put(from);
            default -> throw new IllegalArgumentException("operation: " + operation + " (expected: 1 to 3)");
        }
    }

    /** The text of a ping, behind its operation. */
    static byte[] readText(ByteBuffer from) {
        byte[] text = new byte[from.get()];
        from.get(text);
        return text;
    }

    private static void text(ByteBuffer to, byte[] text, int around) {
        int begin = to.position();
        to.putInt(around + text.length - LENGTH)
                .put(PING)
                .put((byte) text.length)
                .put(text);
        to.position(begin + around + text.length);
    }

    private static void number(ByteBuffer to, long number, int size) {
        int begin = to.position();
        to.putInt(size - LENGTH).put(PLACE).putLong(number);
        to.position(begin + size);
    }
}
