package org.cdirpc.transport.cbor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.Currency;
import java.util.Date;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.type.TypeReference;

@NullUnmarked
class RoundTripTest {

    private static final Instant INSTANT = Instant.parse("2026-11-22T10:11:12.123456789Z");
    private final CborMapping mapping = new CborMapping(CborLimits.DEFAULT);

    enum Color {
        RED,
        GREEN {
            @Override
            public String toString() {
                return "something else";
            }
        }
    }

    record Item(String sku, int count, BigDecimal price) {}

    record Order(UUID id, List<Item> items, Optional<String> note, Color color, Instant at, Map<String, Item> byName) {}

    record Page<T>(List<T> rows, int total) {}

    record Tree(String name, List<Tree> children) {}

    record Wrapped(@JsonValue String text) {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        Wrapped {}
    }

    public static class Bean {
        private String name = "";
        private int size = 5;

        public String getName() {
            return name;
        }

        public void setName(String name) {
            this.name = name;
        }

        public int getSize() {
            return size;
        }

        public void setSize(int size) {
            this.size = size;
        }

        @Override
        public boolean equals(Object o) {
            return o instanceof Bean b && b.name.equals(name) && b.size == size;
        }

        @Override
        public int hashCode() {
            return Objects.hash(name, size);
        }
    }

