package org.cdirpc.faults.catalogue;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Which types a contract's type may stand for. */
final class Subtypes {

    private Subtypes() {}

    /** Its subtypes in declared order; none if it stands for itself. */
    static List<Class<?>> of(Class<?> type) {
        JsonSubTypes named = type.getDeclaredAnnotation(JsonSubTypes.class);
        if (named != null) {
            List<Class<?>> all = new ArrayList<>();
            for (JsonSubTypes.Type subtype : named.value()) {
                all.add(subtype.value());
            }
            return all;
        }
        return type.isSealed() && !type.isEnum() ? Arrays.asList(type.getPermittedSubclasses()) : List.of();
    }

    /** The type that this one is a case of, if any. */
    static List<Class<?>> siblings(Class<?> type) {
        for (Class<?> base : bases(type)) {
            List<Class<?>> all = of(base);
            if (all.contains(type)) {
                return all;
            }
        }
        return List.of();
    }

    /** The simple name of the case that stands for those that are not known; empty for none. */
    static String fallback(Class<?> type) {
        for (Class<?> base : bases(type)) {
            JsonTypeInfo info = base.getDeclaredAnnotation(JsonTypeInfo.class);
            if (info != null && info.defaultImpl() != JsonTypeInfo.class) {
                return info.defaultImpl().getSimpleName();
            }
        }
        return "";
    }

    private static List<Class<?>> bases(Class<?> type) {
        List<Class<?>> bases = new ArrayList<>(Arrays.asList(type.getInterfaces()));
        if (type.getSuperclass() != null) {
            bases.add(type.getSuperclass());
        }
        return bases;
    }
}
