package org.cdirpc.extension.cdi;

import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * The interceptor bindings of a contract's methods: those of the method, of the interface that declares it and of the
 * contract; a nearer one replaces a farther one of the same type.
 *
 * @param manager knows what is a binding
 * @param loader the application's class loader
 * @param contract the contract as it was compiled
 * @param annotated the contract with what extensions added, such as the marks of fault tolerance in servers whose
 *     annotations are no bindings themselves; null if the container did not show it to them
 */
record ContractBindings(
        BeanManager manager,
        ClassLoader loader,
        Class<?> contract,
        @Nullable AnnotatedType<?> annotated) {

    /** Those that hold for a method. */
    InterceptorBindings of(Method method) {
        InterceptorBindings bindings = new InterceptorBindings(manager)
                .among(annotated == null ? Arrays.asList(contract.getAnnotations()) : annotated.getAnnotations());
        if (method.getDeclaringClass() != contract) {
            bindings.among(Arrays.asList(method.getDeclaringClass().getAnnotations()));
        }
        bindings.among(annotationsOf(method));
        return isOpenWebBeans(manager) ? bindings.among(SmallRyeBinding.broughtBy(bindings.types(), loader)) : bindings;
    }

    private Collection<Annotation> annotationsOf(Method method) {
        if (annotated != null) {
            for (AnnotatedMethod<?> each : annotated.getMethods()) {
                if (each.getJavaMember().equals(method)) {
                    return each.getAnnotations();
                }
            }
        }
        return Arrays.asList(method.getAnnotations());
    }

    static boolean isOpenWebBeans(BeanManager manager) {
        return manager.getClass().getName().startsWith("org.apache.webbeans.");
    }
}
