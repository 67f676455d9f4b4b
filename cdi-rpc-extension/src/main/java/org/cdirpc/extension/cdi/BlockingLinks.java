package org.cdirpc.extension.cdi;

import static org.cdirpc.extension.cdi.CdiMessages.TEXT;

import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.Decorator;
import jakarta.enterprise.inject.spi.InterceptionType;
import jakarta.enterprise.inject.spi.Interceptor;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptors;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cdirpc.NonBlocking;
import org.jspecify.annotations.Nullable;

/**
 * What the container runs around a bean's method, as far as it does not promise {@link NonBlocking} itself. What the
 * container cannot tell counts as blocking.
 */
final class BlockingLinks {

    private static final List<InterceptionType> OF_THE_LIFE =
            List.of(InterceptionType.AROUND_CONSTRUCT, InterceptionType.POST_CONSTRUCT, InterceptionType.PRE_DESTROY);

    private final BeanManager manager;
    private final FoundBean found;
    private final Bean<?> bean;
    private final AnnotatedType<?> type;

    BlockingLinks(BeanManager manager, FoundBean found, AnnotatedType<?> type) {
        this.manager = manager;
        this.found = found;
        this.bean = found.bean();
        this.type = type;
    }

    /** What the method meets and what to do about it; empty if it meets nothing that may block. */
    Set<String> of(Method contractMethod, Optional<? extends AnnotatedMethod<?>> method) {
        Set<String> links = new LinkedHashSet<>();
        try {
            if (found.kind() == FoundBean.Kind.SESSION) {
                links.add(TEXT.sessionBeanBlocks());
            }
            ownInterceptor(links);
            listedInterceptors(type.getAnnotation(Interceptors.class), links);
            method.ifPresent(own -> listedInterceptors(own.getAnnotation(Interceptors.class), links));
            boundInterceptors(method, links);
            decorators(contractMethod, links);
        } catch (RuntimeException unknown) {
            // Containers may refuse to resolve what they find odd; then nobody knows what runs.
            links.add(TEXT.linksUnknown(unknown.toString()));
        }
        return links;
    }

    private void ownInterceptor(Set<String> links) {
        if (!type.isAnnotationPresent(NonBlocking.class)) {
            for (AnnotatedMethod<?> method : type.getMethods()) {
                if (method.isAnnotationPresent(AroundInvoke.class) && !method.isAnnotationPresent(NonBlocking.class)) {
                    links.add(TEXT.ownInterceptorBlocks(method.getJavaMember().getName()));
                }
            }
        }
    }

    private static void listedInterceptors(@Nullable Interceptors listed, Set<String> links) {
        if (listed != null) {
            for (Class<?> interceptor : listed.value()) {
                check(interceptor, links);
            }
        }
    }

    private void boundInterceptors(Optional<? extends AnnotatedMethod<?>> method, Set<String> links) {
        InterceptorBindings ofBean = bindingsOfBean();
        if (found.isOfTheCall()) {
            // The object is made and ended around the call.
            for (InterceptionType life : OF_THE_LIFE) {
                check(resolved(life, ofBean), links);
            }
        }
        InterceptorBindings bindings = bindingsOfBean();
        method.ifPresent(own -> bindings.among(own.getAnnotations()));
        List<Interceptor<?>> interceptors = resolved(InterceptionType.AROUND_INVOKE, bindings);
        check(interceptors, links);
        Set<Class<? extends Annotation>> unseen = new LinkedHashSet<>(bindings.types());
        interceptors.forEach(
                each -> each.getInterceptorBindings().forEach(seen -> unseen.remove(seen.annotationType())));
        // An interceptor may be enabled in the bean's archive alone, which this extension does not see in every server.
        unseen.forEach(binding -> links.add(TEXT.interceptorUnknown(binding.getName())));
    }

    private InterceptorBindings bindingsOfBean() {
        return new InterceptorBindings(manager)
                .ofStereotypes(bean.getStereotypes())
                .among(type.getAnnotations());
    }

    private List<Interceptor<?>> resolved(InterceptionType when, InterceptorBindings bindings) {
        return bindings.isEmpty() ? List.of() : manager.resolveInterceptors(when, bindings.all());
    }

    private static void check(List<Interceptor<?>> interceptors, Set<String> links) {
        interceptors.forEach(interceptor -> check(interceptor.getBeanClass(), links));
    }

    private static void check(Class<?> link, Set<String> links) {
        if (!link.isAnnotationPresent(NonBlocking.class)) {
            links.add(TEXT.linkBlocks(link.getName()));
        }
    }

    private void decorators(Method method, Set<String> links) {
        Annotation[] qualifiers = bean.getQualifiers().toArray(Annotation[]::new);
        for (Decorator<?> decorator : manager.resolveDecorators(bean.getTypes(), qualifiers)) {
            if (decorator.getDecoratedTypes().stream().anyMatch(decorated -> has(decorated, method))) {
                check(decorator.getBeanClass(), links);
            }
        }
    }

    private static boolean has(Type decorated, Method method) {
        Type raw = decorated instanceof ParameterizedType parameterized ? parameterized.getRawType() : decorated;
        return !(raw instanceof Class<?> known)
                || Arrays.stream(known.getMethods())
                        .anyMatch(each -> each.getName().equals(method.getName())
                                && each.getParameterCount() == method.getParameterCount());
    }
}
