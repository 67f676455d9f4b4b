package org.cdirpc.transport.frame;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of bytes into frames. A declared length is checked before anything is allocated, and what is held of an
 * unfinished frame grows with the bytes that arrived, never with the bytes that were promised.
 *
 * <p>Not thread-safe: one reader for one direction, fed by one thread at a time. Unusable after a violation.
 */
public final class FrameReader {

    private static final int LEAST_HELD = 64;
    /** The least that is worth handing on, in bytes, more than the front of a frame. */
    private static final int LEAST_PIECE = 1 << 10;

    /** Larger frames of calls and replies are handed on in pieces. */
    private static final int WHOLE_BYTES = 8 << 10;

    private final boolean fromDialler;
    private final boolean inPieces;
    /** Of the frame that is handed on in pieces, for its next piece; and how much of its payload is to come. */
    private @Nullable FrameHeader rest;

    private int restBytes;
    private byte[] held = {};
    private int heldCount;

    /**
     * A reader.
     *
     * @param fromDialler whether the side that dialled sends what is read here
     */
    public FrameReader(boolean fromDialler) {
        this(fromDialler, false);
    }

    /**
     * A reader that need not hold large frames.
     *
     * @param inPieces whether a large CALL or REPLY that has not arrived whole may be handed on as if its bytes had come
     *     in several frames, all but the last with {@link Wire#MORE}
     */
    public FrameReader(boolean fromDialler, boolean inPieces) {
        this.fromDialler = fromDialler;
        this.inPieces = inPieces;
    }

    /** Takes all of the bytes and hands on each frame that they complete. */
    public void feed(ByteBuffer bytes, FrameSink sink) throws ProtocolViolation {
        feedRest(bytes, sink);
        while (heldCount > 0 && bytes.hasRemaining()) {
            feedHeld(bytes, sink);
        }
        while (heldCount == 0 && bytes.hasRemaining()) {
            int start = bytes.position();
            long whole = wholeFrame(bytes, start, bytes.remaining());
            if (whole < 0 || whole > bytes.remaining()) {
                if (!inPieces || whole <= WHOLE_BYTES || !deliverBegin(bytes, start, (int) whole, sink)) {
                    hold(bytes, bytes.remaining(), whole);
                }
                return;
            }
            deliver(bytes, start, (int) whole, sink);
            bytes.position(start + (int) whole);
        }
    }

    /** The bytes of an unfinished frame that are held. */
    public int heldBytes() {
        return heldCount;
    }

    private void feedRest(ByteBuffer bytes, FrameSink sink) throws ProtocolViolation {
        FrameHeader header = rest;
        if (header == null || !bytes.hasRemaining()) {
            return;
        }
        int count = Math.min(restBytes, bytes.remaining());
        restBytes -= count;
        rest = restBytes == 0 ? null : header;
        int end = bytes.position() + count;
        int limit = bytes.limit();
        bytes.limit(end);
        sink.frame(restBytes == 0 ? header : header.with(header.flags() | Wire.MORE), bytes);
        bytes.limit(limit).position(end);
    }

    /** Hands on what has arrived of a frame; false if that is too little, or not of a call or reply. */
    private boolean deliverBegin(ByteBuffer bytes, int start, int whole, FrameSink sink) throws ProtocolViolation {
        int type = bytes.remaining() < LEAST_PIECE ? 0 : bytes.get(start + 4);
        if (type != FrameType.CALL.wireId() && type != FrameType.REPLY.wireId()) {
            return false;
        }
        int end = bytes.limit();
        FrameHeader header = header(bytes, start, whole);
        bytes.position(start + header.encodedBytes());
        restBytes = whole - (end - start);
        rest = header.with(header.flags() & Wire.MORE);
        sink.frame(header.with(header.flags() | Wire.MORE), bytes);
        bytes.limit(end).position(end);
        return true;
    }

