package org.cdirpc.extension.cdi;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.List;
import org.cdirpc.RpcControl;
import org.cdirpc.RpcHealth;

/**
 * What {@code @Inject RpcControl} gets: that of the node that runs at the time. Its health can be asked for also when there
 * is none. Thread-safe.
 *
 * @param lifecycle knows the node
 */
record RpcControlBean(NodeLifecycle lifecycle) implements RpcControl {

    /** Application scoped, so that beans that passivate can have it. */
    static void addTo(AfterBeanDiscovery event, BeanManager manager, NodeLifecycle lifecycle) {
        event.<RpcControl>addBean()
                .id("org.cdirpc.control/" + ModuleName.ofThisModule())
                .beanClass(ProxyBeans.beanClassOf(RpcControl.class, manager))
                .types(RpcControl.class, Object.class)
                .qualifiers(Any.Literal.INSTANCE, Default.Literal.INSTANCE)
                .scope(ApplicationScoped.class)
                .createWith(context -> new RpcControlBean(lifecycle));
    }

    @Override
    public Node own() {
        return lifecycle.control().own();
    }

    @Override
    public Node of(String node) {
        return lifecycle.control().of(node);
    }

    @Override
    public List<Overridden> overrides() {
        return lifecycle.control().overrides();
    }

    @Override
    public RpcHealth health() {
        return lifecycle.health();
    }

    @Override
    public void ready() {
        lifecycle.control().ready();
    }
}
