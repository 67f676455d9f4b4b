package org.cdirpc.transport.cbor;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectMapper;

/**
 * What an exception class holds and how it is made again: by a creator, or a constructor whose parameters are named after
 * its properties, or (String), (String, Throwable) or (), and then by setters.
 */
final class ThrowableShape {

    static final String MESSAGE = "message";
    static final String CAUSE = "cause";

    private static final Set<String> NOT_DATA =
            Set.of("stackTrace", CAUSE, "suppressed", "localizedMessage", MESSAGE, "class");

    private final Class<? extends Throwable> type;
    private final Map<String, Method> getters = new LinkedHashMap<>();
    private final Map<String, Method> setters = new HashMap<>();
    private final @Nullable Executable maker;
    private final List<String> parameters;
    private final List<TypeProblem> problems = new ArrayList<>();

    ThrowableShape(ObjectMapper mapper, Class<? extends Throwable> type) {
        this.type = type;
        findProperties();
        this.maker = Modifier.isAbstract(type.getModifiers()) ? null : findMaker();
        this.parameters = maker == null ? List.of() : names(maker);
        // A property that nothing takes back is derived from the others.
        getters.keySet().removeIf(name -> !parameters.contains(name) && !setters.containsKey(name));
        check(mapper);
    }

    Class<? extends Throwable> type() {
        return type;
    }

    List<TypeProblem> problems() {
        return List.copyOf(problems);
    }

    /** How each property that travels is read, by name. The message is not one of them. */
    Map<String, Method> getters() {
        return getters;
    }

    @Nullable
    Method setter(String property) {
        return parameters.contains(property) ? null : setters.get(property);
    }

    /** The properties that the maker takes, in order: of {@link #getters()}, {@link #MESSAGE} or {@link #CAUSE}. */
    List<String> parameters() {
        return parameters;
    }

    /** Calls the constructor or static creator. */
    Throwable make(@Nullable Object[] arguments) throws ReflectiveOperationException {
        Object made = maker instanceof Constructor<?> constructor
                ? constructor.newInstance(arguments)
                : maker instanceof Method factory ? factory.invoke(null, arguments) : null;
        if (made instanceof Throwable throwable) {
            return throwable;
        }
        throw new InstantiationException(type.getSimpleName());
    }

    private void findProperties() {
        for (Method method : type.getMethods()) {
            if (Modifier.isStatic(method.getModifiers()) || method.isBridge()) {
                continue;
            }
            String name = propertyName(method);
            if (method.getParameterCount() == 0 && name != null && !NOT_DATA.contains(name)) {
                getters.put(name, method);
            } else if (method.getParameterCount() == 1 && method.getName().matches("set[A-Z].*")) {
                setters.put(decapitalize(method.getName().substring(3)), method);
            }
        }
    }

    /** As in beans (getCode, isLate), or as in records: code() beside a field of that name and type. */
    private @Nullable String propertyName(Method method) {
        String name = method.getName();
        if (method.getDeclaringClass().getName().startsWith("java.") || method.getReturnType() == void.class) {
            return null;
        }
        if (name.matches("get[A-Z].*")) {
            return decapitalize(name.substring(3));
        }
        if (name.matches("is[A-Z].*") && method.getReturnType() == boolean.class) {
            return decapitalize(name.substring(2));
        }
        return hasField(method.getDeclaringClass(), method) ? name : null;
    }

    private static boolean hasField(Class<?> owner, Method method) {
        for (Field field : owner.getDeclaredFields()) {
            if (field.getName().equals(method.getName()) && field.getType() == method.getReturnType()) {
                return true;
            }
        }
        return false;
    }

    private @Nullable Executable findMaker() {
        List<Constructor<?>> constructors = List.of(type.getDeclaredConstructors());
        Stream<Executable> creators = Stream.<Executable>concat(
                constructors.stream(),
                Arrays.stream(type.getDeclaredMethods())
                        .filter(m -> Modifier.isStatic(m.getModifiers()) && type.isAssignableFrom(m.getReturnType())));
        return creators.filter(c -> c.isAnnotationPresent(JsonCreator.class))
                .findFirst()
                .or(() -> constructors.stream()
                        .filter(this::takesProperties)
                        .max(Comparator.comparingInt(this::properties))
                        .map(Executable.class::cast))
                .or(() -> Stream.of(List.of(String.class), List.of(String.class, Throwable.class), List.<Class<?>>of())
                        .flatMap(wanted -> constructors.stream()
                                .filter(c ->
                                        Arrays.asList(c.getParameterTypes()).equals(wanted)))
                        .map(Executable.class::cast)
                        .findFirst())
                .filter(this::accessible)
                .orElse(null);
    }

    private boolean accessible(Executable executable) {
        return Modifier.isPublic(executable.getModifiers()) && Modifier.isPublic(type.getModifiers())
                || executable.trySetAccessible();
    }

    /** Whether every parameter is named after what the class holds; at least one must be a property of its own. */
    private boolean takesProperties(Constructor<?> constructor) {
        for (Parameter parameter : constructor.getParameters()) {
            String name = declaredName(parameter);
            boolean standard = (name.equals(MESSAGE) && parameter.getType() == String.class)
                    || (name.equals(CAUSE) && parameter.getType() == Throwable.class);
            Method getter = getters.get(name);
            if (!standard
                    && (getter == null || !getter.getGenericReturnType().equals(parameter.getParameterizedType()))) {
                return false;
            }
        }
        return properties(constructor) > 0;
    }

    private int properties(Constructor<?> constructor) {
        return (int) Arrays.stream(constructor.getParameters())
                .filter(p -> getters.containsKey(declaredName(p)))
                .count();
    }

    private List<String> names(Executable chosen) {
        List<String> names = new ArrayList<>();
        for (Parameter parameter : chosen.getParameters()) {
            String name = declaredName(parameter);
            if (!getters.containsKey(name)) {
                name = parameter.getType() == String.class
                        ? MESSAGE
                        : Throwable.class.isAssignableFrom(parameter.getType()) ? CAUSE : name;
            }
            names.add(name);
        }
        return List.copyOf(names);
    }

    private void check(ObjectMapper mapper) {
        String path = type.getSimpleName();
        if (maker == null) {
            problems.add(new TypeProblem(
                    path,
                    type.getName() + " cannot be made from its properties",
                    "give it a constructor whose parameters are named after its properties (compiled with -parameters), "
                            + "or (String), or one with @JsonCreator"));
            return;
        }
        for (String name : parameters) {
            if (!name.equals(MESSAGE) && !name.equals(CAUSE) && !getters.containsKey(name)) {
                problems.add(new TypeProblem(
                        path + "." + name, "the constructor takes it but nothing gives it", "add a getter"));
            }
        }
        TypeCheck types = new TypeCheck(mapper);
        getters.forEach((name, getter) -> {
            accessible(getter);
            Type declared = getter.getGenericReturnType();
            types.check(declared, path + "." + name);
        });
        problems.addAll(types.found());
    }

    private static String declaredName(Parameter parameter) {
        JsonProperty property = parameter.getAnnotation(JsonProperty.class);
        return property != null && !property.value().isEmpty() ? property.value() : parameter.getName();
    }

    private static String decapitalize(String name) {
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }
}
