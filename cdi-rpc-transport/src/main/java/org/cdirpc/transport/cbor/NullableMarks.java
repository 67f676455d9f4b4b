package org.cdirpc.transport.cbor;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;

/** Finds annotations called {@code Nullable}, of any package, on a property or its type, if they are there at run time. */
final class NullableMarks {

    private NullableMarks() {}

    /** Whether a property has one: on a record's component, its field, or a member by which it is read or written. */
    static boolean any(Class<?> owner, String name, Stream<@Nullable AnnotatedMember> members) {
        RecordComponent[] components = owner.isRecord() ? owner.getRecordComponents() : new RecordComponent[0];
        return members.anyMatch(NullableMarks::member)
                || Arrays.stream(components)
                        .filter(component -> component.getName().equals(name))
                        .anyMatch(component -> marked(component) || marked(component.getAnnotatedType()))
                || field(owner, name);
    }

    /** Whether a method has one, or what it returns. */
    static boolean on(Method getter) {
        return marked(getter) || marked(getter.getAnnotatedReturnType());
    }

    private static boolean field(@Nullable Class<?> owner, String name) {
        if (owner == null || owner.getName().startsWith("java.")) {
            return false;
        }
        for (Field field : owner.getDeclaredFields()) {
            if (field.getName().equals(name)) {
                return marked(field) || marked(field.getAnnotatedType());
            }
        }
        return field(owner.getSuperclass(), name);
    }

    private static boolean member(@Nullable AnnotatedMember member) {
        if (member == null) {
            return false;
        }
        if (member.annotations().anyMatch(NullableMarks::isNullable)) {
            return true;
        }
        if (member instanceof AnnotatedParameter parameter) {
            return parameter(parameter);
        }
        if (member.getMember() instanceof Method method) {
            return method.getParameterCount() == 0
                    ? on(method)
                    : marked(method) || marked(method.getAnnotatedParameterTypes()[0]);
        }
        return member.getMember() instanceof Field field && (marked(field) || marked(field.getAnnotatedType()));
    }

    private static boolean parameter(AnnotatedParameter parameter) {
        Object owner = parameter.getOwner().getMember();
        int index = parameter.getIndex();
        if (owner instanceof Constructor<?> constructor) {
            // Compilers add parameters of their own, which have no annotated types.
            return constructor.getAnnotatedParameterTypes().length == constructor.getParameterCount()
                    && marked(constructor.getAnnotatedParameterTypes()[index]);
        }
        return owner instanceof Method method && marked(method.getAnnotatedParameterTypes()[index]);
    }

    private static boolean marked(AnnotatedElement element) {
        return Arrays.stream(element.getAnnotations()).anyMatch(NullableMarks::isNullable);
    }

    private static boolean isNullable(Annotation annotation) {
        return annotation.annotationType().getSimpleName().equals("Nullable");
    }
}
