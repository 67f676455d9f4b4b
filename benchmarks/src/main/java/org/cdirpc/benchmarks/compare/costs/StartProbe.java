package org.cdirpc.benchmarks.compare.costs;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import org.cdirpc.benchmarks.compare.child.Role;
import org.cdirpc.extension.cdi.RpcExtension;

/** Weld SE with one bean, and cdi-rpc or not; it greets when it is up, and announced if it is to be. */
final class StartProbe implements Role {

    private final SeContainer container;

    private StartProbe(SeContainer container) {
        this.container = container;
    }

    /** Starts the container, without cdi-rpc if told so. */
    static StartProbe start(boolean extension) {
        SeContainerInitializer initializer = SeContainerInitializer.newInstance()
                .addProperty("org.jboss.weld.se.shutdownHook", false)
                .disableDiscovery()
                .addBeanClasses(CostDeskBean.class);
        if (extension) {
            initializer.addExtensions(RpcExtension.class);
        }
        return new StartProbe(initializer.initialize());
    }

    @Override
    public String greeting() {
        return container.select(CostDeskBean.class).get().ping("up");
    }

    @Override
    public String obey(String... words) {
        return greeting();
    }

    @Override
    public void close() {
        container.close();
    }
}
