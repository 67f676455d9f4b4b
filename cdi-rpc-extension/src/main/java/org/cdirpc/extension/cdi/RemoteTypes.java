package org.cdirpc.extension.cdi;

import jakarta.inject.Provider;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.cdirpc.Remote;
import org.jspecify.annotations.Nullable;

/** Contracts in the types of injection points and beans. */
final class RemoteTypes {

    private RemoteTypes() {}

    /** The contract that an injection point of this type asks for, also through {@code Instance} and its like. */
    static @Nullable Class<?> contractOf(Type type) {
        Class<?> raw = rawOf(type);
        if (raw == null) {
            return null;
        }
        if (type instanceof ParameterizedType parameterized && Provider.class.isAssignableFrom(raw)) {
            return contractOf(parameterized.getActualTypeArguments()[0]);
        }
        return isContract(raw) ? raw : null;
    }

    /** The contracts among a bean's types. */
    static Set<Class<?>> contractsOf(Collection<Type> types) {
        Set<Class<?>> contracts = new LinkedHashSet<>();
        for (Type type : types) {
            Class<?> raw = rawOf(type);
            if (raw != null && isContract(raw)) {
                contracts.add(raw);
            }
        }
        return contracts;
    }

    private static boolean isContract(Class<?> type) {
        return type.isInterface() && type.isAnnotationPresent(Remote.class);
    }

    private static @Nullable Class<?> rawOf(Type type) {
        if (type instanceof Class<?> raw) {
            return raw;
        }
        if (type instanceof ParameterizedType parameterized) {
            return rawOf(parameterized.getRawType());
        }
        if (type instanceof WildcardType wildcard) {
            return rawOf(wildcard.getUpperBounds()[0]);
        }
        return null;
    }
}