    private void feedHeld(ByteBuffer bytes, FrameSink sink) throws ProtocolViolation {
        // First the bytes that make the frame's size known, then exactly the rest of that frame.
        int prefix = Wire.LENGTH_BYTES + Wire.HEADER_BYTES;
        if (heldCount < prefix) {
            hold(bytes, Math.min(prefix - heldCount, bytes.remaining()), -1);
        }
        long whole = wholeFrame(ByteBuffer.wrap(held), 0, heldCount);
        if (whole < 0) {
            return;
        }
        if (whole > heldCount) {
            hold(bytes, (int) Math.min(whole - heldCount, bytes.remaining()), whole);
        }
        if (whole == heldCount) {
            ByteBuffer frame = ByteBuffer.wrap(held, 0, heldCount);
            heldCount = 0;
            byte[] kept = held;
            deliver(frame, 0, (int) whole, sink);
            held = kept.length > 4096 ? new byte[0] : kept;
        }
    }

    private void hold(ByteBuffer bytes, int count, long whole) {
        if (heldCount + count > held.length) {
            long doubled = Math.max(LEAST_HELD, 2L * (heldCount + count));
            held = Arrays.copyOf(held, (int) (whole < 0 ? doubled : Math.min(doubled, Math.max(whole, LEAST_HELD))));
        }
        bytes.get(held, heldCount, count);
        heldCount += count;
    }

    /** The size of the frame with its length field, or -1 while its length is not known; checks what is there. */
    private long wholeFrame(ByteBuffer bytes, int at, int count) throws ProtocolViolation {
        if (count < Wire.LENGTH_BYTES) {
            return -1;
        }
        long length = bytes.getInt(at) & 0xffff_ffffL;
        long most = Wire.HEADER_BYTES + Wire.TIME_BYTES + Wire.FRAGMENT_BYTES;
        if (length < Wire.HEADER_BYTES || length > most) {
            throw new ProtocolViolation(
                    "frame length: " + length + " (expected: " + Wire.HEADER_BYTES + " to " + most + ")");
        }
        return Wire.LENGTH_BYTES + length;
    }

    private void deliver(ByteBuffer bytes, int at, int whole, FrameSink sink) throws ProtocolViolation {
        FrameHeader header = header(bytes, at, whole);
        int limit = bytes.limit();
        bytes.limit(at + whole).position(at + header.encodedBytes());
        sink.frame(header, bytes);
        bytes.limit(limit);
    }

    private FrameHeader header(ByteBuffer bytes, int at, int whole) throws ProtocolViolation {
        int wireId = bytes.get(at + 4) & 0xff;
        int flags = bytes.get(at + 5) & 0xff;
        FrameType type = FrameType.ofWireId(wireId);
        if (type == null) {
            throw new ProtocolViolation(
                    "frame type: " + wireId + " (expected: 1 to " + FrameType.values().length + ")");
        }
        if (!(fromDialler ? type.fromDialler() : type.fromAcceptor())) {
            throw new ProtocolViolation("frame type: " + type + " (expected: one that the side which "
                    + (fromDialler ? "dialled" : "accepted") + " may send)");
        }
        if (!type.allows(flags)) {
            throw new ProtocolViolation("flags of " + type + ": 0x" + Integer.toHexString(flags)
                    + " (expected: only flags that this type has)");
        }
        int front = FrameHeader.encodedBytes(type);
        int payload = whole - front;
        checkPayload(type, flags, payload);
        int method = bytes.getShort(at + 6) & 0xffff;
        int id = bytes.getInt(at + 8);
        return type == FrameType.CALL
                ? new FrameHeader(type, flags, method, id, bytes.getInt(at + 12), bytes.getInt(at + 16))
                : FrameHeader.of(type, flags, method, id);
    }

    private void checkPayload(FrameType type, int flags, int payload) throws ProtocolViolation {
        long least = switch (type) {
            case PING, PONG -> Wire.PING_BYTES;
            case GOAWAY -> Wire.GOAWAY_BYTES;
            default -> (flags & Wire.MORE) != 0 ? Wire.LEAST_FRAGMENT_BYTES : 0;
        };
        long most = switch (type) {
            case PING, PONG -> Wire.PING_BYTES;
            case GOAWAY -> Wire.GOAWAY_BYTES + Wire.GOAWAY_TEXT_BYTES;
            case CANCEL -> 0;
            default -> Wire.FRAGMENT_BYTES;
        };
        if (payload < least || payload > most) {
            throw new ProtocolViolation(
                    "payload of " + type + ": " + payload + " bytes (expected: " + least + " to " + most + ")");
        }
    }
}
