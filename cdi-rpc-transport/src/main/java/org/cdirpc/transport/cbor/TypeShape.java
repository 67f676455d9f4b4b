package org.cdirpc.transport.cbor;

import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.ClassIntrospector;

/** The form of a type on the wire, in words without Java's names. */
final class TypeShape {

    private final ObjectMapper mapper;
    private final Map<JavaType, String> known;

    /** Looks up what is known, and adds to it. */
    TypeShape(ObjectMapper mapper, Map<JavaType, String> known) {
        this.mapper = mapper;
        this.known = known;
    }

    String kind(JavaType type) {
        return kind(type, 0);
    }

    private String kind(JavaType type, int depth) {
        String before = known.get(type);
        if (before != null) {
            return before;
        }
        String kind = find(type, depth);
        known.put(type, kind);
        return kind;
    }

    private String find(JavaType type, int depth) {
        Class<?> raw = type.getRawClass();
        if (raw == void.class || raw == Void.class) {
            return "void";
        }
        Accept scalar = Accept.of(raw);
        if (scalar != null) {
            boolean optional = raw.getSimpleName().startsWith("Optional");
            return optional ? "optional<" + scalar.kind() + ">" : scalar.kind();
        }
        // Only a type that contains itself without an object between, which TypeCheck refuses, is as deep as this.
        if (depth > 64) {
            return "object";
        }
        if (type.isMapLikeType()) {
            return "map<" + kind(type.getContentType(), depth + 1) + ">";
        }
        if (type.isArrayType() || type.isCollectionLikeType()) {
            return "list<" + kind(type.getContentType(), depth + 1) + ">";
        }
        if (raw == Optional.class) {
            return "optional<" + kind(type.getContentType(), depth + 1) + ">";
        }
        if (raw.isRecord() && !JacksonMarks.any(raw)) {
            return "object";
        }
        SerializationConfig config = mapper.serializationConfig();
        ClassIntrospector introspector = config.classIntrospectorInstance();
        AnnotatedClass annotated = introspector.introspectClassAnnotations(type);
        BeanDescription bean = introspector.introspectForSerialization(type, annotated);
        if (bean.findJsonValueAccessor() != null) {
            return kind(bean.findJsonValueAccessor().getType(), depth + 1);
        }
        return type.isEnumType() ? "enum" : "object";
    }
}
