package org.cdirpc.transport.cbor;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.lang.annotation.Annotation;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.cdirpc.transport.shape.Definition;
import org.cdirpc.transport.shape.Field;
import org.cdirpc.transport.shape.Shape;
import org.cdirpc.transport.shape.Shape.Named;
import org.cdirpc.transport.shape.Shape.Scalar;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.PotentialCreator;
import tools.jackson.databind.jsontype.NamedType;

/** The shapes of classes of the application. */
final class OwnTypes {

    private static final Set<String> PRIMITIVES =
            Set.of("bool", "int8", "int16", "int32", "int64", "float32", "float64", "char");

    private final ShapeReader shapes;
    private final ObjectMapper mapper;
    private final DeserializationConfig reading;
    private final SerializationConfig writing;
    private final AnnotationIntrospector annotations;
    private final DefinitionNames names;
    private final CustomForms customs;

    /** Those whose one value is being looked at. */
    private final Set<Object> unwrapped = new HashSet<>();

    /** The objects of a class, in a hierarchy that names it or on their own. */
    private record ObjectOf(JavaType type) {}

    OwnTypes(ShapeReader shapes, ObjectMapper mapper, DefinitionNames names, CustomForms customs) {
        this.shapes = shapes;
        this.mapper = mapper;
        this.reading = mapper.deserializationConfig();
        this.writing = mapper.serializationConfig();
        this.annotations = reading.getAnnotationIntrospector();
        this.names = names;
        this.customs = customs;
    }

    Shape of(JavaType type) {
        AnnotatedClass annotated = reading.classIntrospectorInstance().introspectClassAnnotations(type);
        JsonTypeInfo.Value typeInfo = annotations.findPolymorphicTypeInfo(reading, annotated);
        return JsonTypeInfo.Value.isEnabled(typeInfo) ? hierarchy(type, annotated, typeInfo) : object(type, annotated);
    }

    private Shape hierarchy(JavaType type, AnnotatedClass annotated, JsonTypeInfo.Value typeInfo) {
        String known = names.known(type);
        if (known != null) {
            return new Named(known);
        }
        boolean concrete = !type.isAbstract() || type.isEnumType();
        String name = names.give(type, DefinitionNames.wanted(type) + (concrete ? ".any" : ""));
        SortedMap<String, JavaType> subtypes = new TreeMap<>();
        for (NamedType subtype : reading.getSubtypeResolver().collectAndResolveSubtypesByTypeId(reading, annotated)) {
            Class<?> raw = subtype.getType();
            if (type.getRawClass().isAssignableFrom(raw) && (raw.isEnum() || isInstantiable(raw))) {
                subtypes.put(word(type, raw), mapper.getTypeFactory().constructSpecializedType(type, raw));
            }
        }
        String fallback = fallback(type, typeInfo.getDefaultImpl(), subtypes);
        TreeMap<String, String> definitions = new TreeMap<>();
        subtypes.forEach((word, subtype) -> definitions.put(
                word,
                ((Named) object(subtype, reading.classIntrospectorInstance().introspectClassAnnotations(subtype)))
                        .name()));
        if (typeInfo.getInclusionType() == JsonTypeInfo.As.EXTERNAL_PROPERTY
                || typeInfo.getDefaultImpl() != null && fallback.isEmpty()) {
            customs.add(
                    name,
                    type.getRawClass().getSimpleName() + " "
                            + String.join(" ", texts(annotated.annotations(), "JsonTypeInfo")),
                    List.of(),
                    definitions.values().stream().map(ShapeReader::named).toList());
        } else {
            String property = property(typeInfo);
            shapes.define(new Definition.Subtypes(
                    name,
                    typeInfo.getIdVisible() && isField(property, subtypes.values()) ? property + " (field)" : property,
                    definitions,
                    fallback));
        }
        return new Named(name);
    }

    /** Whether a type is told what it is called; where it is not, a field of that name is always null. */
    private boolean isField(String property, Collection<JavaType> subtypes) {
        var introspector = reading.classIntrospectorInstance();
        return subtypes.stream()
                .map(type ->
                        introspector.introspectForDeserialization(type, introspector.introspectClassAnnotations(type)))
                .flatMap(bean -> bean.findProperties().stream())
                .anyMatch(field -> field.getName().equals(property));
    }

