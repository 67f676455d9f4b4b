package org.cdirpc.transport.cbor;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
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
import tools.jackson.databind.introspect.ClassIntrospector;
import tools.jackson.databind.jsontype.NamedType;

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

    /** What makes a shape of a property: of its type, of marks that it has, and of types that these name. */
    interface PropertyShapes {
        Shape of(String property, JavaType type, Set<String> marks, Set<JavaType> named);
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
        inclusion(sent).ifPresent(own::add);
        JavaType from = sent == null ? null : accessed(sent.getAccessor(), sent);
        JavaType to = taken == null ? null : accessed(taken.getMutator(), taken);
        if (from != null
                && to != null
                && !from.equals(to)
                && !shapes.of(name, from, Set.of(), Set.of()).equals(shapes.of(name, to, Set.of(), Set.of()))) {
            // A getter and a setter of two types, as of an Optional and its content.
            own.add("written as " + from.toCanonical() + ", read as " + to.toCanonical());
        }
        JavaType declared = to == null ? from : to;
        JavaType one = declared == null ? type : declared;
        Shape shape = shapes.of(name, one, own, own.isEmpty() ? Set.of() : named(one, sent, taken));
        List<String> aliases = taken == null
                ? List.of()
                : taken.findAliases().stream()
                        .map(PropertyName::getSimpleName)
                        .sorted()
                        .toList();
        return new Field(name, shape, presence(sent, taken, declared), sent != null, taken != null, aliases);
    }

    /** What a class says of the inclusion of all its properties, as if it were said of this one, where it changes values. */
    private Optional<String> inclusion(@Nullable BeanPropertyDefinition sent) {
        JsonInclude.Include inclusion = sent == null ? JsonInclude.Include.ALWAYS : included(sent);
        return inclusion == JsonInclude.Include.NON_DEFAULT || inclusion == JsonInclude.Include.CUSTOM
                ? Optional.of("@JsonInclude(value=" + inclusion + ")")
                : Optional.empty();
    }

    /** Whether something but null and an empty Optional is left out where what is empty is. */
    private boolean mayBeEmpty(JavaType type) {
        Accept scalar = Accept.of(type.getRawClass());
        if (scalar != null) {
            return scalar == Accept.TEXT || scalar == Accept.BYTES;
        }
        if (type.isContainerType() || type.isReferenceType() || type.isEnumType()) {
            return type.isContainerType();
        }
        ClassIntrospector introspector = writing.classIntrospectorInstance();
        AnnotatedClass annotated = introspector.introspectClassAnnotations(type);
        return annotations.findSerializer(writing, annotated) != null
                || introspector.introspectForSerialization(type, annotated).findJsonValueAccessor() != null;
    }

    /** Types that annotations of a property name beside its own: those that it may be, or that it is made of. */
    private Set<JavaType> named(
            JavaType declared, @Nullable BeanPropertyDefinition sent, @Nullable BeanPropertyDefinition taken) {
        Set<JavaType> named = new LinkedHashSet<>();
        Stream.of(Optional.ofNullable(sent), Optional.ofNullable(taken))
                .flatMap(Optional::stream)
                .flatMap(ObjectFields::members)
                .forEach(member -> {
                    if (member != null) {
                        named.add(annotations.refineDeserializationType(reading, member, declared));
                        named.add(annotations.refineSerializationType(writing, member, declared));
                        if (JsonTypeInfo.Value.isEnabled(annotations.findPolymorphicTypeInfo(reading, member))) {
                            named.addAll(subtypes(member, declared));
                        }
                    }
                });
        named.remove(declared);
        return named;
    }

    private List<JavaType> subtypes(AnnotatedMember member, JavaType declared) {
        JavaType base = declared.getContentType() == null ? declared : declared.getContentType();
        return reading.getSubtypeResolver().collectAndResolveSubtypesByTypeId(reading, member, base).stream()
                .map(NamedType::getType)
                .filter(raw -> base.isTypeOrSuperTypeOf(raw) && !Modifier.isAbstract(raw.getModifiers()))
                .sorted(Comparator.comparing(Class::getName))
                .map(raw -> reading.getTypeFactory().constructSpecializedType(base, raw))
                .toList();
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
        if (sent != null && included(sent) == JsonInclude.Include.NON_EMPTY && mayBeEmpty(sent.getPrimaryType())) {
            return Presence.SPARSE;
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
        return property != null
                && switch (included(property)) {
                    case NON_NULL, NON_ABSENT, NON_EMPTY -> true;
                    default -> false;
                };
    }

    /** What is written of a property: as it says itself, else as its class does. */
    private JsonInclude.Include included(BeanPropertyDefinition property) {
        JsonInclude.Value whole = written.findPropertyInclusion(JsonInclude.Value.empty());
        JsonInclude.Value own = property.findInclusion();
        return (own == null ? whole : whole.withOverrides(own)).getValueInclusion();
    }

    private static Stream<@Nullable AnnotatedMember> members(BeanPropertyDefinition property) {
        return Stream.of(
                property.hasGetter() ? property.getGetter() : null,
                property.hasSetter() ? property.getSetter() : null,
                property.hasField() ? property.getField() : null,
                property.hasConstructorParameter() ? property.getConstructorParameter() : null);
    }
}
