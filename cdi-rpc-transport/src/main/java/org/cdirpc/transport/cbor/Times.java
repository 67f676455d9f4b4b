package org.cdirpc.transport.cbor;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Times as text, in the ISO 8601 forms in which the databind library writes them. */
final class Times {

    private Times() {}

    static void write(CborWriter out, @Nullable Instant value) {
        Scalars.write(out, value == null ? null : value.toString());
    }

    static void write(CborWriter out, @Nullable LocalDate value) {
        Scalars.write(out, value == null ? null : value.toString());
    }

    static void write(CborWriter out, @Nullable LocalTime value) {
        Scalars.write(out, value == null ? null : DateTimeFormatter.ISO_LOCAL_TIME.format(value));
    }

    static void write(CborWriter out, @Nullable LocalDateTime value) {
        Scalars.write(out, value == null ? null : DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(value));
    }

    static void write(CborWriter out, @Nullable Duration value) {
        Scalars.write(out, value == null ? null : value.toString());
    }

    static @Nullable Instant readInstant(CborCursor in) {
        return read(in, Times::instant, "a point in time");
    }

    static @Nullable LocalDate readLocalDate(CborCursor in) {
        return read(in, LocalDate::parse, "a date");
    }

    static @Nullable LocalTime readLocalTime(CborCursor in) {
        return read(in, LocalTime::parse, "a time of day");
    }

    static @Nullable LocalDateTime readLocalDateTime(CborCursor in) {
        return read(in, LocalDateTime::parse, "a date and time");
    }

    static @Nullable Duration readDuration(CborCursor in) {
        return read(in, Duration::parse, "a duration");
    }

    /** As {@link Accept#TIMESTAMP}: the parser alone would take a small t between date and time. */
    private static Instant instant(String text) {
        if (text.indexOf('T') <= 0) {
            throw new DateTimeException("CDIRPC110505: no T (expected: date, T, time); to be caught");
        }
        return Instant.parse(text);
    }

    private static <T> @Nullable T read(CborCursor in, Function<String, T> parser, String what) {
        if (in.tryNull()) {
            return null;
        }
        int at = in.position();
        String text = in.readText();
        try {
            return parser.apply(text);
        } catch (DateTimeException e) {
            throw in.faultAt(at, what + " in the form of ISO 8601");
        }
    }
}
