package org.cdirpc.transport.cbor;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.cdirpc.transport.shape.Field;
import org.cdirpc.transport.shape.Field.Presence;
import org.cdirpc.transport.shape.Shape;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.PropertyName;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedMethod;
import tools.jackson.databind.introspect.BeanPropertyDefinition;

/**
 * The fields of a class as the library writes and reads them, by name. What is left out and how a class is made is
 * decided as in its factories of serializers and deserializers (jackson-databind 3.2,
 * {@code BeanSerializerFactory.findBeanProperties}, {@code BeanDeserializerFactory.addBeanProps}).
 */
final class ObjectFields {

    private final DeserializationConfig reading;
    private final SerializationConfig writing;
    private final AnnotationIntrospector annotations;
    private final JavaType type;
    private final BeanDescription written;
    private final BeanDescription read;

    /** What shapes cannot say of the object as a whole. */
    private final Set<String> marks = new TreeSet<>();

    /** What makes a shape of a property: of its type, and of marks that it has. */
    interface PropertyShapes {
        Shape of(String property, JavaType type, Set<String> marks);
    }

    ObjectFields(ObjectMapper mapper, JavaType type, AnnotatedClass annotated) {
        this.reading = mapper.deserializationConfig();
        this.writing = mapper.serializationConfig();
        this.annotations = reading.getAnnotationIntrospector();
        this.type = type;
        this.written = writing.classIntrospectorInstance().introspectForSerialization(type, annotated);
        BeanDescription plain = reading.classIntrospectorInstance().introspectForDeserialization(type, annotated);
        Class<?> builder = annotations.findPOJOBuilder(reading, annotated);
        this.read = builder == null
                ? plain
                : reading.classIntrospectorInstance()
                        .introspectForDeserializationWithBuilder(mapper.constructType(builder), plain);
        marks.addAll(FormMarks.ofClass(annotated.annotations()));
        if (builder != null) {
            marks.addAll(FormMarks.ofClass(read.getClassInfo().annotations()));
        }
        mark(written.findAnyGetter() != null, "@JsonAnyGetter");
        mark(read.findAnySetterAccessor() != null, "@JsonAnySetter");
        mark(written.getObjectIdInfo() != null, "@JsonIdentityInfo");
        mark(isAny(read.findInjectables()), "@JacksonInject");
    }

    BeanDescription written() {
        return written;
    }

    BeanDescription read() {
        return read;
    }

    Set<String> marks() {
        return marks;
    }

    private static boolean isAny(@Nullable Map<?, ?> injected) {
        return injected != null && !injected.isEmpty();
    }

    private void mark(boolean present, String mark) {
        if (present) {
            marks.add(mark);
        }
    }

    /** All fields, sorted by name, since their order is of no account. */
    List<Field> all(PropertyShapes shapes) {
        Map<String, BeanPropertyDefinition> sent = properties(
                written,
                writing,
                written.getPropertyIgnorals() == null
                        ? Set.of()
                        : written.getPropertyIgnorals().findIgnoredForSerialization(),
                BeanPropertyDefinition::couldSerialize);
        Map<String, BeanPropertyDefinition> taken = properties(
                read,
                reading,
                read.getPropertyIgnorals() == null
                        ? Set.of()
                        : read.getPropertyIgnorals().findIgnoredForDeserialization(),
                property -> property.hasSetter() || property.hasField() || property.hasConstructorParameter());
        Set<String> names = new TreeSet<>(sent.keySet());
        names.addAll(taken.keySet());
        List<Field> fields = new ArrayList<>();
        for (String name : names) {
            fields.add(field(name, sent.get(name), taken.get(name), shapes));
        }
        return fields;
    }

    private Map<String, BeanPropertyDefinition> properties(
            BeanDescription bean,
            MapperConfig<?> config,
            Set<String> ignored,
            Function<BeanPropertyDefinition, Boolean> used) {
        Map<String, BeanPropertyDefinition> properties = new TreeMap<>();
        for (BeanPropertyDefinition property : bean.findProperties()) {
            if (used.apply(property) && !ignored.contains(property.getName()) && !isIgnored(config, property)) {
                mark(property.isTypeId(), "@JsonTypeId " + property.getName());
                mark(property.findReferenceType() != null, "a reference of objects " + property.getName());
                mark(
                        members(property)
                                .filter(member -> member != null)
                                .anyMatch(member -> annotations.findUnwrappingNameTransformer(config, member) != null),
                        "@JsonUnwrapped " + property.getName());
                properties.put(property.getName(), property);
            }
        }
        return properties;
    }