    /** Constants with bodies are of classes of their own, which nobody names. */
    private static boolean isInstantiable(Class<?> raw) {
        return !Modifier.isAbstract(raw.getModifiers()) && !Enum.class.isAssignableFrom(raw);
    }

    private static String property(JsonTypeInfo.Value typeInfo) {
        return switch (typeInfo.getInclusionType()) {
            case WRAPPER_OBJECT -> "wrapper-object";
            case WRAPPER_ARRAY -> "wrapper-array";
            default -> {
                String named = typeInfo.getPropertyName();
                yield named == null || named.isEmpty() ? typeInfo.getIdType().getDefaultPropertyName() : named;
            }
        };
    }

    /** The name of the type that stands for those that are not known; it may be none of those that are named. */
    private String fallback(JavaType type, @Nullable Class<?> declared, SortedMap<String, JavaType> subtypes) {
        if (declared == null || !type.getRawClass().isAssignableFrom(declared)) {
            return "";
        }
        for (var subtype : subtypes.entrySet()) {
            if (subtype.getValue().hasRawClass(declared)) {
                return subtype.getKey();
            }
        }
        String word = word(type, declared);
        subtypes.put(word, mapper.getTypeFactory().constructSpecializedType(type, declared));
        return word;
    }

    /** What the library writes for a subtype. */
    private String word(JavaType base, Class<?> subtype) {
        SerializationContext context = mapper._serializationContext();
        return context.findTypeSerializer(base).getTypeIdResolver().idFromValueAndType(context, null, subtype);
    }

    private Shape object(JavaType type, AnnotatedClass annotated) {
        Object key = new ObjectOf(type);
        String known = names.known(key);
        if (known != null) {
            return new Named(known);
        }
        if (type.isEnumType()) {
            return constants(type, annotated, names.give(key, DefinitionNames.wanted(type)));
        }
        if (annotations.findSerializer(writing, annotated) != null
                || annotations.findDeserializer(reading, annotated) != null) {
            return custom(key, type, FormMarks.ofClass(annotated.annotations()), List.of(), List.of());
        }
        ObjectFields fields = new ObjectFields(mapper, type, annotated);
        AnnotatedMember value = fields.written().findJsonValueAccessor();
        JavaType delegate = delegate(fields);
        if (value != null || delegate != null) {
            if (!unwrapped.add(key)) {
                // Its one value holds it again.
                return new Named(names.give(key, DefinitionNames.wanted(type)));
            }
            Shape sent = value == null ? null : shapes.of(value.getType());
            Shape taken = delegate == null ? null : shapes.of(delegate);
            unwrapped.remove(key);
            // Only of a type that does not stand in a hierarchy, which needs a definition for each.
            if (sent != null
                    && sent.equals(taken)
                    && fields.marks().isEmpty()
                    && !isNamedSomewhere(annotated)
                    && names.known(key) == null) {
                return orNull(sent);
            }
            List<Shape> parts = Stream.of(
                            sent == null ? List.<Shape>of() : List.of(sent),
                            taken == null ? List.<Shape>of() : List.of(taken))
                    .flatMap(List::stream)
                    .toList();
            fields.marks().add((value == null ? "" : "@JsonValue") + (delegate == null ? "" : "@JsonCreator"));
            return custom(key, type, fields.marks(), List.of(), parts);
        }
        String name = names.give(key, DefinitionNames.wanted(type));
        List<Field> all =
                fields.all((property, declared, marks, named) -> property(name, property, declared, marks, named));
        if (fields.marks().isEmpty()) {
            shapes.define(new Definition.Fields(name, all));
        } else {
            customs.add(name, words(type, fields.marks()), all, refined(type, annotated));
        }
        return new Named(name);
    }

