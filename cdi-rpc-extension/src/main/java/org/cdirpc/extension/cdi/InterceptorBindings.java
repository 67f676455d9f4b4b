package org.cdirpc.extension.cdi;

import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.annotation.Annotation;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The interceptor bindings of a bean or of one of its methods: declared, of stereotypes, and those that other bindings
 * bring. A later one replaces an earlier one of the same type, as a method's replaces its class's.
 */
final class InterceptorBindings {

    private final BeanManager manager;
    private final Map<Class<? extends Annotation>, Annotation> bindings = new LinkedHashMap<>();

    InterceptorBindings(BeanManager manager) {
        this.manager = manager;
    }

    /** Adds those of stereotypes. */
    InterceptorBindings ofStereotypes(Collection<Class<? extends Annotation>> stereotypes) {
        for (Class<? extends Annotation> stereotype : stereotypes) {
            among(manager.getStereotypeDefinition(stereotype));
        }
        return this;
    }

    /** Adds those that are among the annotations of a class, a method or a stereotype. */
    InterceptorBindings among(Collection<Annotation> annotations) {
        for (Annotation annotation : annotations) {
            Class<? extends Annotation> type = annotation.annotationType();
            if (manager.isInterceptorBinding(type)) {
                among(manager.getInterceptorBindingDefinition(type));
                bindings.put(type, annotation);
            } else if (manager.isStereotype(type)) {
                among(manager.getStereotypeDefinition(type));
            }
        }
        return this;
    }

    boolean isEmpty() {
        return bindings.isEmpty();
    }

    Annotation[] all() {
        return bindings.values().toArray(Annotation[]::new);
    }

    Set<Annotation> asSet() {
        return Set.copyOf(bindings.values());
    }

    Collection<Class<? extends Annotation>> types() {
        return bindings.keySet();
    }
}
