package org.cdirpc.transport.cbor;

import java.lang.reflect.Type;
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
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonParser.NumberType;
import tools.jackson.core.JsonToken;

/** The one form in which a scalar type travels, and its word in signatures. */
enum Accept {
    BOOL("bool"),
    INT("int"),
    BYTE("int"),
    FLOAT("float"),
    DECIMAL("decimal"),
    TEXT("text"),
    CHARACTER("text"),
    BYTES("bytes"),
    TIME("time"),
    /** A point in time: a date, a T, a time. The library would read numeric text as seconds. */
    TIMESTAMP("time"),
    YEAR("time");

    private static final Map<Type, Accept> BY_TYPE = scalars();

    private final String kind;

    Accept(String kind) {
        this.kind = kind;
    }

    /** The word of this form in signatures. */
    String kind() {
        return kind;
    }

    /** The form of a scalar type; null for every type that is not a scalar. */
    static @Nullable Accept of(Type type) {
        return BY_TYPE.get(type);
    }

    /** Whether the parser's current token is of this form. */
    boolean matches(JsonParser parser) {
        JsonToken token = parser.currentToken();
        return switch (this) {
            case BOOL -> token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE;
            case INT, YEAR -> token == JsonToken.VALUE_NUMBER_INT;
            case BYTE ->
                token == JsonToken.VALUE_NUMBER_INT
                        && parser.getNumberType() != NumberType.BIG_INTEGER
                        && parser.getLongValue() == (byte) parser.getLongValue();
            case FLOAT -> isFloat(parser, token);
            case DECIMAL -> token == JsonToken.VALUE_NUMBER_INT || isDecimal(parser, token);
            case TEXT, TIME -> token == JsonToken.VALUE_STRING;
            case CHARACTER -> token == JsonToken.VALUE_STRING && parser.getStringLength() == 1;
            case TIMESTAMP ->
                token == JsonToken.VALUE_STRING && parser.getString().indexOf('T') > 0;
            case BYTES -> token == JsonToken.VALUE_EMBEDDED_OBJECT;
        };
    }

    /** A float, or an integer of at most 64 bits; a decimal or a big integer could become infinite. */
    static boolean isFloat(JsonParser parser, @Nullable JsonToken token) {
        if (token == JsonToken.VALUE_NUMBER_INT) {
            return parser.getNumberType() != NumberType.BIG_INTEGER;
        }
        return token == JsonToken.VALUE_NUMBER_FLOAT && parser.getNumberType() != NumberType.BIG_DECIMAL;
    }

    private static boolean isDecimal(JsonParser parser, @Nullable JsonToken token) {
        return token == JsonToken.VALUE_NUMBER_FLOAT && parser.getNumberType() == NumberType.BIG_DECIMAL;
    }

    private static Map<Type, Accept> scalars() {
        Map<Type, Accept> types = new HashMap<>();
        put(types, BOOL, boolean.class, Boolean.class);
        put(types, INT, short.class, Short.class, int.class, Integer.class, long.class, Long.class, BigInteger.class);
        put(types, INT, OptionalInt.class, OptionalLong.class);
        put(types, BYTE, byte.class, Byte.class);
        put(types, FLOAT, float.class, Float.class, double.class, Double.class, OptionalDouble.class);
        put(types, DECIMAL, BigDecimal.class);
        put(types, TEXT, String.class, char[].class, URI.class, Currency.class, Locale.class);
        put(types, CHARACTER, char.class, Character.class);
        put(types, BYTES, byte[].class, UUID.class);
        put(types, TIME, LocalDate.class, LocalTime.class, LocalDateTime.class, OffsetTime.class, MonthDay.class);
        put(types, TIME, YearMonth.class, Period.class, Duration.class, ZoneId.class, ZoneOffset.class);
        put(types, TIMESTAMP, Instant.class, OffsetDateTime.class, ZonedDateTime.class, Date.class);
        put(types, YEAR, Year.class);
        return Map.copyOf(types);
    }

    private static void put(Map<Type, Accept> types, Accept accept, Type... accepted) {
        for (Type type : accepted) {
            types.put(type, accept);
        }
    }
}
