package org.cdirpc.transport.cbor;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** Whatever arrives: a value, or a {@link CborException}, and nothing else. The seeds are fixed. */
@NullUnmarked
class FuzzTest {

    private static final CborMapping MAPPING = new CborMapping(CborLimits.DEFAULT);

    sealed interface Shape permits Circle, Square {}

    record Circle(double radius) implements Shape {}

    record Square(long side, List<Shape> inner) implements Shape {}

    enum Color {
        RED,
        GREEN
    }

    record Everything(
            UUID id,
            String text,
            byte[] bytes,
            BigDecimal price,
            BigInteger big,
            Instant at,
            Optional<String> note,
            Map<Integer, List<String>> map,
            Color color,
            Shape shape,
            double[] doubles,
            int count) {}

    @Test
    void nothingButTheTypedExceptionEscapes() {
        Random random = new Random(20261122);
        CborCodec codec = MAPPING.tuple(List.of(Everything.class, int.class));
        CborWriter out = new CborWriter(1 << 20);
        int read = 0;
        for (int round = 0; round < 2_000; round++) {
            out.clear();
            codec.encode(new Object[] {everything(random), round}, out);
            for (int i = 0; i < 100; i++) {
                byte[] bytes = out.toByteArray();
                int mutations = 1 + random.nextInt(4);
                for (int m = 0; m < mutations; m++) {
                    int at = random.nextInt(bytes.length);
                    bytes[at] =
                            (byte) (random.nextBoolean() ? random.nextInt(256) : bytes[at] ^ 1 << random.nextInt(8));
                }
                int length = random.nextInt(8) == 0 ? random.nextInt(bytes.length + 1) : bytes.length;
                try {
                    codec.decode(bytes, 0, length);
                    read++;
                } catch (CborException e) {
                    if (!e.getMessage().startsWith("CDIRPC110")) {
                        throw new AssertionError("an exception without an id", e);
                    }
                }
            }
        }
        assertThat(read).as("mutations that are still values").isBetween(1_000, 150_000);
    }

    @Test
    void whateverTheEncoderWritesPassesTheCheckAndIsReadBack() {
        Random random = new Random(1);
        CborCodec codec = MAPPING.codec(Everything.class);
        CborWriter out = new CborWriter(1 << 20);
        for (int i = 0; i < 2_000; i++) {
            Everything value = everything(random);
            out.clear();
            codec.encode(value, out);
            CborCheck.checkWhole(out.buffer(), 0, out.size(), CborLimits.DEFAULT);
            Everything back = (Everything) codec.decode(out.buffer(), 0, out.size());
            assertThat(back.price()).isEqualTo(value.price());
            assertThat(back.big()).isEqualTo(value.big());
            assertThat(back.text()).isEqualTo(value.text());
            assertThat(back.at()).isEqualTo(value.at());
            assertThat(back.shape()).isEqualTo(value.shape());
            assertThat(back.map()).isEqualTo(value.map());
            assertThat(back.doubles()).isEqualTo(value.doubles());
        }
    }

    @Test
    void randomBytesAreNeverMoreThanRefused() {
        Random random = new Random(7);
        byte[] bytes = new byte[24];
        for (int i = 0; i < 200_000; i++) {
            random.nextBytes(bytes);
            int end;
            try {
                end = CborCheck.check(bytes, 0, bytes.length, CborLimits.DEFAULT);
            } catch (CborException e) {
                continue;
            }
            if (end < 1 || end > bytes.length) {
                throw new AssertionError("an item that ends at " + end);
            }
        }
    }

    private static Everything everything(Random random) {
        byte[] bytes = new byte[random.nextInt(40)];
        random.nextBytes(bytes);
        return new Everything(
                new UUID(random.nextLong(), random.nextLong()),
                text(random, random.nextInt(200) == 0 ? 5000 : 20),
                bytes,
                new BigDecimal(new BigInteger(random.nextInt(500), random), random.nextInt(2001) - 1000),
                random.nextBoolean() ? new BigInteger(500, random).negate() : BigInteger.valueOf(random.nextLong()),
                Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000)),
                random.nextBoolean() ? Optional.of(text(random, 5)) : Optional.empty(),
                Map.of(random.nextInt(), List.of(text(random, 5))),
                Color.values()[random.nextInt(2)],
                shape(random, 4),
                new double[] {random.nextDouble(), Double.longBitsToDouble(random.nextLong())},
                random.nextInt());
    }

    private static Shape shape(Random random, int depth) {
        if (depth == 0 || random.nextBoolean()) {
            return new Circle(random.nextGaussian());
        }
        List<Shape> inner = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            inner.add(shape(random, depth - 1));
        }
        return new Square(random.nextLong(), inner);
    }

    private static String text(Random random, int max) {
        return random.ints(random.nextInt(max + 1), 0, 0x11_0000)
                .map(c -> c >= 0xd800 && c < 0xe000 ? 'x' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
