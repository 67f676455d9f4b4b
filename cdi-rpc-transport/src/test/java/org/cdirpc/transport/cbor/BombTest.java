package org.cdirpc.transport.cbor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.cdirpc.transport.cbor.CborException.Reason;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;

/** Small or large inputs that once cost far more than their size, on the path that is really used. */
class BombTest {

    private static final CborMapping MAPPING = new CborMapping(CborLimits.DEFAULT);

    /** Allocation at most twice what was received, for every bomb that is known. */
    @Test
    void bombsCostNoMoreThanTheyWeigh() {
        bomb("decimal", BigDecimal.class, Hex.bytes("c4 82 1a000f4240 01"), Reason.LIMIT);
        bomb("decimal as double", double.class, Hex.bytes("c4 82 1a7fffffff 01"), Reason.LIMIT);
        bomb("30 MB of bytes", byte[].class, withHead("5a01c9c380", 30_000_000, 0), Reason.TOO_LARGE);
        bomb("10 M tags", int.class, filled(10_000_000, 0xc2), Reason.TOO_LARGE);
        bomb("8 M tags", int.class, filled(8 << 20, 0xc2), Reason.REFUSED);
        bomb("8 M unknown tags", int.class, filled(8 << 20, 0xc1), Reason.REFUSED);
        bomb("5 M tokens", int[].class, withHead("9a004c4b40", 5_000_000, 0), Reason.LIMIT);
        bomb("5 M tokens, open", int[].class, withHead("9f", 5_000_000, 0), Reason.LIMIT);
        bomb("1 M empty chunks", byte[].class, withHead("5f", 1_000_000, 0x40), Reason.REFUSED);
        bomb("1 M empty text chunks", String.class, withHead("7f", 1_000_000, 0x60), Reason.REFUSED);
        bomb("depth", int.class, filled(8 << 20, 0x81), Reason.LIMIT);
        bomb("depth of maps", int.class, filled(8 << 20, 0xbf), Reason.REFUSED);
        bomb("1 MB integer", BigInteger.class, withHead("c25a000f4240", 1_000_000, 1), Reason.LIMIT);
        for (String head : List.of(
                "5a80000000",
                "5affffffff",
                "5b000000007fffffff",
                "5b7fffffffffffffff",
                "7a80000000",
                "7affffffff",
                "7b7fffffffffffffff",
                "9a80000000",
                "9affffffff",
                "9b7fffffffffffffff",
                "baffffffff")) {
            bomb(head, byte[].class, Hex.bytes(head + "00"), Reason.TRUNCATED);
            bomb(head, String.class, Hex.bytes(head + "00"), Reason.TRUNCATED);
            bomb(head, int[].class, Hex.bytes(head + "00"), Reason.TRUNCATED);
        }
    }

    @Test
    void aBodyAtTheCapIsRead() {
        byte[] body = withHead("5a007ffffb", (8 << 20) - 5, 7);
        long allocated =
                allocated(() -> assertThat((byte[]) MAPPING.codec(byte[].class).decode(body, 0, body.length))
                        .hasSize((8 << 20) - 5));
        assertThat(allocated).isLessThan(2L * body.length + 300_000);
        byte[] above = Arrays.copyOf(body, body.length + 1);
        bomb("cap + 1", byte[].class, above, Reason.TOO_LARGE);
    }

    record Part(String name) {}

    /** Sets find elements of one hash code by comparing all of them: this took ten seconds. */
    @Test
    void elementsOfOneHashCodeAreNotComparedWithoutEnd() {
        Type sets = new TypeReference<Set<Part>>() {}.getType();
        Type ordered = new TypeReference<LinkedHashSet<Part>>() {}.getType();
        for (int bits : new int[] {8, 15}) {
            int n = 1 << bits;
            Set<Part> parts = new LinkedHashSet<>();
            CborWriter named = new CborWriter(8 << 20).writeArray(n);
            CborWriter positional = new CborWriter(8 << 20).writeArray(n);
            for (int i = 0; i < n; i++) {
                StringBuilder name = new StringBuilder();
                for (int bit = 0; bit < bits; bit++) {
                    name.append((i >> bit & 1) == 0 ? "Aa" : "BB");
                }
                named.writeMap(1).writeText("name").writeText(name.toString());
                positional.writeArray(1).writeText(name.toString());
                if (bits == 8) {
                    parts.add(new Part(name.toString()));
                }
            }
            colliding(MAPPING.codec(sets), named, parts);
            colliding(MAPPING.valueCodec(sets), named, parts);
            colliding(MAPPING.codec(ordered), named, parts);
            colliding(Objects.requireNonNull(MAPPING.positional(sets)), positional, parts);
        }
    }

    private static void colliding(CborCodec codec, CborWriter body, Set<Part> parts) {
        assertTimeoutPreemptively(Duration.ofSeconds(3), () -> {
            if (parts.isEmpty()) {
                assertReason("elements of one hash code", codec, body.toByteArray(), Reason.MISMATCH);
            } else {
                assertThat(codec.decode(body.buffer(), 0, body.size())).isEqualTo(parts);
            }
        });
    }

    private static void bomb(String name, Type type, byte[] body, Reason reason) {
        CborCodec codec = MAPPING.codec(type);
        Runnable decode = () -> assertReason(name, codec, body, reason);
        decode.run();
        assertThat(allocated(decode)).as(name).isLessThan(2L * body.length + 60_000);
    }

    private static void assertReason(String name, CborCodec codec, byte[] body, Reason reason) {
        try {
            codec.decode(body, 0, body.length);
        } catch (CborException e) {
            assertThat(e.reason()).as(name).isEqualTo(reason);
            return;
        }
        throw new AssertionError(name + " was read");
    }

    private static long allocated(Runnable action) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        action.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private static byte[] withHead(String head, int length, int fill) {
        byte[] start = Hex.bytes(head);
        byte[] bytes = new byte[start.length + length];
        Arrays.fill(bytes, (byte) fill);
        System.arraycopy(start, 0, bytes, 0, start.length);
        return bytes;
    }

    private static byte[] filled(int length, int fill) {
        return withHead("", length, fill);
    }
}
