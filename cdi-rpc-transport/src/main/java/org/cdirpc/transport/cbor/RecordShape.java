package org.cdirpc.transport.cbor;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.AnnotatedMethod;
import tools.jackson.databind.introspect.BeanPropertyDefinition;
import tools.jackson.databind.introspect.ClassIntrospector;

/**
 * A record that the databind library writes component by component and nothing else: it is asked for what it would do, and
 * a record that it sees in any other way is left to it.
 *
 * @param constructor {@code (components in declared order)R}
 * @param fields in the order in which they are written
 */
record RecordShape(MethodHandle constructor, List<Field> fields) {

    /** So many longs leave room for what a handle needs besides its arguments; 255 words are the most. */
    static final int MOST_FIELDS = 64;

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    /**
     * A component.
     *
     * @param type with all type variables resolved
     * @param accessor {@code (R)T}
     * @param index among the constructor's parameters
     */
    record Field(String name, JavaType type, MethodHandle accessor, int index) {}

    /** The shape of a record; null if it is anything more or else than its components. */
    static @Nullable RecordShape of(ObjectMapper mapper, JavaType type) {
        Class<?> raw = type.getRawClass();
        RecordComponent[] components = raw.getRecordComponents();
        if (components.length > MOST_FIELDS || JacksonMarks.any(raw)) {
            return null;
        }
        Map<String, Integer> indexes = new HashMap<>();
        for (RecordComponent component : components) {
            indexes.put(component.getName(), indexes.size());
        }
        SerializationConfig config = mapper.serializationConfig();
        ClassIntrospector introspector = config.classIntrospectorInstance();
        AnnotatedClass annotated = introspector.introspectClassAnnotations(type);
        if (config.getAnnotationIntrospector().findPolymorphicTypeInfo(config, annotated) != null) {
            return null;
        }
        List<Field> fields = new ArrayList<>();
        try {
            for (BeanPropertyDefinition property :
                    introspector.introspectForSerialization(type, annotated).findProperties()) {
                Integer index = indexes.remove(property.getName());
                if (index == null
                        || !FieldName.isPlain(property.getName())
                        || !(property.getAccessor() instanceof AnnotatedMethod read)
                        || !read.getAnnotated().equals(components[index].getAccessor())) {
                    return null;
                }
                Method accessor = components[index].getAccessor();
                accessor.setAccessible(true);
                fields.add(new Field(property.getName(), read.getType(), LOOKUP.unreflect(accessor), index));
            }
            return indexes.isEmpty() ? new RecordShape(constructor(raw, components), List.copyOf(fields)) : null;
        } catch (ReflectiveOperationException | RuntimeException e) {
            // A module that opens neither to us nor to the library: that one has the words for it.
            return null;
        }
    }

    /** The fields as they are declared. */
    List<Field> declared() {
        return fields.stream().sorted(Comparator.comparingInt(Field::index)).toList();
    }

    private static MethodHandle constructor(Class<?> raw, RecordComponent[] components)
            throws ReflectiveOperationException {
        Constructor<?> canonical = raw.getDeclaredConstructor(
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
        canonical.setAccessible(true);
        return LOOKUP.unreflectConstructor(canonical);
    }
}
