package org.cdirpc.transport.shape;

import org.cdirpc.transport.shape.Shape.Mapping;
import org.cdirpc.transport.shape.Shape.Maybe;
import org.cdirpc.transport.shape.Shape.Named;
import org.cdirpc.transport.shape.Shape.Nothing;
import org.cdirpc.transport.shape.Shape.Scalar;
import org.cdirpc.transport.shape.Shape.Sequence;
import org.cdirpc.transport.shape.Shape.Unknown;

/**
 * Shapes as text: {@code void}, a scalar's word with {@code ?} behind it if it may be null where Java's primitive may not,
 * {@code list<...>}, {@code set<...>}, {@code map<...,...>}, {@code optional<...>}, and {@code #} before the name of a
 * definition. One text for one shape, without spaces. Words that this release does not know are kept as they are.
 */
public final class ShapeText {

    /** Characters of the longest text that is read. */
    public static final int LONGEST = 10_000;

    /** How many levels of {@code <} are read; {@code TypeCheck} allows types no deeper. */
    private static final int DEEPEST = 100;

    private final String text;
    private int at;
    private int depth;

    private ShapeText(String text) {
        this.text = text;
    }

    /** The text of a shape. */
    public static String of(Shape shape) {
        if (shape instanceof Scalar scalar) {
            return scalar.nullable() ? scalar.type() + "?" : scalar.type();
        }
        if (shape instanceof Sequence sequence) {
            return (sequence.set() ? "set<" : "list<") + of(sequence.element()) + ">";
        }
        if (shape instanceof Mapping mapping) {
            return "map<" + of(mapping.key()) + "," + of(mapping.value()) + ">";
        }
        if (shape instanceof Maybe maybe) {
            return "optional<" + of(maybe.content()) + ">";
        }
        if (shape instanceof Named named) {
            return "#" + named.name();
        }
        return shape instanceof Unknown unknown ? unknown.text() : "void";
    }

    /**
     * Reads a text that {@link #of} of this or a later release wrote.
     *
     * @throws IllegalArgumentException if it is malformed, longer than {@link #LONGEST} or too deep
     */
    public static Shape parse(String text) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("CDIRPC110600: a shape of " + text.length()
                    + " characters (expected: at most " + LONGEST + "); it is not from a contract");
        }
        ShapeText reading = new ShapeText(text);
        Shape shape = reading.shape();
        if (reading.at < text.length()) {
            throw reading.malformed("the end");
        }
        return shape;
    }

    /** Whether a text can be the name of a definition: letters and digits of ASCII, and any of {@code _ . $ -}. */
    public static boolean isName(String text) {
        return !text.isEmpty() && text.chars().allMatch(ShapeText::isNameCharacter);
    }

    private Shape shape() {
        int start = at;
        if (peek() == '#') {
            at++;
            return new Named(word("the name of a definition"));
        }
        String word = word("a word of letters, digits and -, or #");
        if (peek() == '<' && !ScalarWords.isKnown(word) && !word.equals("void")) {
            return container(word, start);
        }
        boolean nullable = peek() == '?';
        if (nullable) {
            at++;
        }
        if (word.equals("void") && !nullable) {
            return new Nothing();
        }
        return ScalarWords.isKnown(word) ? new Scalar(word, nullable) : new Unknown(text.substring(start, at));
    }

    private Shape container(String word, int start) {
        at++;
        if (++depth > DEEPEST) {
            throw malformed("at most " + DEEPEST + " levels");
        }
        Shape first = shape();
        Shape second = null;
        boolean more = false;
        while (peek() == ',') {
            at++;
            more = second != null;
            second = shape();
        }
        if (peek() != '>') {
            throw malformed(", or >");
        }
        at++;
        depth--;
        if (second == null && peek() != '?') {
            switch (word) {
                case "list", "set" -> {
                    return new Sequence(first, word.equals("set"));
                }
                case "optional" -> {
                    return new Maybe(first);
                }
                default -> {
                    return unknown(start);
                }
            }
        }
        return second != null && !more && word.equals("map") && peek() != '?'
                ? new Mapping(first, second)
                : unknown(start);
    }

    private Shape unknown(int start) {
        if (peek() == '?') {
            at++;
        }
        return new Unknown(text.substring(start, at));
    }

    private String word(String expected) {
        int start = at;
        while (at < text.length() && isNameCharacter(text.charAt(at))) {
            at++;
        }
        if (at == start) {
            throw malformed(expected);
        }
        return text.substring(start, at);
    }

    private int peek() {
        return at < text.length() ? text.charAt(at) : -1;
    }

    private static boolean isNameCharacter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "_.$-".indexOf(c) >= 0;
    }

    private IllegalArgumentException malformed(String expected) {
        String excerpt = text.length() <= 60 ? text : text.substring(0, 60) + "...";
        return new IllegalArgumentException("CDIRPC110601: the shape \"" + excerpt + "\" at character " + at
                + " (expected: " + expected + "); a descriptor is read as a release wrote it");
    }
}
