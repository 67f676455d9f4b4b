package org.cdirpc.transport.cbor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cdirpc.transport.shape.Definition;
import org.cdirpc.transport.shape.Definition.Constants;
import org.cdirpc.transport.shape.Definition.Custom;
import org.cdirpc.transport.shape.Definition.Fields;
import org.cdirpc.transport.shape.Definition.Subtypes;
import org.cdirpc.transport.shape.Field;
import org.cdirpc.transport.shape.Shape;
import org.cdirpc.transport.shape.Shape.Mapping;
import org.cdirpc.transport.shape.Shape.Maybe;
import org.cdirpc.transport.shape.Shape.Named;
import org.cdirpc.transport.shape.Shape.Sequence;
import org.cdirpc.transport.shape.ShapeText;

/**
 * Forms that shapes cannot say. Their texts are compared and nothing else, so a digest of all that is within them is part
 * of each: it can be made only when that is known, which for types that contain each other is at the end.
 */
final class CustomForms {

    private final Map<String, Open> open = new LinkedHashMap<>();

    /**
     * A form and what is known to be within it.
     *
     * @param marks what is said of it in words
     */
    private record Open(String marks, List<Field> fields, List<Shape> shapes) {}

    void add(String name, String marks, List<Field> fields, List<Shape> shapes) {
        open.put(name, new Open(marks, fields, shapes));
    }

    /** All of them; the definitions are those of other forms. */
    Collection<Custom> all(Map<String, Definition> definitions) {
        List<Custom> all = new ArrayList<>();
        open.forEach((name, form) -> {
            String within = within(form, definitions);
            all.add(new Custom(
                    name,
                    form.marks()
                            + (within.isEmpty()
                                    ? ""
                                    : " #" + ShapeDigest.of(within).substring(0, 16))));
        });
        return all;
    }

    /** In words that are the same whatever the types in it are called: each by the number in which it is met. */
    private String within(Open form, Map<String, Definition> definitions) {
        StringBuilder text = new StringBuilder();
        List<String> met = new ArrayList<>();
        append(form, text, met);
        // Grows while it is walked.
        for (int i = 0; i < met.size(); i++) {
            Open inner = open.get(met.get(i));
            Definition definition = definitions.get(met.get(i));
            text.append(i).append('=');
            if (inner != null) {
                text.append(inner.marks()).append(';');
                append(inner, text, met);
            } else if (definition instanceof Fields fields) {
                fields.fields().forEach(field -> append(field, text, met));
            } else if (definition instanceof Constants constants) {
                text.append(constants.constants().stream().sorted().toList())
                        .append(constants.fallback())
                        .append(';');
            } else if (definition instanceof Subtypes types) {
                text.append(types.property()).append(';');
                types.subtypes()
                        .forEach((word, type) -> text.append(word)
                                .append(':')
                                .append(number(type, met))
                                .append(';'));
                text.append(types.fallback()).append(';');
            }
        }
        return text.toString();
    }

    private static void append(Open form, StringBuilder text, List<String> met) {
        form.fields().forEach(field -> append(field, text, met));
        form.shapes()
                .forEach(
                        shape -> text.append(ShapeText.of(numbered(shape, met))).append(';'));
    }

    private static void append(Field field, StringBuilder text, List<String> met) {
        text.append(field.name())
                .append(':')
                .append(ShapeText.of(numbered(field.shape(), met)))
                .append(field.presence())
                .append(field.written())
                .append(field.read())
                .append(field.aliases())
                .append(';');
    }

    private static Shape numbered(Shape shape, List<String> met) {
        if (shape instanceof Named named) {
            return ShapeReader.named(Integer.toString(number(named.name(), met)));
        }
        if (shape instanceof Sequence sequence) {
            return new Sequence(numbered(sequence.element(), met), sequence.set());
        }
        if (shape instanceof Maybe maybe) {
            return new Maybe(numbered(maybe.content(), met));
        }
        return shape instanceof Mapping mapping
                ? new Mapping(numbered(mapping.key(), met), numbered(mapping.value(), met))
                : shape;
    }

    private static int number(String name, List<String> met) {
        int known = met.indexOf(name);
        if (known < 0) {
            met.add(name);
        }
        return known < 0 ? met.size() - 1 : known;
    }
}
