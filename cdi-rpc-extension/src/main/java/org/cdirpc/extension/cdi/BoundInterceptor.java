package org.cdirpc.extension.cdi;

import jakarta.enterprise.inject.spi.InterceptionType;
import jakarta.enterprise.inject.spi.Interceptor;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.InvocationContext;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One interceptor method with the object that it belongs to. Thread-safe as far as the interceptor is. */
@FunctionalInterface
interface BoundInterceptor {

    /** Runs around the rest of the call, which {@link InvocationContext#proceed} continues. */
    @Nullable
    Object run(InvocationContext context) throws Exception;

    /**
     * The {@code @AroundInvoke} methods of an interceptor, those of super-classes first, as the Interceptors
     * specification orders them (2.1, section 2.6.2).
     *
     * <p>They are called directly. Weld's own {@link Interceptor#intercept} keeps its place in the chain in a field that
     * it resets when the method returns: who proceeds later, on another thread, as {@code @Asynchronous} does, would
     * begin again with the interceptor itself; and it wraps checked exceptions. Only an interceptor whose methods are
     * not known by annotation, such as one that an extension made, is left to it.
     */
    static <I> List<BoundInterceptor> of(Interceptor<I> interceptor, I instance) {
        List<BoundInterceptor> links = new ArrayList<>();
        try {
            for (Method method : methods(interceptor.getBeanClass())) {
                method.setAccessible(true);
                links.add(context -> call(method, instance, context));
            }
        } catch (InaccessibleObjectException closedModule) {
            links.clear();
        }
        return links.isEmpty()
                ? List.of(context -> interceptor.intercept(InterceptionType.AROUND_INVOKE, instance, context))
                : links;
    }

    private static @Nullable Object call(Method method, Object instance, InvocationContext context) throws Exception {
        try {
            return method.invoke(instance, context);
        } catch (InvocationTargetException e) {
            throw ProxyInvocation.<RuntimeException>asItIs(e.getCause() == null ? e : e.getCause());
        }
    }

    private static List<Method> methods(Class<?> type) {
        Deque<Class<?>> fromTheTop = new ArrayDeque<>();
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            fromTheTop.push(each);
        }
        List<Method> methods = new ArrayList<>();
        for (Class<?> each : fromTheTop) {
            for (Method method : each.getDeclaredMethods()) {
                if (!Modifier.isPrivate(method.getModifiers())) {
                    methods.removeIf(upper -> isOverridden(upper, method));
                }
                if (method.isAnnotationPresent(AroundInvoke.class)) {
                    methods.add(method);
                }
            }
        }
        return methods;
    }

    private static boolean isOverridden(Method upper, Method lower) {
        return !Modifier.isPrivate(upper.getModifiers())
                && upper.getName().equals(lower.getName())
                && lower.getParameterCount() == 1
                && lower.getParameterTypes()[0] == InvocationContext.class;
    }
}
