package org.cdirpc.extension.cdi;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.annotation.Annotation;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;
import org.cdirpc.RpcClient;
import org.cdirpc.extension.node.ProxyOptions;
import org.jspecify.annotations.Nullable;

/**
 * Adds the beans that stand for contracts served elsewhere: one per contract and distinct {@link RpcClient}.
 *
 * @param findings what the deployment has
 * @param lifecycle makes the proxies once the node runs
 * @param annotated a contract as extensions left it; null for one that they were not shown
 */
record ProxyBeans(
        Findings findings, NodeLifecycle lifecycle, Function<Class<?>, @Nullable AnnotatedType<?>> annotated) {

    void addTo(AfterBeanDiscovery event, BeanManager manager) {
        findings.proxies().forEach((contract, all) -> all.forEach(options -> add(event, manager, contract, options)));
    }

    private <T> void add(AfterBeanDiscovery event, BeanManager manager, Class<T> contract, ProxyOptions options) {
        ContractInterception interception = new ContractInterception(
                manager,
                findings.loader(),
                new ContractBindings(manager, findings.loader(), contract, annotated.apply(contract)));
        // A proxy has its contract's types only: a contract above it has a proxy of its own.
        event.<T>addBean()
                .id(idOf(contract, options))
                .beanClass(beanClassOf(contract, manager))
                .types(contract, Object.class)
                .qualifiers(qualifiersOf(contract, options))
                .scope(ApplicationScoped.class)
                .createWith(context -> interception.around(lifecycle.proxy(contract, options), contract, context))
                // Interceptors end with the proxy; OpenWebBeans releases nothing of a bean like this one by itself.
                .destroyWith((proxy, context) -> context.release());
    }

    /** The same in every start of the application, as references of passivated beans need it. */
    private static String idOf(Class<?> contract, ProxyOptions options) {
        return "org.cdirpc.proxy/" + ModuleName.ofThisModule() + "/" + contract.getName() + "/" + options;
    }

    /**
     * The interface itself, from which OpenWebBeans makes the client proxy. Other containers ask it for the module that
     * the bean belongs to: where the contract lies above the application's module, in an enterprise archive's lib, it
     * would be every module's, so a class of this module stands for it.
     */
    static Class<?> beanClassOf(Class<?> contract, BeanManager manager) {
        return ContractBindings.isOpenWebBeans(manager) || new ModuleBoundary().owns(contract)
                ? contract
                : ProxyBeans.class;
    }

    private Set<Annotation> qualifiersOf(Class<?> contract, ProxyOptions options) {
        Set<Annotation> qualifiers = new LinkedHashSet<>();
        qualifiers.add(Any.Literal.INSTANCE);
        qualifiers.add(RpcClient.Literal.of(
                options.version(),
                options.group(),
                options.timeoutMillis(),
                options.balancer(),
                options.failureMode()));
        if (options.equals(ProxyOptions.DEFAULTS) && findings.proxyIsDefault(contract)) {
            qualifiers.add(Default.Literal.INSTANCE);
        }
        return qualifiers;
    }
}
