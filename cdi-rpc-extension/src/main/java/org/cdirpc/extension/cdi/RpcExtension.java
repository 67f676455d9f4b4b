package org.cdirpc.extension.cdi;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.BeforeShutdown;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.ProcessBean;
import jakarta.enterprise.inject.spi.ProcessInjectionPoint;
import jakarta.enterprise.inject.spi.ProcessObserverMethod;
import jakarta.enterprise.inject.spi.ProcessSyntheticBean;
import jakarta.enterprise.inject.spi.WithAnnotations;
import jakarta.interceptor.Interceptor;
import org.cdirpc.Remote;

/**
 * Makes remote contracts injectable and serves the beans that implement them. Found by every CDI container through
 * {@link java.util.ServiceLoader}; applications do not use it.
 *
 * <p>All state is this object's: a deployment has its own. Containers may call the discovery methods from several
 * threads at once and without a context class loader.
 *
 * <p>The node starts with priority 4000 among the observers of {@code @Initialized(ApplicationScoped.class)}, so after
 * those of the application that have no priority: they can prepare what its beans need before the first call arrives.
 * An application that needs longer has {@code cdirpc.node.announce} be manual and says when it is ready. Remote calls can
 * be made from {@code Startup} on, or by an observer of a later priority where a container fires none.
 * It stops before the application's observers of {@code @BeforeDestroyed(ApplicationScoped.class)}.
 */
public final class RpcExtension implements Extension {

    private static final int LAST = Integer.MAX_VALUE;
    private static final int START = Interceptor.Priority.PLATFORM_AFTER;
    private static final int FIRST = Interceptor.Priority.PLATFORM_BEFORE;

    private final Discovery discovery = new Discovery();
    private final NodeLifecycle lifecycle = new NodeLifecycle();
    private final CallContext calls = new CallContext();

    /** Called by the container. */
    public RpcExtension() {}

    /** The request context of the calls that this deployment serves. */
    CallContext callContext() {
        return calls;
    }

    void type(@Observes @Priority(LAST) @WithAnnotations(Remote.class) ProcessAnnotatedType<?> event) {
        discovery.type(event.getAnnotatedType());
    }

    void injectionPoint(@Observes ProcessInjectionPoint<?, ?> event) {
        discovery.injectionPoint(event.getInjectionPoint());
    }

    void observer(@Observes ProcessObserverMethod<?, ?> event) {
        discovery.observer(event);
    }

    void bean(@Observes ProcessBean<?> event) {
        if (event instanceof ProcessSyntheticBean<?> synthetic) {
            discovery.lateBean(synthetic);
        } else {
            discovery.bean(event);
        }
    }

    void afterBeanDiscovery(@Observes @Priority(LAST) AfterBeanDiscovery event, BeanManager manager) {
        Findings findings = discovery.findings();
        new ProxyBeans(findings, lifecycle, discovery::annotated).addTo(event, manager);
        RpcContextBean.addTo(event);
        RpcVersionsBean.addTo(event, manager, lifecycle);
        RpcControlBean.addTo(event, manager, lifecycle);
        CommandObservers.addTo(event, lifecycle);
        event.addContext(calls);
        if (!findings.problems().isEmpty()) {
            // Thrown, which is a definition error too: of one that is added, OpenWebBeans says only that it was logged.
            throw findings.asError();
        }
    }

    void afterDeploymentValidation(@Observes @Priority(LAST) AfterDeploymentValidation event, BeanManager manager) {
        lifecycle.deployed(discovery.findings(), manager);
    }

    void initialized(@Observes @Priority(START) @Initialized(ApplicationScoped.class) Object event) {
        lifecycle.start();
    }

    void shutdown(@Observes @Priority(FIRST) Shutdown event) {
        lifecycle.stop();
    }

    void beforeDestroyed(@Observes @Priority(FIRST) @BeforeDestroyed(ApplicationScoped.class) Object event) {
        lifecycle.stop();
    }

    void beforeShutdown(@Observes @Priority(FIRST) BeforeShutdown event) {
        lifecycle.stop();
    }
}
