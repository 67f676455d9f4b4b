package org.cdirpc.extension.contract;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Optional;

/** The method of a class that runs when a method of a contract is called on it. */
public final class Implementation {

    private Implementation() {}

    /**
     * Finds it: the class's own, or the nearest super-class's. Bridge methods, which only pass the call on, do not count.
     *
     * @return empty if that is a default method of an interface, or the class does not implement the contract
     */
    public static Optional<Method> of(Class<?> type, Method method) {
        TypeResolver resolver = new TypeResolver(type);
        for (Class<?> at = type; at != null && at != Object.class; at = at.getSuperclass()) {
            for (Method candidate : at.getDeclaredMethods()) {
                if (isOverridable(candidate)
                        && candidate.getName().equals(method.getName())
                        && sameParameters(resolver, candidate, method)) {
                    return Optional.of(candidate);
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isOverridable(Method method) {
        return !method.isBridge()
                && Modifier.isPublic(method.getModifiers())
                && !Modifier.isStatic(method.getModifiers());
    }

    private static boolean sameParameters(TypeResolver resolver, Method one, Method other) {
        Type[] ones = one.getGenericParameterTypes();
        Type[] others = other.getGenericParameterTypes();
        if (ones.length != others.length) {
            return false;
        }
        for (int i = 0; i < ones.length; i++) {
            if (erased(resolver.resolve(ones[i])) != erased(resolver.resolve(others[i]))) {
                return false;
            }
        }
        return true;
    }

    private static Class<?> erased(Type type) {
        if (type instanceof Class<?> raw) {
            return raw;
        }
        if (type instanceof ParameterizedType parameterized) {
            return erased(parameterized.getRawType());
        }
        if (type instanceof TypeVariable<?> variable) {
            return erased(variable.getBounds()[0]);
        }
        if (type instanceof WildcardType wildcard) {
            return erased(wildcard.getUpperBounds()[0]);
        }
        if (type instanceof GenericArrayType array) {
            return erased(array.getGenericComponentType()).arrayType();
        }
        return Object.class;
    }
}
