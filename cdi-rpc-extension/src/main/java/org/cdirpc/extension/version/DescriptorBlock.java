package org.cdirpc.extension.version;

import static org.cdirpc.extension.version.VersionMessages.TEXT;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cdirpc.transport.shape.Definition;
import org.cdirpc.transport.shape.Field;
import org.cdirpc.transport.shape.Shape;
import org.cdirpc.transport.shape.ShapeText;

/** A line that is not indented with the indented ones behind it. */
final class DescriptorBlock {

    private static final int MOST_EXCERPT = 80;

    private record Line(int number, String text, List<String> words) {

        static Line of(int number, String text) {
            try {
                return new Line(number, text, Words.of(text));
            } catch (IllegalArgumentException badQuote) {
                throw DescriptorBlock.malformed(number, text, String.valueOf(badQuote.getMessage()));
            }
        }

        String keyword() {
            return words.get(0);
        }

        String word(int index, String expected) {
            if (index >= words.size()) {
                throw malformed(keyword() + " and " + expected);
            }
            return words.get(index);
        }

        IllegalArgumentException malformed(String expected) {
            return DescriptorBlock.malformed(number, text, expected);
        }
    }

    private final Line first;
    private final List<Line> lines = new ArrayList<>();

    DescriptorBlock(int number, String text) {
        this.first = Line.of(number, text);
    }

    void add(int number, String text) {
        lines.add(Line.of(number, text));
    }

    String keyword() {
        return first.keyword();
    }

    String word(int index, String expected) {
        return first.word(index, expected);
    }

    IllegalArgumentException malformed(String expected) {
        return first.malformed(expected);
    }

    static IllegalArgumentException malformed(int number, String line, String expected) {
        return new IllegalArgumentException(TEXT.malformed(number, excerpt(line.strip()), expected));
    }

    static String excerpt(String text) {
        String begin = text.length() <= MOST_EXCERPT ? text : text.substring(0, MOST_EXCERPT) + "...";
        return Words.quoted(begin).equals(begin) ? begin : begin.replaceAll("\\p{Cntrl}", "?");
    }

    MethodDescriptor method() {
        String name = word(1, "a name");
        List<Shape> parameters = new ArrayList<>();
        List<String> hints = new ArrayList<>();
        List<String> names = new ArrayList<>();
        Shape result = new Shape.Nothing();
        boolean oneWay = false;
        boolean idempotent = false;
        SortedMap<String, String> exceptions = new TreeMap<>();
        for (Line line : lines) {
            switch (line.keyword()) {
                case "takes" -> {
                    parameters.add(shape(line, 1));
                    hints.add(line.word(2, "a shape and a class name"));
                    names.add(line.words().size() > 3 ? line.words().get(3) : "");
                }
                case "returns" -> result = shape(line, 1);
                case "throws" -> exceptions.put(line.word(1, "a name and a type"), line.word(2, "a name and a type"));
                case "idempotent" -> idempotent = true;
                case "one-way" -> oneWay = true;
                default -> {
                    // Of a later release.
                }
            }
        }
        return new MethodDescriptor(
                name,
                parameters,
                hints,
                names,
                result,
                oneWay,
                idempotent,
                Collections.unmodifiableSortedMap(exceptions));
    }

    private static Shape shape(Line line, int index) {
        String text = line.word(index, "a shape");
        try {
            return ShapeText.parse(text);
        } catch (IllegalArgumentException notAShape) {
            throw line.malformed("a shape: " + notAShape.getMessage());
        }
    }

    Definition type() {
        String name = word(1, "a name and a kind");
        return switch (word(2, "a name and a kind")) {
            case "constants" -> new Definition.Constants(name, all("constant"), one("fallback"));
            case "fields" -> new Definition.Fields(name, fields());
            case "subtypes" -> subtypes(name);
            case "custom" -> new Definition.Custom(name, one("form"));
            default -> new Definition.Custom(name, unknown());
        };
    }

    /** A kind of definition that only a later release knows fits what is written likewise. */
    private String unknown() {
        StringBuilder form = new StringBuilder(
                String.join(" ", first.words().subList(2, first.words().size())));
        lines.forEach(line -> form.append('\n').append(line.text()));
        return form.toString();
    }

    private List<String> all(String keyword) {
        List<String> values = new ArrayList<>();
        for (Line line : lines) {
            if (line.keyword().equals(keyword)) {
                values.add(line.word(1, "a name"));
            }
        }
        return values;
    }

    private String one(String keyword) {
        List<String> values = all(keyword);
        return values.isEmpty() ? "" : values.get(values.size() - 1);
    }

    private Definition subtypes(String name) {
        SortedMap<String, String> subtypes = new TreeMap<>();
        for (Line line : lines) {
            if (line.keyword().equals("subtype")) {
                subtypes.put(line.word(1, "a name and a type"), line.word(2, "a name and a type"));
            }
        }
        return new Definition.Subtypes(
                name, one("property"), Collections.unmodifiableSortedMap(subtypes), one("fallback"));
    }

    private List<Field> fields() {
        List<Field> fields = new ArrayList<>();
        for (Line line : lines) {
            if (line.keyword().equals("field")) {
                fields.add(field(line));
            }
        }
        return fields;
    }

    private static Field field(Line line) {
        String name = line.word(1, "a name and a shape");
        Shape shape = shape(line, 2);
        Field.Presence presence = Field.Presence.ORDINARY;
        boolean written = true;
        boolean read = true;
        List<String> aliases = new ArrayList<>();
        for (int i = 3; i < line.words().size(); i++) {
            switch (line.words().get(i)) {
                case "required" -> presence = Field.Presence.REQUIRED;
                case "optional" -> presence = Field.Presence.OPTIONAL;
                case "sparse" -> presence = Field.Presence.SPARSE;
                case "not-written" -> written = false;
                case "not-read" -> read = false;
                case "alias" -> aliases.add(line.word(++i, "a name, a shape and an alias"));
                default -> {
                    // Of a later release.
                }
            }
        }
        return new Field(name, shape, presence, written, read, aliases);
    }
}
