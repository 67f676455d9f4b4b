package org.cdirpc.transport.dump;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.cdirpc.spi.FailureCode;
import org.cdirpc.spi.Progress;
import org.cdirpc.transport.frame.FrameHeader;
import org.cdirpc.transport.frame.FrameReader;
import org.cdirpc.transport.frame.FrameType;
import org.cdirpc.transport.frame.GoAway;
import org.cdirpc.transport.frame.ProtocolViolation;
import org.cdirpc.transport.frame.Wire;

/** Prints the frames of one direction. */
final class DirectionDump {

    private static final int MOST_HEX_BYTES = 256;
    private static final int MOST_JOINED_BYTES = 1 << 20;

    private final FrameReader reader;
    private final String arrow;
    private final Appendable out;
    private final CborText cbor = new CborText();
    private final Map<Integer, ByteArrayOutputStream> unfinished = new HashMap<>();
    private final StringBuilder text = new StringBuilder();
    private boolean broken;
    private long fed;

    DirectionDump(boolean fromDialler, Appendable out) {
        this.reader = new FrameReader(fromDialler);
        this.arrow = fromDialler ? "->" : "<-";
        this.out = out;
    }

    void feed(long nanos, ByteBuffer bytes) throws IOException {
        long before = fed;
        fed += bytes.remaining();
        if (broken) {
            return;
        }
        try {
            reader.feed(bytes, (header, payload) -> print(nanos, header, payload));
        } catch (ProtocolViolation e) {
            broken = true;
            text.append("! ")
                    .append(arrow)
                    .append(" in the bytes from ")
                    .append(before)
                    .append(" to ")
                    .append(fed)
                    .append(": ")
                    .append(e.getMessage())
                    .append("; the rest of this direction is unreadable\n");
        }
        out.append(text);
        text.setLength(0);
    }

    private void print(long nanos, FrameHeader header, ByteBuffer payload) {
        byte[] bytes = new byte[payload.remaining()];
        payload.get(bytes);
        text.append(String.format(Locale.ROOT, "%12.6f s %s %-6s", nanos / 1e9, arrow, header.type()));
        text.append(" id ").append(Integer.toUnsignedString(header.id()));
        text.append(" method ").append(header.method());
        text.append(" flags").append(flags(header));
        if (header.type() == FrameType.CALL) {
            text.append(" remaining ").append(Integer.toUnsignedString(header.remainingMillis()));
            text.append(" ms sent-at ")
                    .append(Integer.toUnsignedString(header.sentAtMillis()))
                    .append(" ms");
        }
        text.append(" body ").append(bytes.length).append(" bytes\n");
        if (bytes.length > 0) {
            int shown = Math.min(bytes.length, MOST_HEX_BYTES);
            text.append("    hex  ").append(HexFormat.of().formatHex(bytes, 0, shown));
            text.append(shown < bytes.length ? "... (cut)\n" : "\n");
        }
        meaning(header, bytes);
    }

    private void meaning(FrameHeader header, byte[] bytes) {
        switch (header.type()) {
            case GOAWAY ->
                text.append("    ")
                        .append(GoAway.decode(ByteBuffer.wrap(bytes)))
                        .append('\n');
            case BIND, BOUND, CALL, REPLY, FAIL -> {
                byte[] whole = join(header, bytes);
                int offset = 0;
                if (header.type() == FrameType.FAIL && !header.has(Wire.MORE) && whole.length >= Wire.FAIL_BYTES) {
                    text.append("    ")
                            .append(Progress.ofWireId(whole[0] & 0xff))
                            .append(' ');
                    text.append(FailureCode.ofWireId(whole[1] & 0xff)).append(" retry after ");
                    text.append(Integer.toUnsignedString(ByteBuffer.wrap(whole).getInt(4)))
                            .append(" ms\n");
                    offset = Wire.FAIL_BYTES;
                }
                if (!header.has(Wire.MORE) && whole.length > offset) {
                    text.append("    cbor ")
                            .append(cbor.of(whole, offset, whole.length - offset))
                            .append('\n');
                }
            }
            default -> {}
        }
    }

    private byte[] join(FrameHeader header, byte[] bytes) {
        ByteArrayOutputStream joined = unfinished.get(header.id());
        if (joined == null && !header.has(Wire.MORE)) {
            return bytes;
        }
        if (joined == null) {
            joined = new ByteArrayOutputStream();
            unfinished.put(header.id(), joined);
        }
        if (joined.size() < MOST_JOINED_BYTES) {
            joined.writeBytes(bytes);
        }
        if (header.has(Wire.MORE)) {
            return bytes;
        }
        unfinished.remove(header.id());
        return joined.toByteArray();
    }

    private static String flags(FrameHeader header) {
        return header.flags() == 0
                ? " -"
                : (header.has(Wire.MORE) ? " MORE" : "")
                        + (header.has(Wire.ATTACHMENTS) ? " ATTACHMENTS" : "")
                        + (header.has(Wire.NO_REPLY) ? " NO_REPLY" : "");
    }
}