    static Stream<Arguments> values() {
        Item item = new Item("a", 1, new BigDecimal("1.50"));
        Bean bean = new Bean();
        bean.setName("n");
        return Stream.of(
                Arguments.of(boolean.class, true),
                Arguments.of(Boolean.class, false),
                Arguments.of(byte.class, (byte) -128),
                Arguments.of(short.class, Short.MIN_VALUE),
                Arguments.of(int.class, Integer.MIN_VALUE),
                Arguments.of(Long.class, Long.MIN_VALUE),
                Arguments.of(long.class, 0xffff_ffffL),
                Arguments.of(float.class, 0.1f),
                Arguments.of(Float.class, Float.POSITIVE_INFINITY),
                Arguments.of(double.class, -0.0),
                Arguments.of(Double.class, Double.MIN_VALUE),
                Arguments.of(char.class, 'ß'),
                Arguments.of(String.class, "grüß 😀"),
                Arguments.of(String.class, ""),
                Arguments.of(String.class, "😀".repeat(5000)),
                Arguments.of(String.class, "x".repeat(3997)),
                Arguments.of(String.class, "é".repeat(100_000)),
                Arguments.of(byte[].class, new byte[] {1, 2, -1}),
                Arguments.of(byte[].class, new byte[100_000]),
                Arguments.of(char[].class, "chars".toCharArray()),
                Arguments.of(int[].class, new int[] {1, -1, Integer.MAX_VALUE}),
                Arguments.of(long[].class, new long[] {1, Long.MIN_VALUE}),
                Arguments.of(short[].class, new short[] {1}),
                Arguments.of(boolean[].class, new boolean[] {true, false}),
                Arguments.of(double[].class, new double[] {1.5, Double.NEGATIVE_INFINITY}),
                Arguments.of(float[].class, new float[] {1.5f, Float.MAX_VALUE, Float.NEGATIVE_INFINITY}),
                Arguments.of(Item[].class, new Item[] {item, null}),
                Arguments.of(String[][].class, new String[][] {{"a"}, {}}),
                Arguments.of(BigDecimal.class, new BigDecimal("123456789012345678901234567890.1200")),
                Arguments.of(BigDecimal.class, new BigDecimal("1E+1000")),
                Arguments.of(BigDecimal.class, new BigDecimal("-1.00E-900")),
                Arguments.of(BigDecimal.class, BigDecimal.ZERO),
                Arguments.of(BigInteger.class, BigInteger.ONE.shiftLeft(500)),
                Arguments.of(BigInteger.class, BigInteger.ONE.shiftLeft(64).negate()),
                Arguments.of(BigInteger.class, BigInteger.TWO),
                Arguments.of(BigInteger.class, BigInteger.valueOf(-1)),
                Arguments.of(Instant.class, INSTANT),
                Arguments.of(Instant.class, Instant.MAX),
                Arguments.of(Instant.class, Instant.MIN),
                Arguments.of(LocalDate.class, LocalDate.of(2026, 2, 3)),
                Arguments.of(LocalTime.class, LocalTime.of(1, 2, 3, 4)),
                Arguments.of(LocalTime.class, LocalTime.MIDNIGHT),
                Arguments.of(LocalDateTime.class, LocalDateTime.of(2026, 1, 2, 3, 4, 5, 6)),
                Arguments.of(OffsetTime.class, OffsetTime.of(1, 2, 3, 4, ZoneOffset.ofHours(5))),
                Arguments.of(OffsetDateTime.class, INSTANT.atOffset(ZoneOffset.ofHoursMinutes(5, 30))),
                Arguments.of(ZonedDateTime.class, INSTANT.atZone(ZoneId.of("Europe/Berlin"))),
                Arguments.of(ZonedDateTime.class, INSTANT.atZone(ZoneOffset.UTC)),
                Arguments.of(Duration.class, Duration.ofSeconds(-3, 5)),
                Arguments.of(Period.class, Period.of(1, -2, 3)),
                Arguments.of(Year.class, Year.of(-44)),
                Arguments.of(YearMonth.class, YearMonth.of(2026, 7)),
                Arguments.of(MonthDay.class, MonthDay.of(2, 29)),
                Arguments.of(Month.class, Month.MARCH),
                Arguments.of(DayOfWeek.class, DayOfWeek.FRIDAY),
                Arguments.of(ZoneId.class, ZoneId.of("Asia/Tokyo")),
                Arguments.of(ZoneOffset.class, ZoneOffset.ofHours(-3)),
                Arguments.of(Date.class, new Date(1_234_567_890_123L)),
                Arguments.of(UUID.class, new UUID(1, -2)),
                Arguments.of(URI.class, URI.create("https://x/y?z")),
                Arguments.of(URI.class, URI.create("")),
                Arguments.of(Locale.class, Locale.GERMANY),
                Arguments.of(Currency.class, Currency.getInstance("EUR")),
                Arguments.of(Color.class, Color.GREEN),
                Arguments.of(Wrapped.class, new Wrapped("w")),
                Arguments.of(Bean.class, bean),
                Arguments.of(
                        Order.class,
                        new Order(
                                new UUID(3, 4),
                                List.of(item),
                                Optional.of("x"),
                                Color.RED,
                                INSTANT,
                                Map.of("k", item))),
                Arguments.of(Order.class, new Order(null, null, Optional.empty(), null, null, null)),
                Arguments.of(Tree.class, new Tree("r", List.of(new Tree("c", List.of())))),
                Arguments.of(type(new TypeReference<Optional<Item>>() {}), Optional.of(item)),
                Arguments.of(type(new TypeReference<Optional<Item>>() {}), Optional.empty()),
                Arguments.of(OptionalInt.class, OptionalInt.of(3)),
                Arguments.of(OptionalInt.class, OptionalInt.empty()),
                Arguments.of(OptionalLong.class, OptionalLong.of(Long.MAX_VALUE)),
                Arguments.of(OptionalDouble.class, OptionalDouble.of(0.5)),
                Arguments.of(type(new TypeReference<List<String>>() {}), Arrays.asList("a", null, "")),
                Arguments.of(type(new TypeReference<Collection<Item>>() {}), List.of(item)),
                Arguments.of(type(new TypeReference<Set<Color>>() {}), Set.of(Color.RED)),
                Arguments.of(type(new TypeReference<EnumSet<Color>>() {}), EnumSet.allOf(Color.class)),
                Arguments.of(type(new TypeReference<SortedSet<String>>() {}), new TreeSet<>(Set.of("b", "a"))),
                Arguments.of(type(new TypeReference<Map<String, List<Item>>>() {}), Map.of("k", List.of(item))),
                Arguments.of(type(new TypeReference<Map<Integer, String>>() {}), Map.of(-1, "a", 70_000, "b")),
                Arguments.of(type(new TypeReference<Map<Long, String>>() {}), Map.of(Long.MIN_VALUE, "a")),
                Arguments.of(type(new TypeReference<Map<UUID, Color>>() {}), Map.of(new UUID(1, 2), Color.GREEN)),
                Arguments.of(type(new TypeReference<Map<LocalDate, Color>>() {}), Map.of(LocalDate.MIN, Color.GREEN)),
                Arguments.of(type(new TypeReference<Map<Instant, String>>() {}), Map.of(INSTANT, "x")),
                Arguments.of(type(new TypeReference<Map<Color, String>>() {}), Map.of(Color.GREEN, "x")),
                Arguments.of(type(new TypeReference<Map<String, String>>() {}), Map.of("k".repeat(5000), "x")),
                Arguments.of(
                        type(new TypeReference<SortedMap<String, Integer>>() {}),
                        new TreeMap<>(Map.of("a", 1, "b", 2))),
                Arguments.of(
                        type(new TypeReference<EnumMap<Color, Integer>>() {}), new EnumMap<>(Map.of(Color.RED, 1))),
                Arguments.of(type(new TypeReference<Page<Item>>() {}), new Page<>(List.of(item), 1)),
                Arguments.of(
                        type(new TypeReference<Page<Page<String>>>() {}),
                        new Page<>(List.of(new Page<>(List.of("a"), 1)), 1)),
                Arguments.of(String.class, null),
                Arguments.of(void.class, null));
    }

