package org.cdirpc.extension.cdi;

import java.lang.annotation.Annotation;
import java.util.Collection;
import java.util.List;

/**
 * The one binding of SmallRye's fault tolerance interceptor. Its extension makes every annotation of MicroProfile Fault
 * Tolerance a binding that brings this one; OpenWebBeans, up to 4.1, forgets what a binding that an extension made
 * brings ({@code BeanManagerImpl.getInterceptorBindingDefinition} reads the annotation's own class), so that the
 * interceptor is bound by nothing. TomEE's extension adds this binding to its beans' types for the same reason.
 */
final class SmallRyeBinding {

    private static final List<String> BRING_IT =
            List.of("org.eclipse.microprofile.faulttolerance.", "io.smallrye.faulttolerance.api.");
    private static final String LITERAL = "io.smallrye.faulttolerance.FaultToleranceBinding$Literal";

    private SmallRyeBinding() {}

    /** The binding, for annotations that should bring it; empty where none does or SmallRye is not there. */
    static List<Annotation> broughtBy(Collection<Class<? extends Annotation>> bindings, ClassLoader loader) {
        boolean brought = bindings.stream().anyMatch(type -> BRING_IT.stream().anyMatch(type.getName()::startsWith));
        if (brought) {
            try {
                Class<?> literal = Class.forName(LITERAL, true, loader);
                return List.of((Annotation) literal.getField("INSTANCE").get(null));
            } catch (ReflectiveOperationException | LinkageError otherImplementation) {
                return List.of();
            }
        }
        return List.of();
    }
}
