package org.cdirpc.extension.contract;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What an object has under a name: a record's component, else what a getter gives, else a public field.
 *
 * @param type its type, with the type variables of the object's class replaced where the object's type binds them
 * @param accessor {@code Object get(Object)}
 */
public record Property(Type type, MethodHandle accessor) {

    private static final MethodType ACCESSOR = MethodType.methodType(Object.class, Object.class);

    /** The property of that name, or null if there is none that can be read. */
    public static @Nullable Property of(Type owner, String name) {
        Class<?> raw = rawClass(owner);
        if (raw == null || name.isEmpty()) {
            return null;
        }
        for (Method method : raw.getMethods()) {
            if (name.equals(nameOf(raw, method))) {
                return property(owner, method.getGenericReturnType(), method);
            }
        }
        for (Field field : raw.getFields()) {
            if (isField(field) && field.getName().equals(name)) {
                return property(owner, field.getGenericType(), field);
            }
        }
        return null;
    }

    /** The names of all, in alphabetical order. */
    static List<String> namesOf(Type owner) {
        TreeSet<String> names = new TreeSet<>();
        Class<?> raw = rawClass(owner);
        if (raw != null && !raw.isPrimitive() && !raw.getName().startsWith("java.")) {
            for (Method method : raw.getMethods()) {
                String name = nameOf(raw, method);
                if (name != null) {
                    names.add(name);
                }
            }
            Arrays.stream(raw.getFields())
                    .filter(Property::isField)
                    .map(Field::getName)
                    .forEach(names::add);
        }
        return List.copyOf(names);
    }

    private static boolean isField(Field field) {
        return !Modifier.isStatic(field.getModifiers());
    }

    /** The name of the property that a method reads, or null if it reads none. */
    private static @Nullable String nameOf(Class<?> raw, Method method) {
        if (method.getParameterCount() > 0
                || method.getReturnType() == void.class
                || method.isBridge()
                || Modifier.isStatic(method.getModifiers())
                || method.getDeclaringClass() == Object.class) {
            return null;
        }
        String name = method.getName();
        if (raw.isRecord()) {
            boolean component = Arrays.stream(raw.getRecordComponents())
                    .anyMatch(each -> each.getName().equals(name));
            if (component) {
                return name;
            }
        }
        if (name.length() > 3 && name.startsWith("get")) {
            return Character.toLowerCase(name.charAt(3)) + name.substring(4);
        }
        boolean isBoolean = method.getReturnType() == boolean.class;
        return isBoolean && name.length() > 2 && name.startsWith("is")
                ? Character.toLowerCase(name.charAt(2)) + name.substring(3)
                : null;
    }

    private static <M extends AccessibleObject & Member> @Nullable Property property(
            Type owner, Type declared, M member) {
        Type type = declared;
        if (owner instanceof ParameterizedType parameterized) {
            type = new TypeResolver(parameterized).resolve(declared);
        } else if (owner instanceof Class<?> raw) {
            type = new TypeResolver(raw).resolve(declared);
        }
        // A record may be visible in its own package only; that it is in a contract makes it public enough.
        if (!member.trySetAccessible()
                && !Modifier.isPublic(member.getDeclaringClass().getModifiers())) {
            return null;
        }
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            MethodHandle read =
                    member instanceof Method method ? lookup.unreflect(method) : lookup.unreflectGetter((Field) member);
            return new Property(type, read.asType(ACCESSOR));
        } catch (IllegalAccessException closed) {
            return null;
        }
    }

    private static @Nullable Class<?> rawClass(Type type) {
        if (type instanceof Class<?> raw) {
            return raw;
        }
        if (type instanceof ParameterizedType parameterized && parameterized.getRawType() instanceof Class<?> raw) {
            return raw;
        }
        return type instanceof GenericArrayType ? Object[].class : null;
    }
}
