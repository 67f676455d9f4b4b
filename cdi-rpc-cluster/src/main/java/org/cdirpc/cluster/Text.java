package org.cdirpc.cluster;

import static org.cdirpc.cluster.ClusterMessages.MESSAGES;

/** Checks of the values that travel in a registry entry, which is a text of lines: none may bring a line of its own. */
final class Text {

    private static final int EXCERPT = 100;

    private Text() {}

    /** The value, if it has from {@code min} to {@code max} characters, none a control character. */
    static String line(String what, String value, int min, int max) {
        boolean fits = value.length() >= min && value.length() <= max;
        for (int i = 0; fits && i < value.length(); i++) {
            char c = value.charAt(i);
            // U+2028/U+2029 end a line in some viewers; lone surrogates cannot be encoded.
            fits = !Character.isISOControl(c) && c != '\u2028' && c != '\u2029' && pairs(value, i);
        }
        if (!fits) {
            throw MESSAGES.text(what, excerpt(value), min, max);
        }
        return value;
    }

    /** The value, if it lies within the range. */
    static long within(String what, long value, long min, long max) {
        if (value < min || value > max) {
            throw MESSAGES.number(what, value, min, max);
        }
        return value;
    }

    /** As much of a foreign text as a message may carry, with nothing in it that could forge a log line. */
    static String excerpt(String value) {
        StringBuilder excerpt = new StringBuilder();
        for (int i = 0; i < Math.min(value.length(), EXCERPT); i++) {
            char c = value.charAt(i);
            excerpt.append(Character.isISOControl(c) ? '?' : c);
        }
        return value.length() > EXCERPT ? excerpt + "..." : excerpt.toString();
    }

    private static boolean pairs(String value, int i) {
        char c = value.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 < value.length() && Character.isLowSurrogate(value.charAt(i + 1));
        }
        return !Character.isLowSurrogate(c) || (i > 0 && Character.isHighSurrogate(value.charAt(i - 1)));
    }
}
