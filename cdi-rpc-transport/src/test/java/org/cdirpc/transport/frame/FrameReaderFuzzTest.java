package org.cdirpc.transport.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class FrameReaderFuzzTest {

    private static final FrameType[] SENT = {
        FrameType.BIND, FrameType.CALL, FrameType.CANCEL, FrameType.PING, FrameType.GOAWAY
    };

    @Test
    void cutsTheSameFramesHoweverTheBytesArrive() throws ProtocolViolation {
        Random random = new Random(42);
        for (int round = 0; round < 300; round++) {
            FrameBuffer stream = new FrameBuffer(0);
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                append(stream, random, expected);
            }
            List<String> seen = new ArrayList<>();
            FrameReader reader = new FrameReader(true);
            for (int at = 0; at < stream.count(); ) {
                int count = Math.min(stream.count() - at, 1 + random.nextInt(round % 3 == 0 ? 3 : 30_000));
                reader.feed(
                        ByteBuffer.wrap(stream.array(), at, count), (header, payload) -> note(seen, header, payload));
                at += count;
            }
            assertThat(seen).isEqualTo(expected);
            assertThat(reader.heldBytes()).isZero();
        }
    }

    @Test
    void piecesOfALargeFrameAreItsBytes() throws ProtocolViolation {
        Random random = new Random(43);
        int pieces = 0;
        for (int round = 0; round < 300; round++) {
            FrameBuffer stream = new FrameBuffer(0);
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                append(stream, random, expected);
            }
            Joined joined = new Joined();
            FrameReader reader = new FrameReader(true, true);
            for (int at = 0; at < stream.count(); ) {
                int count = Math.min(stream.count() - at, 1 + random.nextInt(30_000));
                reader.feed(ByteBuffer.wrap(stream.array(), at, count), joined);
                at += count;
                assertThat(reader.heldBytes()).isLessThanOrEqualTo(Wire.FRAGMENT_BYTES + 20);
            }
            assertThat(joined.whole).isEqualTo(expected);
            pieces += joined.pieces;
        }
        assertThat(pieces).isGreaterThan(100);
    }

    /** Puts pieces together as whoever takes fragments would. */
    private static final class Joined implements FrameSink {
        final List<String> whole = new ArrayList<>();
        int pieces;
        private FrameHeader first;
        private byte[] bytes = {};

        @Override
        public void frame(FrameHeader header, ByteBuffer payload) {
            int before = bytes.length;
            bytes = Arrays.copyOf(bytes, before + payload.remaining());
            payload.get(bytes, before, payload.remaining());
            if (first == null) {
                first = header.with(header.flags() & ~Wire.MORE);
            } else {
                assertThat(header.flags() & ~Wire.MORE).isZero();
                assertThat(header.id()).isEqualTo(first.id());
            }
            if (header.has(Wire.MORE)) {
                pieces++;
            } else {
                whole.add(first + " " + Arrays.hashCode(bytes));
                first = null;
                bytes = new byte[0];
            }
        }
    }

    @Test
    void mutatedBytesGiveFramesOrAViolationAndNothingElse() {
        long seed = 7;
        long end = System.nanoTime() + 4_000_000_000L;
        int inputs = 0;
        Random random = new Random(seed);
        while (System.nanoTime() - end < 0) {
            FrameBuffer stream = new FrameBuffer(0);
            for (int i = random.nextInt(6); i >= 0; i--) {
                append(stream, random, new ArrayList<>());
            }
            byte[] bytes = Arrays.copyOf(stream.array(), stream.count());
            for (int i = random.nextInt(4); i >= 0; i--) {
                bytes[random.nextInt(Math.min(bytes.length, 200))] = (byte) random.nextInt();
            }
            FrameReader reader = new FrameReader(true);
            try {
                for (int at = 0; at < bytes.length; ) {
                    int count = Math.min(bytes.length - at, 1 + random.nextInt(5_000));
                    reader.feed(ByteBuffer.wrap(bytes, at, count), (header, payload) -> {
                        assertThat(payload.remaining()).isLessThanOrEqualTo(Wire.FRAGMENT_BYTES);
                        if (header.type() == FrameType.GOAWAY) {
                            assertThat(GoAway.decode(payload).text()).doesNotContain("\n");
                        }
                    });
                    at += count;
                    assertThat(reader.heldBytes()).isLessThanOrEqualTo(at);
                }
            } catch (ProtocolViolation e) {
                assertThat(e).hasMessageContaining("expected");
            }
            inputs++;
        }
        assertThat(inputs).as("inputs with seed %s", seed).isGreaterThan(1_000);
    }

    private static void append(FrameBuffer stream, Random random, List<String> expected) {
        FrameType type = SENT[random.nextInt(SENT.length)];
        int size = switch (type) {
            case PING -> 8;
            case CANCEL -> 0;
            case GOAWAY -> 5 + random.nextInt(50);
            default -> random.nextInt(random.nextInt(8) == 0 ? Wire.FRAGMENT_BYTES + 1 : 500);
        };
        byte[] payload = new byte[size];
        random.nextBytes(payload);
        int time = type == FrameType.CALL ? random.nextInt() : 0;
        FrameHeader header = new FrameHeader(type, 0, random.nextInt(1 << 16), random.nextInt(), time, time);
        stream.header(header, size);
        stream.put(payload, 0, size);
        expected.add(header + " " + Arrays.hashCode(payload));
    }

    private static void note(List<String> seen, FrameHeader header, ByteBuffer payload) {
        byte[] bytes = new byte[payload.remaining()];
        payload.get(bytes);
        seen.add(header + " " + Arrays.hashCode(bytes));
    }
}
