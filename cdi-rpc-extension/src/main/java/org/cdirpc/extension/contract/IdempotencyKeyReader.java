package org.cdirpc.extension.contract;

import static org.cdirpc.extension.contract.ContractMessages.TEXT;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds the way that {@link org.cdirpc.Idempotent#by()} names; made for one method. */
final class IdempotencyKeyReader {

    /** What has one text on every node; floating point numbers and times have several. */
    private static final Set<Class<?>> KEYS = Set.of(
            String.class,
            UUID.class,
            BigInteger.class,
            long.class,
            Long.class,
            int.class,
            Integer.class,
            short.class,
            Short.class,
            byte.class,
            Byte.class,
            char.class,
            Character.class);

    private final String where;
    private final Parameter[] parameters;
    private final List<Type> types;
    private @Nullable String problem;

    /**
     * A reader.
     *
     * @param where the contract and method, for messages
     * @param types the resolved types of the parameters
     */
    IdempotencyKeyReader(String where, Method method, List<Type> types) {
        this.where = where;
        this.parameters = method.getParameters();
        this.types = types;
    }

    /** The key, or null if there is a {@link #problem()}. */
    @Nullable
    IdempotencyKey read(String path) {
        List<String> names = List.of(path.split("\\.", -1));
        int named = indexOf(names.get(0));
        IdempotencyKey key = named < 0 ? null : follow(path, named, names.subList(1, names.size()));
        if (key == null && parameters.length == 1) {
            // Names are there only if the contract was compiled with them; the path means the same without.
            String before = problem;
            key = follow(path, 0, names);
            problem = before == null ? problem : before;
        }
        if (key == null && problem == null) {
            problem = TEXT.noSuchParameter(where, path, names.get(0), parameterNames());
        }
        return key;
    }

    /** What is wrong with the path, if it led nowhere. */
    String problem() {
        return String.valueOf(problem);
    }

    private int indexOf(String name) {
        for (int i = 0; i < parameters.length; i++) {
            if (parameters[i].isNamePresent() && parameters[i].getName().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    private String parameterNames() {
        List<String> names = new ArrayList<>();
        for (Parameter parameter : parameters) {
            if (!parameter.isNamePresent()) {
                return "names of parameters, which need javac -parameters where the contract is compiled";
            }
            names.add(parameter.getName());
        }
        return names.isEmpty() ? "a method with parameters" : String.join(", ", names);
    }

    private @Nullable IdempotencyKey follow(String path, int parameter, List<String> names) {
        Type at = types.get(parameter);
        List<MethodHandle> steps = new ArrayList<>();
        for (String name : names) {
            Property property = Property.of(at, name);
            if (property == null) {
                problem = TEXT.noSuchStep(where, path, name, at.getTypeName(), available(at));
                return null;
            }
            steps.add(property.accessor());
            at = property.type();
        }
        if (!isKey(at)) {
            problem = TEXT.notAKey(where, path, at.getTypeName(), available(at));
            return null;
        }
        return new IdempotencyKey(path, parameter, steps);
    }

    private static boolean isKey(Type type) {
        return type instanceof Class<?> raw && (KEYS.contains(raw) || raw.isEnum());
    }

    private static String available(Type type) {
        List<String> names = Property.namesOf(type);
        return names.isEmpty() ? "nothing, it has no properties" : String.join(", ", names);
    }
}
