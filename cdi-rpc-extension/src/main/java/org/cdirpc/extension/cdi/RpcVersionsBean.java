package org.cdirpc.extension.cdi;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.List;
import org.cdirpc.RpcVersions;

/**
 * What {@code @Inject RpcVersions} gets: the answers of the node that runs at the time. Thread-safe.
 *
 * @param lifecycle knows the node
 */
record RpcVersionsBean(NodeLifecycle lifecycle) implements RpcVersions {

    /** Application scoped, so that beans that passivate can have it. */
    static void addTo(AfterBeanDiscovery event, BeanManager manager, NodeLifecycle lifecycle) {
        event.<RpcVersions>addBean()
                .id("org.cdirpc.versions/" + ModuleName.ofThisModule())
                .beanClass(ProxyBeans.beanClassOf(RpcVersions.class, manager))
                .types(RpcVersions.class, Object.class)
                .qualifiers(Any.Literal.INSTANCE, Default.Literal.INSTANCE)
                .scope(ApplicationScoped.class)
                .createWith(context -> new RpcVersionsBean(lifecycle));
    }

    @Override
    public List<Consumer> consumersOf(String service) {
        return lifecycle.versions().consumersOf(service);
    }

    @Override
    public List<Provider> providersOf(String service) {
        return lifecycle.versions().providersOf(service);
    }

    @Override
    public String canary(String service, String group) {
        return lifecycle.versions().canary(service, group);
    }

    @Override
    public void setCanary(String service, String group, String rules) {
        lifecycle.versions().setCanary(service, group, rules);
    }
}
