package org.cdirpc.extension.cdi;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A proxy within its interceptors. Default methods run here, outside of them: what they call in turn is intercepted.
 * Thread-safe.
 */
final class InterceptedProxy implements InvocationHandler {

    private static final Object[] NO_ARGUMENTS = {};

    private final InvocationHandler remote;
    private final Map<Method, InterceptedMethod> methods;

    InterceptedProxy(InvocationHandler remote, Map<Method, InterceptedMethod> methods) {
        this.remote = remote;
        this.methods = Map.copyOf(methods);
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] given) throws Throwable {
        InterceptedMethod intercepted = methods.get(method);
        if (intercepted == null) {
            return remote.invoke(proxy, method, given);
        }
        return new ProxyInvocation(intercepted, method, given == null ? NO_ARGUMENTS : given).run();
    }
}