    /** The types by which annotations have it written and read in its place. */
    private List<Shape> refined(JavaType type, AnnotatedClass annotated) {
        return Stream.of(
                        annotations.refineDeserializationType(reading, annotated, type),
                        annotations.refineSerializationType(writing, annotated, type))
                .filter(refined -> !refined.equals(type))
                .map(shapes::of)
                .toList();
    }

    private boolean isNamedSomewhere(AnnotatedClass annotated) {
        return JsonTypeInfo.Value.isEnabled(annotations.findPolymorphicTypeInfo(reading, annotated))
                || annotations.findTypeName(reading, annotated) != null;
    }

    private @Nullable JavaType delegate(ObjectFields fields) {
        var creators = fields.read().getPotentialCreators();
        List<PotentialCreator> delegating = new ArrayList<>(creators.getExplicitDelegating());
        delegating.removeIf(creator -> creator.paramCount() != 1);
        return delegating.size() == 1 && !creators.hasPropertiesBased()
                ? delegating.get(0).param(0).getType()
                : null;
    }

    /** An object may be null where its one value may not. */
    private static Shape orNull(Shape shape) {
        return shape instanceof Scalar scalar && PRIMITIVES.contains(scalar.type())
                ? new Scalar(scalar.type(), true)
                : shape;
    }

    private Shape property(String owner, String property, JavaType declared, Set<String> marks, Set<JavaType> named) {
        if (marks.isEmpty()) {
            return shapes.of(declared);
        }
        String name = names.give(List.of(owner, property), owner + "." + property);
        List<Shape> parts = new ArrayList<>();
        if (KnownTypes.reasonAgainst(declared.getRawClass()) == null
                || ScalarShapes.of(declared.getRawClass()) != null
                || declared.isContainerType()) {
            parts.add(shapes.of(declared));
        }
        named.forEach(type -> parts.add(shapes.of(type)));
        // What an own type is made of says more than its name, which may change.
        boolean telling = parts.isEmpty() || ScalarShapes.of(declared.getRawClass()) != null;
        customs.add(name, telling ? words(declared, marks) : String.join(" ", marks), List.of(), parts);
        return new Named(name);
    }

    private Shape custom(Object key, JavaType type, Set<String> marks, List<Field> fields, List<Shape> parts) {
        String known = names.known(key);
        String name = known == null ? names.give(key, DefinitionNames.wanted(type)) : known;
        customs.add(name, words(type, marks), fields, parts);
        return new Named(name);
    }

    /** As the library really writes them: with its own names, and only if it reads them back as they were. */
    private Shape constants(JavaType type, AnnotatedClass annotated, String name) {
        List<String> words = new ArrayList<>();
        Set<String> marks = new TreeSet<>(FormMarks.ofClass(annotated.annotations()));
        Enum<?>[] constants = (Enum<?>[]) enumClass(type).getEnumConstants();
        try {
            for (Enum<?> constant : constants) {
                byte[] written = mapper.writerFor(type).writeValueAsBytes(constant);
                words.add(mapper.readValue(written, String.class));
                if (mapper.readerFor(type).readValue(written) != constant) {
                    marks.add("not read as written");
                }
            }
        } catch (RuntimeException e) {
            marks.add("not written as text");
        }
        if (marks.isEmpty()) {
            Enum<?> fallback = annotations.findDefaultEnumValue(reading, annotated, constants);
            shapes.define(new Definition.Constants(name, words, fallback == null ? "" : words.get(fallback.ordinal())));
        } else {
            for (Enum<?> constant : constants) {
                marks.add(constant.name());
            }
            customs.add(name, words(type, marks), List.of(), List.of());
        }
        return new Named(name);
    }

    private static Class<?> enumClass(JavaType type) {
        Class<?> raw = type.getRawClass();
        return raw.isEnum() ? raw : raw.getSuperclass();
    }

    private static Set<String> texts(Stream<Annotation> annotations, String simpleName) {
        return FormMarks.ofMember(annotations.filter(
                annotation -> annotation.annotationType().getSimpleName().equals(simpleName)));
    }

    private static String words(JavaType type, Set<String> marks) {
        return DefinitionNames.wanted(type) + " " + String.join(" ", marks);
    }
}