    @ParameterizedTest
    @MethodSource("values")
    void whatIsWrittenIsReadBack(Type type, Object value) {
        assertThat(mapping.problems(type)).isEmpty();
        CborCodec codec = mapping.codec(type);
        CborWriter out = new CborWriter(1 << 20);
        codec.encode(value, out);
        Object read = codec.decode(out.buffer(), 0, out.size());
        assertThat(Objects.deepEquals(read, value)).as("%s", read).isTrue();

        // The same as an argument, between two others.
        CborCodec tuple = mapping.tuple(List.of(int.class, type == void.class ? String.class : type, String.class));
        out.clear();
        out.writeNull();
        tuple.encode(new Object[] {7, value, "end"}, out);
        Object[] arguments = (Object[]) tuple.decode(out.buffer(), 1, out.size() - 1);
        assertThat(arguments).hasSize(3).startsWith(7).endsWith("end");
        assertThat(Objects.deepEquals(arguments[1], value))
                .as("%s", arguments[1])
                .isTrue();
    }

    @Test
    void anAbsentOptionalIsEmptyAndUnknownPropertiesAreIgnored() {
        Order read = (Order) mapping.codec(Order.class).decode(Hex.bytes("a1 61 78 82 01 a0"), 0, 6);
        assertThat(read.note()).isEmpty();
        assertThat(read.items()).isNull();
        Bean bean = (Bean) mapping.codec(Bean.class).decode(Hex.bytes("a0"), 0, 1);
        assertThat(bean.getSize()).isEqualTo(5);
    }

    @Test
    void notANumberIsAFloat() {
        CborWriter out = new CborWriter(100);
        mapping.codec(double.class).encode(Double.NaN, out);
        assertThat(Hex.of(out.toByteArray())).isEqualTo("fb7ff8000000000000");
        assertThat((Double) mapping.codec(double.class).decode(out.buffer(), 0, 9))
                .isNaN();
    }

    @Test
    void aDequeAndItsLikesAreFilled() {
        Type type = type(new TypeReference<Deque<Integer>>() {});
        assertThat((Deque<?>) mapping.codec(type).decode(Hex.bytes("820102"), 0, 3))
                .hasSize(2);
    }

    private static Type type(TypeReference<?> reference) {
        return reference.getType();
    }
}
