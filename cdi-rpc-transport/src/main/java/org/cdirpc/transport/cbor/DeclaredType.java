package org.cdirpc.transport.cbor;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.List;

/** A type as a contract declares it: whether it says everything. */
final class DeclaredType {

    private DeclaredType() {}

    /** What the type leaves open: raw types, wildcards, type variables. */
    static List<TypeProblem> problems(Type type, String path) {
        List<TypeProblem> problems = new ArrayList<>();
        collect(type, path, problems);
        return problems;
    }

    /** The name without packages and arguments. */
    static String simpleName(Type type) {
        if (type instanceof Class<?> raw) {
            return raw.getSimpleName();
        }
        return type instanceof ParameterizedType generic
                ? simpleName(generic.getRawType())
                : type instanceof GenericArrayType array
                        ? simpleName(array.getGenericComponentType()) + "[]"
                        : type.getTypeName();
    }

    private static void collect(Type type, String path, List<TypeProblem> problems) {
        if (type instanceof ParameterizedType generic) {
            for (Type argument : generic.getActualTypeArguments()) {
                collect(argument, path + "<" + simpleName(argument) + ">", problems);
            }
        } else if (type instanceof GenericArrayType array) {
            collect(array.getGenericComponentType(), path, problems);
        } else if (type instanceof WildcardType) {
            problems.add(new TypeProblem(path, "the wildcard " + type.getTypeName(), "name the type"));
        } else if (type instanceof TypeVariable<?>) {
            problems.add(new TypeProblem(
                    path, "the type variable " + type.getTypeName() + " is not resolved", "name the type"));
        } else if (type instanceof Class<?> raw) {
            if (raw.isArray()) {
                collect(raw.getComponentType(), path, problems);
            } else if (raw.getTypeParameters().length > 0) {
                problems.add(new TypeProblem(path, raw.getName() + " without type arguments", "add them"));
            }
        }
    }
}
