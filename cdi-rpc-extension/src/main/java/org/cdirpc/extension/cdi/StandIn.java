package org.cdirpc.extension.cdi;

import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.cdirpc.extension.cdi.RequestScopes.Request;
import org.jspecify.annotations.Nullable;

/**
 * A bean that stands in for the instances of a contract. It is called by the caller's thread, in the caller's request, or
 * by one of the node's: where there is no request it has one of its own, as a bean that serves has, until its method
 * returns. Thread-safe as far as the bean is.
 */
final class StandIn implements InvocationHandler {

    private final Object bean;
    private final BeanManager manager;
    private final RequestScopes scopes;

    private StandIn(Object bean, BeanManager manager, RequestScopes scopes) {
        this.bean = bean;
        this.manager = manager;
        this.scopes = scopes;
    }

    static <T> T of(T bean, Class<T> contract, BeanManager manager, RequestScopes scopes) {
        return contract.cast(Proxy.newProxyInstance(
                contract.getClassLoader(), new Class<?>[] {contract}, new StandIn(bean, manager, scopes)));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        if (RequestScopes.isActive(manager)) {
            return call(method, arguments);
        }
        Request request = scopes.begin();
        try {
            return call(method, arguments);
        } finally {
            endQuietly(request);
        }
    }

    private @Nullable Object call(Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
        try {
            method.setAccessible(true);
            return method.invoke(bean, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause() == null ? thrown : thrown.getCause();
        }
    }

    /** What an observer of the end throws does not change what the call came to. */
    private void endQuietly(Request request) {
        try {
            request.end();
        } catch (RuntimeException e) {
            CdiLog.LOG.requestEndFailed(bean.getClass().getName(), e);
        }
    }
}
