package org.cdirpc.transport.cbor;

import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import tools.jackson.core.type.TypeReference;

/** Types that have code, of every kind. */
@SuppressWarnings("UnicodeInCode") // names that are not ASCII are what some of them are for
final class Samples {

    private Samples() {}

    enum Few {
        ONE,
        TWO {
            @Override
            public String toString() {
                return "zwei";
            }
        },
        THREE
    }

    enum Many {
        A,
        B,
        C,
        D,
        E,
        F,
        G,
        H,
        I,
        J,
        K,
        L,
        M,
        N,
        O,
        P,
        Q,
        R,
        S,
        T
    }

    enum Umlaut {
        ÄH,
        ÖH
    }

    record Line(String sku, int quantity, long priceCents) {}

    record Order(long number, String customer, long placedAtMillis, boolean express, List<Line> lines) {}

    record Receipt(long number, long totalCents, String confirmation) {}

    record Single(int a) {}

    record SingleText(String text) {}

    record Unsorted(int zebra, String apple, long mango, boolean banana) {}

    record Primitives(boolean z, byte b, short s, int i, long l, float f, double d, char c) {}

    record Boxes(Boolean z, Byte b, Short s, Integer i, Long l, Float f, Double d, Character c) {}

    record Numbers(BigDecimal price, BigInteger big, List<BigDecimal> more) {}

    record Times(Instant at, LocalDate date, LocalTime time, LocalDateTime both, Duration duration) {}

    record Enums(Few few, Many many, Umlaut umlaut, DayOfWeek day, List<Few> list, Map<String, Many> map) {}

    record Optionals(
            Optional<String> text,
            Optional<Line> line,
            Optional<Integer> number,
            OptionalInt i,
            OptionalLong l,
            OptionalDouble d) {}

    record Arrays(
            int[] ints, long[] longs, double[] doubles, byte[] bytes, String[] texts, Line[] lines, int[][] deep) {}

    record Containers(
            List<String> texts,
            Collection<Integer> numbers,
            Set<Long> set,
            Map<String, Integer> map,
            Map<String, List<Line>> deep,
            List<List<Few>> lists) {}

    record Page<T>(List<T> rows, T first, int total) {}

    record Pair<A, B>(A left, B right) {}

    record Tree(String name, List<Tree> children) {}

    record Chain(int value, Chain next) {}

    record Mutual(int value, List<Other> others, Optional<Other> other) {}

    record Other(String name, Map<String, Mutual> mutuals) {}

    record Shared(Line a, Line b, Single c, List<Line> d, Order e) {}

    record LongNames(
            int aFieldOfSeven, int aFieldOfTwelveOrSo, int aNameThatNeedsMoreThanSixteenBytesToBeWritten, int ä) {}

    record Seven(int abcdefg, int abcdef, int abcde) {}

    record Ids(UUID id, byte[] data, Map<String, UUID> more) {}

    record Compact(int low, int high) {
        Compact {
            if (low > high) {
                throw new IllegalArgumentException("low above high");
            }
        }
    }

    record Other2(String text) {
        Other2 {
            text = text == null ? "" : text;
        }

        @Override
        public String text() {
            return text;
        }

        static Other2 of(String text) {
            return new Other2(text);
        }

        String shouted() {
            return text + "!";
        }
    }

    public record Public(String name, List<Public> more) {}

    interface Named {
        String name();
    }

    record Implements(String name, int size) implements Named, Comparable<Implements> {
        @Override
        public int compareTo(Implements other) {
            return Integer.compare(size, other.size);
        }
    }

    /** Every type, those that are not classes too. */
    static List<Type> types() {
        return List.of(
                Line.class,
                Order.class,
                Receipt.class,
                Single.class,
                SingleText.class,
                Unsorted.class,
                Primitives.class,
                Boxes.class,
                Numbers.class,
                Times.class,
                Enums.class,
                Optionals.class,
                Arrays.class,
                Containers.class,
                type(new TypeReference<Page<String>>() {}),
                type(new TypeReference<Page<Page<Line>>>() {}),
                type(new TypeReference<Pair<Pair<Integer, Few>, Optional<Line>>>() {}),
                Tree.class,
                Chain.class,
                Mutual.class,
                Shared.class,
                LongNames.class,
                Seven.class,
                Ids.class,
                Compact.class,
                Other2.class,
                Public.class,
                Implements.class,
                type(new TypeReference<List<Order>>() {}),
                type(new TypeReference<Map<String, Order>>() {}),
                type(new TypeReference<Optional<List<Line>>>() {}),
                type(new TypeReference<Set<String>>() {}),
                Line[].class,
                Few.class,
                Many.class,
                String.class,
                int.class,
                Long.class,
                double.class,
                float.class,
                byte.class,
                char.class,
                BigDecimal.class,
                BigInteger.class,
                Instant.class,
                LocalTime.class,
                LocalDateTime.class,
                UUID.class,
                byte[].class,
                int[].class,
                OptionalInt.class);
    }

    private static Type type(TypeReference<?> reference) {
        return reference.getType();
    }
}