    private boolean isIgnored(MapperConfig<?> config, BeanPropertyDefinition property) {
        JavaType declared = property.getPrimaryType();
        if (declared.isPrimitive() || declared.isContainerType() || Accept.of(declared.getRawClass()) != null) {
            return false;
        }
        AnnotatedClass annotated = config.classIntrospectorInstance().introspectClassAnnotations(declared);
        return Boolean.TRUE.equals(annotations.isIgnorableType(config, annotated));
    }

    private Field field(
            String name,
            @Nullable BeanPropertyDefinition sent,
            @Nullable BeanPropertyDefinition taken,
            PropertyShapes shapes) {
        Set<String> own = new TreeSet<>();
        Stream.of(Optional.ofNullable(sent), Optional.ofNullable(taken))
                .flatMap(Optional::stream)
                .flatMap(ObjectFields::members)
                .forEach(member -> {
                    if (member != null) {
                        own.addAll(FormMarks.ofMember(member.annotations()));
                    }
                });
        JavaType from = sent == null ? null : accessed(sent.getAccessor(), sent);
        JavaType to = taken == null ? null : accessed(taken.getMutator(), taken);
        if (from != null
                && to != null
                && !from.equals(to)
                && !shapes.of(name, from, Set.of()).equals(shapes.of(name, to, Set.of()))) {
            // A getter and a setter of two types, as of an Optional and its content.
            own.add("written as " + from.toCanonical() + ", read as " + to.toCanonical());
        }
        JavaType declared = to == null ? from : to;
        Shape shape = shapes.of(name, declared == null ? type : declared, own);
        List<String> aliases = taken == null
                ? List.of()
                : taken.findAliases().stream()
                        .map(PropertyName::getSimpleName)
                        .sorted()
                        .toList();
        return new Field(name, shape, presence(sent, taken, declared), sent != null, taken != null, aliases);
    }

    private static JavaType accessed(@Nullable AnnotatedMember member, BeanPropertyDefinition property) {
        if (member instanceof AnnotatedMethod method && method.getParameterCount() == 1) {
            return method.getParameterType(0);
        }
        return member == null ? property.getPrimaryType() : member.getType();
    }

    private Presence presence(
            @Nullable BeanPropertyDefinition sent,
            @Nullable BeanPropertyDefinition taken,
            @Nullable JavaType declared) {
        boolean primitive = declared != null && declared.isPrimitive();
        if (taken != null && taken.hasConstructorParameter() && taken.isRequired()) {
            return Presence.REQUIRED;
        }
        if (primitive && sent != null && taken != null) {
            return Presence.REQUIRED;
        }
        boolean optional = declared != null && isOptional(declared.getRawClass());
        return optional || isNullable(sent) || isNullable(taken) || mayBeLeftOut(sent)
                ? Presence.OPTIONAL
                : Presence.ORDINARY;
    }

    static boolean isOptional(Class<?> type) {
        return type == Optional.class
                || type == OptionalInt.class
                || type == OptionalLong.class
                || type == OptionalDouble.class;
    }

    private boolean isNullable(@Nullable BeanPropertyDefinition property) {
        return property != null && NullableMarks.any(type.getRawClass(), property.getInternalName(), members(property));
    }

    /** Whether null is not written at all: who says that has to read objects without it. */
    private boolean mayBeLeftOut(@Nullable BeanPropertyDefinition property) {
        if (property == null) {
            return false;
        }
        JsonInclude.Value whole = written.findPropertyInclusion(JsonInclude.Value.empty());
        JsonInclude.Value own = property.findInclusion();
        JsonInclude.Value both = own == null ? whole : whole.withOverrides(own);
        return both.getValueInclusion() == JsonInclude.Include.NON_NULL
                || both.getValueInclusion() == JsonInclude.Include.NON_ABSENT;
    }

    private static Stream<@Nullable AnnotatedMember> members(BeanPropertyDefinition property) {
        return Stream.of(
                property.hasGetter() ? property.getGetter() : null,
                property.hasSetter() ? property.getSetter() : null,
                property.hasField() ? property.getField() : null,
                property.hasConstructorParameter() ? property.getConstructorParameter() : null);
    }
}
