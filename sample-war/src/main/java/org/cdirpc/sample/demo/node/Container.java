package org.cdirpc.sample.demo.node;

import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.enterprise.inject.spi.Extension;
import java.util.ServiceLoader;

/** A container of chosen beans: both sides of the demo have one class path, and each is to have its own beans only. */
final class Container {

    private Container() {}

    /** One that has these beans and is not started yet. */
    static SeContainerInitializer of(Class<?>... beans) {
        SeContainerInitializer container =
                SeContainerInitializer.newInstance().disableDiscovery().addBeanClasses(beans);
        // Without discovery, Weld SE looks for no extensions either: without this line there is no cdi-rpc.
        ServiceLoader.load(Extension.class).forEach(container::addExtensions);
        return container;
    }
}
