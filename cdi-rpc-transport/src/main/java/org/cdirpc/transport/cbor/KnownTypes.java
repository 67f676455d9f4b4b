package org.cdirpc.transport.cbor;

import java.net.URI;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is known of the JDK's types: allowed one by one, so that none gets in by being on the class path. */
final class KnownTypes {

    private static final Set<String> CONTAINERS = Set.of(
            "java.lang.Iterable",
            "java.util.Collection",
            "java.util.SequencedCollection",
            "java.util.List",
            "java.util.ArrayList",
            "java.util.LinkedList",
            "java.util.Set",
            "java.util.SequencedSet",
            "java.util.HashSet",
            "java.util.LinkedHashSet",
            "java.util.SortedSet",
            "java.util.NavigableSet",
            "java.util.TreeSet",
            "java.util.EnumSet",
            "java.util.Queue",
            "java.util.Deque",
            "java.util.ArrayDeque",
            "java.util.Map",
            "java.util.SequencedMap",
            "java.util.HashMap",
            "java.util.LinkedHashMap",
            "java.util.SortedMap",
            "java.util.NavigableMap",
            "java.util.TreeMap",
            "java.util.EnumMap",
            "java.util.concurrent.ConcurrentMap",
            "java.util.concurrent.ConcurrentHashMap",
            "java.util.concurrent.CopyOnWriteArrayList");

    private static final Set<Accept> KEYS = Set.of(Accept.INT, Accept.BYTE, Accept.BOOL, Accept.TIME, Accept.TIMESTAMP);

    private static final List<String> NOT_APPLICATION = List.of(
            "java.", "javax.", "jakarta.", "jdk.", "sun.", "com.sun.", "tools.jackson.", "com.fasterxml.jackson.");

    private KnownTypes() {}

    /** Whether a collection or map type can be filled by the decoder. */
    static boolean isContainer(Class<?> type) {
        return CONTAINERS.contains(type.getName());
    }

    /** Whether a type has a text that stands for it as a map key. */
    static boolean isKey(Class<?> type) {
        if (type == String.class || type == Character.class || type == UUID.class || type.isEnum()) {
            return true;
        }
        Accept scalar = Accept.of(type);
        return scalar != null
                && (KEYS.contains(scalar) || type == URI.class)
                && !type.isPrimitive()
                && type != Date.class
                && !type.getSimpleName().startsWith("Optional");
    }

    /** Why a type that is neither scalar nor container cannot be one of the application's own; null if it may be. */
    static @Nullable String reasonAgainst(Class<?> type) {
        if (type.isEnum()) {
            return null;
        }
        if (type == Object.class) {
            return "Object says nothing about the value";
        }
        if (Throwable.class.isAssignableFrom(type)) {
            return type.getName() + " is an exception";
        }
        if (Iterable.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type)) {
            return type.getName() + " is not a collection of the JDK that can be filled";
        }
        for (Class<?> ancestor = type; ancestor != null; ancestor = ancestor.getSuperclass()) {
            boolean plain = ancestor == Object.class || ancestor == Enum.class || ancestor == Record.class;
            if (!plain && NOT_APPLICATION.stream().anyMatch(ancestor.getName()::startsWith)) {
                return (ancestor == type ? type.getName() : type.getName() + ", a " + ancestor.getName() + ",")
                        + " is not data";
            }
        }
        return null;
    }
}
