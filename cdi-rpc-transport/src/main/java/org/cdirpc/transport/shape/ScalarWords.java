package org.cdirpc.transport.shape;

import java.util.Map;
import java.util.Set;

/**
 * The words of scalars, which are part of descriptors that every release reads: one for each form that a Java type gives
 * to its values. {@code boolean} is bool; {@code byte, short, int, long} are int8 to int64, {@code BigInteger} integer;
 * {@code float, double} are float32 and float64, {@code BigDecimal} decimal; {@code char} is char, {@code String} and
 * {@code char[]} text, {@code byte[]} bytes; {@code java.util.Date} is date-util, {@code ZoneOffset} zone-offset; the
 * others are named after their classes.
 */
final class ScalarWords {

    static final String TEXT = "text";

    private static final Set<String> ALL = Set.of(
            "bool",
            "int8",
            "int16",
            "int32",
            "int64",
            "integer",
            "float32",
            "float64",
            "decimal",
            "char",
            TEXT,
            "bytes",
            "uuid",
            "uri",
            "currency",
            "locale",
            "instant",
            "date",
            "time",
            "datetime",
            "offset-datetime",
            "zoned-datetime",
            "offset-time",
            "month-day",
            "year-month",
            "year",
            "period",
            "duration",
            "zone",
            "zone-offset",
            "date-util");

    /** For each word those of the types that read all of its values as equal ones, besides itself. */
    private static final Map<String, Set<String>> WIDER = Map.of(
            "int8", Set.of("int16", "int32", "int64", "integer", "decimal", "float32", "float64"),
            "int16", Set.of("int32", "int64", "integer", "decimal", "float32", "float64"),
            "int32", Set.of("int64", "integer", "decimal", "float64"),
            "int64", Set.of("integer", "decimal"),
            "integer", Set.of("decimal"),
            "float32", Set.of("float64"),
            "char", Set.of(TEXT),
            "uri", Set.of(TEXT));

    private ScalarWords() {}

    /** Whether this release knows a word. */
    static boolean isKnown(String word) {
        return ALL.contains(word);
    }

    /** Whether every value of one type is read as an equal one of the other. */
    static boolean fits(String written, String read) {
        return written.equals(read) || WIDER.getOrDefault(written, Set.of()).contains(read);
    }
}
