package org.cdirpc.extension.client;

import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** What stands for a result that there is none of: zero, false, nothing in a collection or an Optional, else null. */
final class DefaultResult {

    private static final Map<Class<?>, Object> OF = Map.ofEntries(
            Map.entry(boolean.class, false),
            Map.entry(Boolean.class, false),
            Map.entry(byte.class, (byte) 0),
            Map.entry(Byte.class, (byte) 0),
            Map.entry(short.class, (short) 0),
            Map.entry(Short.class, (short) 0),
            Map.entry(char.class, '\0'),
            Map.entry(Character.class, '\0'),
            Map.entry(int.class, 0),
            Map.entry(Integer.class, 0),
            Map.entry(long.class, 0L),
            Map.entry(Long.class, 0L),
            Map.entry(float.class, 0f),
            Map.entry(Float.class, 0f),
            Map.entry(double.class, 0d),
            Map.entry(Double.class, 0d),
            Map.entry(Optional.class, Optional.empty()),
            Map.entry(OptionalInt.class, OptionalInt.empty()),
            Map.entry(OptionalLong.class, OptionalLong.empty()),
            Map.entry(OptionalDouble.class, OptionalDouble.empty()),
            Map.entry(Iterable.class, List.of()),
            Map.entry(Collection.class, List.of()),
            Map.entry(List.class, List.of()),
            Map.entry(Set.class, Set.of()),
            Map.entry(SortedSet.class, Collections.emptySortedSet()),
            Map.entry(Map.class, Map.of()),
            Map.entry(SortedMap.class, Collections.emptySortedMap()));

    private DefaultResult() {}

    /** The one of a type; immutable, unless it is an array, of which there is one for each call. */
    static @Nullable Object of(Type type) {
        Class<?> raw = raw(type);
        if (raw == null) {
            return null;
        }
        return raw.isArray() ? Array.newInstance(raw.getComponentType(), 0) : OF.get(raw);
    }

    private static @Nullable Class<?> raw(Type type) {
        if (type instanceof Class<?> plain) {
            return plain;
        }
        if (type instanceof ParameterizedType parameterized) {
            return raw(parameterized.getRawType());
        }
        if (type instanceof GenericArrayType array) {
            Class<?> component = raw(array.getGenericComponentType());
            return component == null ? null : component.arrayType();
        }
        return null;
    }
}
