package org.cdirpc.extension.node;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the values of a key look like.
 *
 * @param expected in words, for messages and the table of keys
 * @param parser throws {@link IllegalArgumentException} for everything else
 */
record RpcConfigType<T>(String expected, Function<String, T> parser) {

    /** Reads a value, without the blanks around it. */
    T parse(String text) {
        try {
            return parser.apply(text.strip());
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    static RpcConfigType<Boolean> bool() {
        return new RpcConfigType<>("true or false", text -> switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        });
    }

    static RpcConfigType<Integer> number(int min, int max) {
        return new RpcConfigType<>("a whole number from " + min + " to " + max, text -> {
            int value = Integer.parseInt(text);
            if (value < min || value > max) {
                throw new IllegalArgumentException(text);
            }
            return value;
        });
    }

    static RpcConfigType<OptionalInt> optionalNumber(int min, int max) {
        RpcConfigType<Integer> number = number(min, max);
        return new RpcConfigType<>(number.expected, text -> OptionalInt.of(number.parse(text)));
    }

    static RpcConfigType<String> text(String expected, String regex) {
        return new RpcConfigType<>(expected, text -> {
            if (!text.matches(regex)) {
                throw new IllegalArgumentException(text);
            }
            return text;
        });
    }

    static RpcConfigType<String> host() {
        RpcConfigType<String> written = text(
                "a host name or an IP address without port, an IPv6 address with or without brackets",
                "[\\p{Alnum}._-]+|[0-9a-fA-F:.%]+|\\[[0-9a-fA-F:.%]+]");
        return new RpcConfigType<>(
                written.expected(),
                text -> RpcConfigAddress.withoutBrackets(written.parser().apply(text)));
    }

    static <E extends Enum<E>> RpcConfigType<E> choice(Class<E> type) {
        return choice(EnumSet.allOf(type));
    }

    /** All constants but one. */
    static <E extends Enum<E>> RpcConfigType<E> choice(Class<E> type, E except) {
        EnumSet<E> values = EnumSet.allOf(type);
        values.remove(except);
        return choice(values);
    }

    private static <E extends Enum<E>> RpcConfigType<E> choice(Set<E> values) {
        String words = values.stream().map(RpcConfigType::word).collect(Collectors.joining(", "));
        return new RpcConfigType<>(
                "one of " + words,
                text -> values.stream()
                        .filter(value -> word(value).equals(text.toLowerCase(Locale.ROOT)))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException(text)));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** Makes an empty text mean nothing. */
    <R> RpcConfigType<Optional<R>> optional(Function<T, R> use) {
        return new RpcConfigType<>(
                expected, text -> text.isEmpty() ? Optional.empty() : Optional.of(use.apply(parse(text))));
    }
}
