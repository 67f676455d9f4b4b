package org.cdirpc.extension.cdi;

import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationHandler;
import java.util.List;
import java.util.Set;
import org.cdirpc.extension.contract.ContractMethod;

/**
 * A remote method of a proxy and what runs around it. Immutable.
 *
 * @param declared the method as the contract has it, whose annotations count
 * @param bindings the interceptor bindings that hold for it
 * @param chain what runs around it, the outermost first
 * @param proxy the proxy without interceptors, which is what they intercept
 * @param remote makes its calls
 */
record InterceptedMethod(
        ContractMethod declared,
        Set<Annotation> bindings,
        List<BoundInterceptor> chain,
        Object proxy,
        InvocationHandler remote) {

    InterceptedMethod {
        bindings = Set.copyOf(bindings);
        chain = List.copyOf(chain);
    }
}
