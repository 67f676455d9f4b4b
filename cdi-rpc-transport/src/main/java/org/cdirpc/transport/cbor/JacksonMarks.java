package org.cdirpc.transport.cbor;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds whatever the databind library reads to write a class in another way: its own annotations, those made of them, and
 * those of java.beans. On the class, its ancestors, and all their members.
 */
final class JacksonMarks {

    private static final List<String> PACKAGES =
            List.of("com.fasterxml.jackson.", "tools.jackson.", "java.beans.", "jakarta.xml.bind.", "javax.xml.bind.");

    private final Set<Class<?>> seen = new HashSet<>();

    private JacksonMarks() {}

    /** Whether there is any. */
    static boolean any(Class<?> type) {
        return new JacksonMarks().in(type);
    }

    private boolean in(@Nullable Class<?> type) {
        if (type == null || type.getName().startsWith("java.") || !seen.add(type)) {
            return false;
        }
        return marked(type) || members(type) || in(type.getSuperclass()) || inAny(type.getInterfaces());
    }

    private boolean inAny(Class<?>[] types) {
        for (Class<?> type : types) {
            if (in(type)) {
                return true;
            }
        }
        return false;
    }

    private static boolean members(Class<?> type) {
        for (Field field : type.getDeclaredFields()) {
            if (marked(field)) {
                return true;
            }
        }
        for (Method method : type.getDeclaredMethods()) {
            if (marked(method) || parameters(method.getParameters())) {
                return true;
            }
        }
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (marked(constructor) || parameters(constructor.getParameters())) {
                return true;
            }
        }
        return false;
    }

    private static boolean parameters(Parameter[] parameters) {
        for (Parameter parameter : parameters) {
            if (marked(parameter)) {
                return true;
            }
        }
        return false;
    }

    private static boolean marked(AnnotatedElement element) {
        for (Annotation annotation : element.getDeclaredAnnotations()) {
            Class<? extends Annotation> type = annotation.annotationType();
            // By name: a server may show the application other copies of these classes than the library's.
            if (known(type)) {
                return true;
            }
            for (Annotation about : type.getDeclaredAnnotations()) {
                if (known(about.annotationType())) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean known(Class<?> annotation) {
        return PACKAGES.stream().anyMatch(annotation.getName()::startsWith);
    }
}
