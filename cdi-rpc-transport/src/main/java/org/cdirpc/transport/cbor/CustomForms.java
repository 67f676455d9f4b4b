package org.cdirpc.transport.cbor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cdirpc.transport.shape.Definition;
import org.cdirpc.transport.shape.Definition.Custom;
import org.cdirpc.transport.shape.Definition.Fields;
import org.cdirpc.transport.shape.Definition.Subtypes;
import org.cdirpc.transport.shape.Field;
import org.cdirpc.transport.shape.Shape;
import org.cdirpc.transport.shape.Shape.Mapping;
import org.cdirpc.transport.shape.Shape.Maybe;
import org.cdirpc.transport.shape.Shape.Named;
import org.cdirpc.transport.shape.Shape.Sequence;
import org.jspecify.annotations.Nullable;

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

    private String within(Open form, Map<String, Definition> definitions) {
        StringBuilder text = new StringBuilder();
        Set<String> seen = new HashSet<>();
        Deque<String> next = new ArrayDeque<>();
        append(form, text, next);
        while (!next.isEmpty()) {
            String name = next.remove();
            if (seen.add(name)) {
                Open inner = open.get(name);
                Definition definition = definitions.get(name);
                if (inner != null) {
                    text.append(inner.marks());
                    append(inner, text, next);
                } else {
                    text.append(definition).append(';');
                    parts(definition).forEach(shape -> names(shape, next));
                }
            }
        }
        return text.toString();
    }

    private static void append(Open form, StringBuilder text, Deque<String> next) {
        form.fields().forEach(field -> {
            text.append(field).append(';');
            names(field.shape(), next);
        });
        form.shapes().forEach(shape -> {
            text.append(shape).append(';');
            names(shape, next);
        });
    }

    private static List<Shape> parts(@Nullable Definition definition) {
        if (definition instanceof Fields fields) {
            return fields.fields().stream().map(Field::shape).toList();
        }
        return definition instanceof Subtypes types
                ? types.subtypes().values().stream().map(ShapeReader::named).toList()
                : List.of();
    }

    private static void names(Shape shape, Deque<String> names) {
        if (shape instanceof Named named) {
            names.add(named.name());
        } else if (shape instanceof Sequence sequence) {
            names(sequence.element(), names);
        } else if (shape instanceof Maybe maybe) {
            names(maybe.content(), names);
        } else if (shape instanceof Mapping mapping) {
            names(mapping.key(), names);
            names(mapping.value(), names);
        }
    }
}
