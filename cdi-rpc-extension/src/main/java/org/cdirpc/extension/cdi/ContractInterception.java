package org.cdirpc.extension.cdi;

import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.InterceptionType;
import jakarta.enterprise.inject.spi.Interceptor;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cdirpc.extension.contract.Contract;
import org.cdirpc.extension.contract.ContractMethod;
import org.cdirpc.extension.contract.MethodShape;

/**
 * Puts the container's interceptors around a proxy, as the interceptor bindings on its contract ask for. The annotations of
 * MicroProfile Fault Tolerance are such bindings wherever an implementation of it is deployed; nothing here knows them.
 *
 * <p>Containers intercept what they make themselves, and a proxy is not: so the interceptors are resolved by hand, as
 * RESTEasy and CXF do it for MicroProfile's REST clients. They are dependent objects of the proxy bean, whose creational
 * context makes and destroys them and tells them what they intercept.
 *
 * @param manager resolves and makes the interceptors
 * @param loader the application's class loader, from which interceptors find their container wherever the first call
 *     comes from
 * @param bindings those of the contract
 */
record ContractInterception(BeanManager manager, ClassLoader loader, ContractBindings bindings) {

    /** The proxy within its interceptors; the proxy itself where its contract has none. */
    <T> T around(T proxy, Class<T> contract, CreationalContext<?> context) {
        if (!isBound(contract)) {
            return proxy;
        }
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return resolved(proxy, contract, context);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private <T> T resolved(T proxy, Class<T> contract, CreationalContext<?> context) {
        InvocationHandler remote = Proxy.getInvocationHandler(proxy);
        Map<String, InterceptedMethod> byShape = new HashMap<>();
        Map<Interceptor<?>, List<BoundInterceptor>> made = new HashMap<>();
        for (ContractMethod method : methods(contract)) {
            InterceptorBindings bound = bindings.of(method.method());
            List<BoundInterceptor> chain = new ArrayList<>();
            for (Interceptor<?> interceptor : resolved(bound)) {
                chain.addAll(made.computeIfAbsent(interceptor, it -> links(it, context)));
            }
            if (!chain.isEmpty()) {
                byShape.put(
                        MethodShape.of(method.method()),
                        new InterceptedMethod(method, bound.asSet(), chain, proxy, remote));
            }
        }
        return byShape.isEmpty() ? proxy : intercepted(contract, remote, byShape);
    }

    private static <T> T intercepted(
            Class<T> contract, InvocationHandler remote, Map<String, InterceptedMethod> byShape) {
        Map<Method, InterceptedMethod> methods = new HashMap<>();
        for (Method method : contract.getMethods()) {
            InterceptedMethod match = byShape.get(MethodShape.of(method));
            if (match != null && Modifier.isAbstract(method.getModifiers())) {
                methods.put(method, match);
            }
        }
        InterceptedProxy handler = new InterceptedProxy(remote, methods);
        // Of the same class as the proxy itself, so that what that learnt of the class's methods holds for both.
        return contract.cast(Proxy.newProxyInstance(contract.getClassLoader(), new Class<?>[] {contract}, handler));
    }

    /** Whether there is anything to resolve at all; most contracts have no binding. */
    private boolean isBound(Class<?> contract) {
        return Arrays.stream(contract.getMethods())
                .anyMatch(method -> !bindings.of(method).isEmpty());
    }

    private List<Interceptor<?>> resolved(InterceptorBindings bound) {
        return bound.isEmpty() ? List.of() : manager.resolveInterceptors(InterceptionType.AROUND_INVOKE, bound.all());
    }

    private static List<ContractMethod> methods(Class<?> contract) {
        return Contract.read(contract).contract().map(Contract::methods).orElseGet(List::of);
    }

    private <I> List<BoundInterceptor> links(Interceptor<I> interceptor, CreationalContext<?> context) {
        @SuppressWarnings("unchecked")
        I instance = (I) manager.getReference(interceptor, interceptor.getBeanClass(), context);
        return BoundInterceptor.of(interceptor, instance);
    }
}
