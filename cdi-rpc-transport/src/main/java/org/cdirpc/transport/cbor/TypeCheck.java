package org.cdirpc.transport.cbor;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.BeanPropertyDefinition;
import tools.jackson.databind.introspect.ClassIntrospector;

/** Walks a type and everything it holds, and collects what cannot travel. One use per instance. */
final class TypeCheck {

    /** Type arguments within type arguments: of what is named in a contract a few. */
    private static final int MOST_NESTED = 50;

    /** Types that lead from one to the next, as in a large domain of classes that know each other: as a stack has room for. */
    private static final int MAX_DEPTH = 400;

    private static final String OWN_DATA = "use a supported type, or a record of your own that holds the data";

    private final ObjectMapper mapper;
    private final DeserializationConfig reading;
    private final SerializationConfig writing;
    private final AnnotationIntrospector annotations;
    private final List<TypeProblem> problems = new ArrayList<>();
    private final Set<JavaType> seen = new HashSet<>();
    private final Map<JavaType, Integer> nestings = new IdentityHashMap<>();
    private final Set<JavaType> clean;
    private int depth;

    TypeCheck(ObjectMapper mapper) {
        this(mapper, ConcurrentHashMap.newKeySet());
    }

    /** A check that passes over types that are known to be free of problems, and adds those that it finds to be. */
    TypeCheck(ObjectMapper mapper, Set<JavaType> clean) {
        this.mapper = mapper;
        this.clean = clean;
        this.reading = mapper.deserializationConfig();
        this.writing = mapper.serializationConfig();
        this.annotations = reading.getAnnotationIntrospector();
    }

    List<TypeProblem> check(Type type) {
        check(type, DeclaredType.simpleName(type));
        if (problems.isEmpty()) {
            clean.addAll(seen);
        }
        return List.copyOf(problems);
    }

    /** Collects the problems of a type at a path. */
    void check(Type type, String path) {
        List<TypeProblem> unresolved = DeclaredType.problems(type, path);
        problems.addAll(unresolved);
        if (unresolved.isEmpty() && type != void.class && type != Void.class) {
            walk(mapper.constructType(type), path);
        }
    }

    List<TypeProblem> found() {
        return List.copyOf(problems);
    }

    private void walk(JavaType type, String path) {
        Class<?> raw = type.getRawClass();
        if (raw.isPrimitive() || Accept.of(raw) != null || clean.contains(type) || !seen.add(type)) {
            return;
        }
        if (depth >= MAX_DEPTH) {
            problem(
                    path,
                    "behind " + MAX_DEPTH + " types that each contain the next",
                    "refer to some of them by their keys");
            return;
        }
        if (nested(type) > MOST_NESTED) {
            // As in Node<T>, which holds a Node<List<T>>.
            problem(path, "a type that contains ever new types", "let it contain itself with the same arguments");
            return;
        }
        depth++;
        visit(type, raw, path);
        depth--;
    }

    /** Arguments are shared: whoever asked for those of each again would ask for twice as many at every level. */
    private int nested(JavaType type) {
        Integer known = nestings.get(type);
        if (known != null) {
            return known;
        }
        int deepest = type.isArrayType() ? nested(type.getContentType()) + 1 : 0;
        for (JavaType argument : type.getBindings().getTypeParameters()) {
            deepest = Math.max(deepest, nested(argument) + 1);
        }
        nestings.put(type, deepest);
        return deepest;
    }

    private void visit(JavaType type, Class<?> raw, String path) {
        if (type.isArrayType()) {
            walk(type.getContentType(), path + "[]");
        } else if (type.isCollectionLikeType() && KnownTypes.isContainer(raw)) {
            walk(type.getContentType(), path + "[]");
        } else if (type.isMapLikeType() && KnownTypes.isContainer(raw)) {
            if (!KnownTypes.isKey(type.getKeyType().getRawClass())) {
                problem(path, "map keys of type " + name(type.getKeyType()), "use keys of text, numbers or enums");
            }
            walk(type.getContentType(), path + "{}");
        } else if (raw == Optional.class) {
            walk(type.getContentType(), path);
        } else {
            String reason = KnownTypes.reasonAgainst(raw);
            if (reason != null) {
                problem(path, reason, OWN_DATA);
            } else {
                try {
                    own(type, path);
                } catch (RuntimeException e) {
                    // What the library itself finds wrong with a definition: conflicting setters, creators, names.
                    problem(path, String.valueOf(e.getMessage()), "correct the annotations of " + raw.getSimpleName());
                }
            }
        }
    }

    /** A class of the application. */
    private void own(JavaType type, String path) {
        ClassIntrospector introspector = reading.classIntrospectorInstance();
        AnnotatedClass annotated = introspector.introspectClassAnnotations(type);
        if (annotations.findDeserializer(reading, annotated) != null) {
            return;
        }
        JavaType refined = annotations.refineDeserializationType(reading, annotated, type);
        if (!refined.equals(type)) {
            walk(refined, path);
            return;
        }
        JsonTypeInfo.Value typeInfo = annotations.findPolymorphicTypeInfo(reading, annotated);
        annotations.findTypeResolverBuilder(reading, annotated);
        annotations.findTypeIdResolver(reading, annotated);
        boolean named = JsonTypeInfo.Value.isEnabled(typeInfo);
        if (named) {
            subtypes(type, annotated, path);
            Class<?> fallback = typeInfo.getDefaultImpl();
            if (fallback != null && type.isTypeOrSuperTypeOf(fallback)) {
                walk(mapper.getTypeFactory().constructSpecializedType(type, fallback), path);
            }
        }
        if (type.isEnumType()) {
            return;
        }
        if (raw(type).isInterface() || Modifier.isAbstract(raw(type).getModifiers())) {
            if (!named) {
                problem(
                        path,
                        name(type) + " is " + (raw(type).isInterface() ? "an interface" : "abstract")
                                + " and does not name its subtypes",
                        "seal it, or annotate it with @JsonTypeInfo(use = NAME) and @JsonSubTypes");
            }
            return;
        }
        constructible(type, annotated, path);
    }

