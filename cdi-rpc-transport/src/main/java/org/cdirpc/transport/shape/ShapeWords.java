package org.cdirpc.transport.shape;

import java.util.List;
import java.util.Map;
import org.cdirpc.transport.shape.Definition.Constants;
import org.cdirpc.transport.shape.Definition.Custom;
import org.cdirpc.transport.shape.Definition.Subtypes;
import org.cdirpc.transport.shape.Shape.Mapping;
import org.cdirpc.transport.shape.Shape.Maybe;
import org.cdirpc.transport.shape.Shape.Named;
import org.cdirpc.transport.shape.Shape.Nothing;
import org.cdirpc.transport.shape.Shape.Scalar;
import org.cdirpc.transport.shape.Shape.Sequence;
import org.jspecify.annotations.Nullable;

/** Shapes in words for people. */
record ShapeWords(Map<String, Definition> writer, Map<String, Definition> reader) {

    /** So many names are listed; the rest is counted. */
    private static final int MOST = 10;

    String written(Shape shape) {
        return words(shape, writer);
    }

    String read(Shape shape) {
        return words(shape, reader);
    }

    /** What would make two shapes fit that do not. */
    String fix(Shape from, Shape to) {
        if (from instanceof Maybe) {
            return "read it as Optional too";
        }
        if (from instanceof Scalar scalar
                && to instanceof Scalar other
                && ScalarWords.fits(scalar.type(), other.type())) {
            return "keep the primitive where it is written, or read it as one that may be null";
        }
        if (custom(from, writer) || custom(to, reader)) {
            return "keep what the annotations of both sides say the same";
        }
        return "keep the type, or add another field for the new one";
    }

    private static boolean custom(Shape shape, Map<String, Definition> definitions) {
        return shape instanceof Named named && definitions.get(named.name()) instanceof Custom;
    }

    /** Names in one line. */
    static String some(List<String> names) {
        return names.size() <= MOST
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, MOST)) + " and " + (names.size() - MOST) + " more";
    }

    private static String words(Shape shape, Map<String, Definition> definitions) {
        if (shape instanceof Scalar scalar) {
            return scalar.nullable() ? scalar.type() + " or null" : scalar.type();
        }
        if (shape instanceof Sequence sequence) {
            return (sequence.set() ? "set<" : "list<") + words(sequence.element(), definitions) + ">";
        }
        if (shape instanceof Mapping mapping) {
            return "map<" + words(mapping.key(), definitions) + ", " + words(mapping.value(), definitions) + ">";
        }
        if (shape instanceof Maybe maybe) {
            return "optional<" + words(maybe.content(), definitions) + ">";
        }
        if (shape instanceof Named named) {
            return kind(definitions.get(named.name())) + " " + named.name();
        }
        return shape instanceof Nothing ? "nothing" : ShapeText.of(shape) + ", unknown to this release";
    }

    private static String kind(@Nullable Definition definition) {
        if (definition == null) {
            return "undescribed";
        }
        return definition instanceof Constants
                ? "enum"
                : definition instanceof Subtypes ? "one of" : definition instanceof Custom ? "special form" : "object";
    }
}
