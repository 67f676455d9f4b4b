package org.cdirpc.extension.node;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times and sizes: numbers with a unit. */
final class RpcConfigAmounts {

    private static final Pattern TIME = Pattern.compile("(\\d{1,12})\\s*(ms|s|m|h)");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,12})\\s*(B|KiB|MiB|GiB)?", Pattern.CASE_INSENSITIVE);

    private RpcConfigAmounts() {}

    /** Times such as {@code 500ms} or {@code PT0.5S}; the limits are written the same way. */
    static RpcConfigType<Duration> time(String min, String max) {
        Duration least = time(min);
        Duration most = time(max);
        return new RpcConfigType<>(
                "a time from " + min + " to " + max + ", such as 500ms, 3s, 1m, 2h or ISO-8601 PT3S", text -> {
                    Duration value = time(text);
                    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
                        throw new IllegalArgumentException(text);
                    }
                    return value;
                });
    }

    /** Sizes in bytes such as {@code 64KiB}; the limits are written the same way. */
    static RpcConfigType<Integer> size(String min, String max) {
        long least = size(min);
        long most = size(max);
        return new RpcConfigType<>(
                "a size from " + min + " to " + max + ", such as 64KiB, 8MiB or a plain number of bytes", text -> {
                    long value = size(text);
                    if (value < least || value > most) {
                        throw new IllegalArgumentException(text);
                    }
                    return Math.toIntExact(value);
                });
    }

    private static Duration time(String text) {
        Matcher matcher = TIME.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            return iso(text);
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
    }

    private static Duration iso(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static long size(String text) {
        Matcher matcher = SIZE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(text);
        }
        String unit = matcher.group(2) == null ? "b" : matcher.group(2).toLowerCase(Locale.ROOT);
        int shift = switch (unit) {
            case "kib" -> 10;
            case "mib" -> 20;
            case "gib" -> 30;
            default -> 0;
        };
        return Math.multiplyExact(Long.parseLong(matcher.group(1)), 1L << shift);
    }
}
