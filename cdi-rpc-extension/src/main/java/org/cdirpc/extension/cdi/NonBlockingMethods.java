package org.cdirpc.extension.cdi;

import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.cdirpc.NonBlocking;
import org.cdirpc.extension.contract.Implementation;
import org.jspecify.annotations.Nullable;

/**
 * Which methods of a bean keep the promise of {@link NonBlocking}: those that make it and meet nothing around the bean
 * that does not. A promise that is not kept is said once, at start, and the calls of the method go to the pool.
 */
final class NonBlockingMethods implements Predicate<Method> {

    private final BeanManager manager;
    private final FoundBean found;

    NonBlockingMethods(BeanManager manager, FoundBean found) {
        this.manager = manager;
        this.found = found;
    }

    /** Whether calls of this method of the contract may run on an I/O thread; asked once for each. */
    @Override
    public boolean test(Method method) {
        AnnotatedType<?> type = found.type();
        if (type == null) {
            return false;
        }
        Optional<? extends AnnotatedMethod<?>> own =
                Implementation.of(type.getJavaClass(), method).map(member -> annotated(type, member));
        boolean promised = type.isAnnotationPresent(NonBlocking.class)
                || own.filter(it -> it.isAnnotationPresent(NonBlocking.class)).isPresent();
        if (!promised) {
            return false;
        }
        Set<String> links = new BlockingLinks(manager, found, type).of(method, own);
        if (!links.isEmpty()) {
            CdiLog.LOG.promiseNotKept(found.name() + "." + method.getName(), String.join("; ", links));
        }
        return links.isEmpty();
    }

    private static @Nullable AnnotatedMethod<?> annotated(AnnotatedType<?> type, Method member) {
        for (AnnotatedMethod<?> method : type.getMethods()) {
            if (method.getJavaMember().equals(member)) {
                return method;
            }
        }
        return null;
    }
}
