package org.cdirpc.extension.cdi;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.spi.Annotated;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.Decorator;
import jakarta.enterprise.inject.spi.Interceptor;
import jakarta.enterprise.inject.spi.Prioritized;
import jakarta.enterprise.inject.spi.ProcessBean;
import jakarta.enterprise.inject.spi.ProcessManagedBean;
import jakarta.enterprise.inject.spi.ProcessSessionBean;
import jakarta.enterprise.inject.spi.SessionBeanType;
import java.lang.annotation.Annotation;
import java.util.OptionalInt;
import java.util.Set;
import org.cdirpc.RpcClient;
import org.cdirpc.RpcFallback;
import org.cdirpc.RpcMock;
import org.jspecify.annotations.Nullable;

/**
 * A bean of this application that has contracts among its types.
 *
 * @param bean the bean, as the container announced it
 * @param contracts the contracts
 * @param kind what it is
 * @param type its class as extensions left it; null for a product
 * @param priority its {@code @Priority}, own or of a stereotype; empty without one
 */
record FoundBean(
        Bean<?> bean,
        Set<Class<?>> contracts,
        Kind kind,
        @Nullable AnnotatedType<?> type,
        OptionalInt priority) {

    /** What kinds of beans there are to us. */
    enum Kind {
        /** A managed bean: it serves. */
        PROVIDER,
        /** A session bean without state: it serves, with what its own container does around it. */
        SESSION,
        /** A session bean with state, which cannot serve. */
        STATEFUL,
        /** A producer: what it makes is injected here, and not served. */
        PRODUCER
    }

    static FoundBean of(ProcessBean<?> event) {
        Bean<?> bean = event.getBean();
        return new FoundBean(
                bean, RemoteTypes.contractsOf(bean.getTypes()), kindOf(event), typeOf(event), priorityOf(event));
    }

    /**
     * Whether the bean has a contract. A bean that is itself {@link RpcClient} stands in for a proxy, as a test's
     * alternative does, and one that is {@link RpcFallback} or {@link RpcMock} for the instances: none of them serves, or
     * counts as the application's own.
     */
    static boolean hasContract(Bean<?> bean) {
        return isOfContract(bean)
                && bean.getQualifiers().stream().noneMatch(RpcClient.class::isInstance)
                && !standsIn(bean);
    }

    /** Whether the bean stands in for the instances of a contract. */
    static boolean standsInForInstances(Bean<?> bean) {
        return isOfContract(bean) && standsIn(bean);
    }

    private static boolean isOfContract(Bean<?> bean) {
        return !(bean instanceof Interceptor)
                && !(bean instanceof Decorator)
                && !RemoteTypes.contractsOf(bean.getTypes()).isEmpty();
    }

    private static boolean standsIn(Bean<?> bean) {
        return bean.getQualifiers().stream()
                .anyMatch(qualifier -> qualifier instanceof RpcFallback || qualifier instanceof RpcMock);
    }

    /** Whether it has this qualifier. */
    boolean is(Class<? extends Annotation> qualifier) {
        return bean.getQualifiers().stream().anyMatch(qualifier::isInstance);
    }

    /** The bean in words. */
    String name() {
        return bean.getBeanClass().getName();
    }

    /** Whether whoever has a reference to it has to end it. */
    boolean isDependent() {
        return bean.getScope() == Dependent.class;
    }

    /** Whether an object is made for each call that uses it. */
    boolean isOfTheCall() {
        return isDependent() || bean.getScope() == RequestScoped.class;
    }

    boolean isDefault() {
        return is(Default.class);
    }

    private static Kind kindOf(ProcessBean<?> event) {
        if (event instanceof ProcessSessionBean<?> session) {
            return session.getSessionBeanType() == SessionBeanType.STATEFUL ? Kind.STATEFUL : Kind.SESSION;
        }
        return event instanceof ProcessManagedBean ? Kind.PROVIDER : Kind.PRODUCER;
    }

    private static @Nullable AnnotatedType<?> typeOf(ProcessBean<?> event) {
        return event instanceof ProcessManagedBean<?> managed ? managed.getAnnotatedBeanClass() : null;
    }

    private static OptionalInt priorityOf(ProcessBean<?> event) {
        if (event.getBean() instanceof Prioritized prioritized) {
            return OptionalInt.of(prioritized.getPriority());
        }
        Annotated annotated = event.getAnnotated();
        Priority own = annotated == null ? null : annotated.getAnnotation(Priority.class);
        if (own != null) {
            return OptionalInt.of(own.value());
        }
        for (Class<? extends Annotation> stereotype : event.getBean().getStereotypes()) {
            Priority inherited = stereotype.getAnnotation(Priority.class);
            if (inherited != null) {
                return OptionalInt.of(inherited.value());
            }
        }
        return OptionalInt.empty();
    }
}
