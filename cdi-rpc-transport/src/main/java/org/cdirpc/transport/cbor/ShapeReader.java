package org.cdirpc.transport.cbor;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cdirpc.transport.shape.Definition;
import org.cdirpc.transport.shape.Field;
import org.cdirpc.transport.shape.Field.Presence;
import org.cdirpc.transport.shape.Shape;
import org.cdirpc.transport.shape.Shape.Mapping;
import org.cdirpc.transport.shape.Shape.Maybe;
import org.cdirpc.transport.shape.Shape.Named;
import org.cdirpc.transport.shape.Shape.Nothing;
import org.cdirpc.transport.shape.Shape.Scalar;
import org.cdirpc.transport.shape.Shape.Sequence;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectMapper;

/**
 * What values of types look like, as the codecs of one {@link CborMapping} write and read them. One reader per contract:
 * names of definitions depend on what it was asked before, and on nothing else. Not thread-safe.
 */
public final class ShapeReader {

    private final CborMapping mapping;
    private final ObjectMapper mapper;
    private final DefinitionNames names = new DefinitionNames();
    private final Map<String, Definition> found = new TreeMap<>();
    private final CustomForms customs = new CustomForms();
    private final OwnTypes own;

    ShapeReader(CborMapping mapping, ObjectMapper mapper) {
        this.mapping = mapping;
        this.mapper = mapper;
        this.own = new OwnTypes(this, mapper, names, customs);
    }

    /**
     * The shape of a type; {@link Nothing} for void.
     *
     * @param type fully resolved, as of {@link CborMapping#codec}
     * @throws UnsupportedTypeException if {@link CborMapping#problems} finds any
     */
    public Shape of(Type type) {
        if (type == void.class || type == Void.class) {
            return new Nothing();
        }
        mapping.requireNone(type);
        return of(mapper.constructType(type));
    }

    /**
     * The name of the definition of an exception class: its message and its own properties, as {@link ThrowableCodec}
     * writes them.
     *
     * @throws UnsupportedTypeException if {@link CborMapping#throwableProblems} finds any
     */
    public String ofThrowable(Class<? extends Throwable> type) {
        String known = names.known(type);
        if (known != null) {
            return known;
        }
        ThrowableShape shape = new ThrowableShape(mapper, type);
        CborMapping.requireNone(type, shape.problems());
        String name = names.give(type, type.getSimpleName());
        Map<String, Field> fields = new TreeMap<>();
        fields.put(
                ThrowableShape.MESSAGE,
                new Field(ThrowableShape.MESSAGE, new Scalar("text", false), Presence.ORDINARY, true, true, List.of()));
        new TreeMap<>(shape.getters()).forEach((property, getter) -> fields.put(property, field(property, getter)));
        define(new Definition.Fields(name, new ArrayList<>(fields.values())));
        return name;
    }

    private Field field(String name, Method getter) {
        Class<?> type = getter.getReturnType();
        Presence presence = type.isPrimitive()
                ? Presence.REQUIRED
                : ObjectFields.isOptional(type) || NullableMarks.on(getter) ? Presence.OPTIONAL : Presence.ORDINARY;
        return new Field(
                name, of(mapper.constructType(getter.getGenericReturnType())), presence, true, true, List.of());
    }

    /** Every definition that a shape which was asked for names, and those that these name in turn. */
    public SortedMap<String, Definition> definitions() {
        SortedMap<String, Definition> all = new TreeMap<>(found);
        customs.all(found).forEach(custom -> all.put(custom.name(), custom));
        return all;
    }

    void define(Definition definition) {
        found.put(definition.name(), definition);
    }

    Shape of(JavaType type) {
        Class<?> raw = type.getRawClass();
        Shape scalar = ScalarShapes.of(raw);
        if (scalar != null) {
            return scalar;
        }
        if (type.isReferenceType()) {
            return new Maybe(nonNull(of(type.getContentType())));
        }
        if (type.isMapLikeType() && KnownTypes.isContainer(raw)) {
            return new Mapping(nonNull(of(type.getKeyType())), of(type.getContentType()));
        }
        if (type.isArrayType() || KnownTypes.isContainer(raw)) {
            return new Sequence(of(type.getContentType()), Set.class.isAssignableFrom(raw));
        }
        return own.of(type);
    }

    /** Where null is nothing, or cannot be. */
    private static Shape nonNull(Shape shape) {
        return shape instanceof Scalar scalar ? new Scalar(scalar.type(), false) : shape;
    }

    static Shape named(String name) {
        return new Named(name);
    }
}
