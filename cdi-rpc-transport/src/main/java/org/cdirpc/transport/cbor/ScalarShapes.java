package org.cdirpc.transport.cbor;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Currency;
import java.util.Date;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import org.cdirpc.transport.shape.Shape;
import org.cdirpc.transport.shape.Shape.Maybe;
import org.cdirpc.transport.shape.Shape.Scalar;
import org.cdirpc.transport.shape.Shape.Sequence;
import org.jspecify.annotations.Nullable;

/** The shapes of all types that {@link Accept} knows, and of arrays of primitives. */
final class ScalarShapes {

    private static final Map<Class<?>, Shape> ALL = all();

    private ScalarShapes() {}

    /** The shape of a type; null if that is no scalar. */
    static @Nullable Shape of(Class<?> type) {
        return ALL.get(type);
    }

    private static Map<Class<?>, Shape> all() {
        Map<Class<?>, Shape> all = new HashMap<>();
        primitive(all, "bool", boolean.class, Boolean.class, boolean[].class);
        primitive(all, "int8", byte.class, Byte.class, null);
        primitive(all, "int16", short.class, Short.class, short[].class);
        primitive(all, "int32", int.class, Integer.class, int[].class);
        primitive(all, "int64", long.class, Long.class, long[].class);
        primitive(all, "float32", float.class, Float.class, float[].class);
        primitive(all, "float64", double.class, Double.class, double[].class);
        primitive(all, "char", char.class, Character.class, null);
        all.put(OptionalInt.class, new Maybe(new Scalar("int32", false)));
        all.put(OptionalLong.class, new Maybe(new Scalar("int64", false)));
        all.put(OptionalDouble.class, new Maybe(new Scalar("float64", false)));
        Map.ofEntries(
                        Map.entry("text", String.class),
                        Map.entry("bytes", byte[].class),
                        Map.entry("integer", BigInteger.class),
                        Map.entry("decimal", BigDecimal.class),
                        Map.entry("uuid", UUID.class),
                        Map.entry("uri", URI.class),
                        Map.entry("currency", Currency.class),
                        Map.entry("locale", Locale.class),
                        Map.entry("instant", Instant.class),
                        Map.entry("date", LocalDate.class),
                        Map.entry("time", LocalTime.class),
                        Map.entry("datetime", LocalDateTime.class),
                        Map.entry("offset-datetime", OffsetDateTime.class),
                        Map.entry("zoned-datetime", ZonedDateTime.class),
                        Map.entry("offset-time", OffsetTime.class),
                        Map.entry("month-day", MonthDay.class),
                        Map.entry("year-month", YearMonth.class),
                        Map.entry("year", Year.class),
                        Map.entry("period", Period.class),
                        Map.entry("duration", Duration.class),
                        Map.entry("zone", ZoneId.class),
                        Map.entry("zone-offset", ZoneOffset.class),
                        Map.entry("date-util", Date.class))
                .forEach((word, type) -> all.put(type, new Scalar(word, false)));
        all.put(char[].class, new Scalar("text", false));
        return Map.copyOf(all);
    }

    private static void primitive(
            Map<Class<?>, Shape> all, String word, Class<?> type, Class<?> box, @Nullable Class<?> array) {
        all.put(type, new Scalar(word, false));
        all.put(box, new Scalar(word, true));
        if (array != null) {
            all.put(array, new Sequence(new Scalar(word, false), false));
        }
    }
}
