package org.cdirpc.transport.cbor;

import java.lang.annotation.Annotation;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Annotations that give values a form that shapes cannot say. Those whose effect the library's own descriptions of a class
 * show are none of them; every other one is, also of a kind that is not known here.
 */
final class FormMarks {

    /** What is seen in names, properties, creators, subtypes and constants. */
    private static final Set<String> SEEN = Set.of(
            "JsonProperty",
            "JsonAlias",
            "JsonIgnore",
            "JsonIgnoreType",
            "JsonCreator",
            "JsonGetter",
            "JsonValue",
            "JsonEnumDefaultValue",
            "JsonTypeInfo",
            "JsonSubTypes",
            "JsonTypeName",
            "JsonPropertyOrder",
            "JsonClassDescription",
            "JsonPropertyDescription",
            "JsonRootName",
            "JsonAutoDetect",
            "JsonNaming",
            "EnumNaming",
            "JsonPOJOBuilder",
            "JacksonAnnotationsInside");

    private static final List<String> LIBRARY = List.of("com.fasterxml.jackson.", "tools.jackson.");

    /** Inclusions under which nothing is left out but null and what is empty, which a field's presence says. */
    private static final Set<String> INCLUSIONS =
            Set.of("ALWAYS", "NON_NULL", "NON_ABSENT", "NON_EMPTY", "USE_DEFAULTS");

    private static final Set<String> CONTENTS = Set.of("ALWAYS", "USE_DEFAULTS");

    private FormMarks() {}

    /** The marks of a class, with those that it inherits, as sorted text. Inclusion is one of its properties. */
    static Set<String> ofClass(Stream<Annotation> annotations) {
        return marks(annotations, Set.of("JsonIgnoreProperties")).stream()
                .filter(mark -> !mark.startsWith("@JsonInclude(value=") || mark.contains(","))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The marks of a property. There type information is one too: it is the property's alone. */
    static Set<String> ofMember(Stream<Annotation> annotations) {
        Collection<Annotation> all = annotations.toList();
        Set<String> marks = marks(all.stream(), Set.of());
        all.stream()
                .filter(annotation -> Set.of("JsonTypeInfo", "JsonSubTypes").contains(name(annotation)))
                .forEach(annotation -> marks.add(text(annotation)));
        return marks;
    }

    private static Set<String> marks(Stream<Annotation> annotations, Set<String> more) {
        return annotations
                .filter(annotation ->
                        LIBRARY.stream().anyMatch(annotation.annotationType().getName()::startsWith))
                .filter(annotation ->
                        !SEEN.contains(name(annotation)) && !more.contains(name(annotation)) && !isHarmless(annotation))
                .map(FormMarks::text)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isHarmless(Annotation annotation) {
        return switch (name(annotation)) {
            case "JsonInclude" ->
                INCLUSIONS.contains(String.valueOf(attribute(annotation, "value")))
                        && CONTENTS.contains(String.valueOf(attribute(annotation, "content")));
            case "JsonSetter" ->
                changed(annotation).allMatch(method -> method.getName().equals("value"));
            case "JsonDeserialize" ->
                changed(annotation).allMatch(method -> method.getName().equals("builder"));
            default -> false;
        };
    }

    private static String name(Annotation annotation) {
        return annotation.annotationType().getSimpleName();
    }

    /** As it is written in the source, without packages and without what is left at its default. */
    private static String text(Annotation annotation) {
        String attributes = changed(annotation)
                .map(method -> method.getName() + "=" + value(attribute(annotation, method.getName())))
                .collect(Collectors.joining(","));
        return "@" + name(annotation) + (attributes.isEmpty() ? "" : "(" + attributes + ")");
    }

    private static Stream<Method> changed(Annotation annotation) {
        return Arrays.stream(annotation.annotationType().getDeclaredMethods())
                .filter(method -> method.getParameterCount() == 0)
                .filter(method ->
                        !Objects.deepEquals(method.getDefaultValue(), attribute(annotation, method.getName())))
                .sorted(Comparator.comparing(Method::getName));
    }

    private static Object attribute(Annotation annotation, String name) {
        try {
            return annotation.annotationType().getMethod(name).invoke(annotation);
        } catch (ReflectiveOperationException e) {
            // One that names a class that is not there; or an attribute that another release of the library has.
            return "";
        }
    }

    private static String value(Object value) {
        if (value instanceof Class<?> type) {
            return type.getSimpleName();
        }
        if (value instanceof Annotation annotation) {
            return text(annotation);
        }
        if (value.getClass().isArray()) {
            return IntStream.range(0, Array.getLength(value))
                    .mapToObj(i -> value(Array.get(value, i)))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        return value instanceof Enum<?> constant ? constant.name() : value.toString();
    }
}