    private void constructible(JavaType type, AnnotatedClass annotated, String path) {
        BeanDescription read = reading.classIntrospectorInstance().introspectForDeserialization(type, annotated);
        BeanDescription written = writing.classIntrospectorInstance().introspectForSerialization(type, annotated);
        if (read.isNonStaticInnerClass()) {
            problem(path, name(type) + " is an inner class", "make it static");
            return;
        }
        boolean built = annotations.findPOJOBuilder(reading, annotated) != null;
        boolean creator = read.findDefaultConstructor() != null
                || read.getPotentialCreators().hasPropertiesBasedOrDelegating();
        if (!built && !creator) {
            problem(
                    path,
                    name(type) + " has no constructor that can be used",
                    "make it a record, or give it a constructor without parameters or one with @JsonCreator");
        }
        AnnotatedMember value = written.findJsonValueAccessor();
        if (value != null) {
            walk(value.getType(), path);
            return;
        }
        properties(read, path, true);
        properties(written, path, false);
        if (written.findAnyGetter() != null) {
            walk(written.findAnyGetter().getType(), path + ".*");
        }
    }

    private void properties(BeanDescription bean, String path, boolean read) {
        for (BeanPropertyDefinition property : bean.findProperties()) {
            if (read ? !property.couldDeserialize() : !property.couldSerialize()) {
                continue;
            }
            AnnotatedMember member = read ? property.getMutator() : property.getAccessor();
            String at = path + "." + property.getName();
            if (annotations.findDeserializer(reading, member) != null) {
                continue;
            }
            try {
                JsonTypeInfo.Value typeInfo = annotations.findPolymorphicTypeInfo(reading, member);
                if (JsonTypeInfo.Value.isEnabled(typeInfo)) {
                    JavaType content = property.getPrimaryType().getContentType();
                    subtypes(content == null ? property.getPrimaryType() : content, member, at);
                    continue;
                }
            } catch (IllegalArgumentException e) {
                problem(at, String.valueOf(e.getMessage()), "name the subtypes instead");
                continue;
            }
            walk(annotations.refineDeserializationType(reading, member, property.getPrimaryType()), at);
        }
    }

    /** The subtypes that a type or a property names, recursively; no two may share a name. */
    private void subtypes(JavaType base, Annotated annotated, String path) {
        Map<String, Class<?>> names = new HashMap<>();
        Set<Class<?>> collected = new HashSet<>();
        collected.add(base.getRawClass());
        if (!base.isAbstract()) {
            AnnotatedClass own = reading.classIntrospectorInstance().introspectClassAnnotations(base);
            String name = annotations.findTypeName(reading, own);
            names.put(name == null ? base.getRawClass().getSimpleName() : name, base.getRawClass());
        }
        collect(base, annotated, path, names, collected);
        if (names.isEmpty()) {
            problem(path, name(base) + " names no subtype", "add @JsonSubTypes, or seal it");
        }
        for (Class<?> subtype : names.values()) {
            if (subtype != base.getRawClass()) {
                walk(mapper.getTypeFactory().constructSpecializedType(base, subtype), path);
            }
        }
    }

    private void collect(
            JavaType base, Annotated annotated, String path, Map<String, Class<?>> names, Set<Class<?>> collected) {
        var declared = annotations.findSubtypes(reading, annotated);
        if (declared == null) {
            return;
        }
        for (var subtype : declared) {
            Class<?> raw = subtype.getType();
            if (!base.isTypeOrSuperTypeOf(raw)) {
                // Annotations are inherited: a subtype names its siblings too.
                continue;
            }
            AnnotatedClass own =
                    reading.classIntrospectorInstance().introspectClassAnnotations(mapper.constructType(raw));
            boolean instances = raw.isEnum() || !Modifier.isAbstract(raw.getModifiers());
            if (instances) {
                String name = subtype.hasName() ? subtype.getName() : annotations.findTypeName(reading, own);
                name = name == null ? raw.getSimpleName() : name;
                Class<?> other = names.put(name, raw);
                if (other != null && other != raw) {
                    problem(
                            path,
                            raw.getName() + " and " + other.getName() + " are both called " + name,
                            "tell them apart with @JsonTypeName");
                }
            }
            if (collected.add(raw)) {
                collect(base, own, path, names, collected);
            }
        }
    }

    private void problem(String path, String reason, String fix) {
        problems.add(new TypeProblem(path, reason, fix));
    }

    private static Class<?> raw(JavaType type) {
        return type.getRawClass();
    }

    private static String name(JavaType type) {
        return type.getRawClass().getName();
    }
}
