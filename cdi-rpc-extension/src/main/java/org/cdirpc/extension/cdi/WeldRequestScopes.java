package org.cdirpc.extension.cdi;

import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Destroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.weld.context.bound.BoundLiteral;
import org.jboss.weld.context.bound.BoundRequestContext;
import org.jspecify.annotations.Nullable;

/**
 * Request contexts of Weld, whose beans are kept in a map of ours and so can leave their thread. The one class that
 * needs Weld's API, which not every container has.
 */
final class WeldRequestScopes implements RequestScopes {

    private static final Object PAYLOAD = "a remote call";

    private final BoundRequestContext context;
    private final Event<Object> initialized;
    private final Event<Object> beforeDestroyed;
    private final Event<Object> destroyed;

    private WeldRequestScopes(BoundRequestContext context, Event<Object> events) {
        this.context = context;
        this.initialized = events.select(Initialized.Literal.REQUEST);
        this.beforeDestroyed = events.select(BeforeDestroyed.Literal.REQUEST);
        this.destroyed = events.select(Destroyed.Literal.REQUEST);
    }

    /** Weld's contexts, or null in another container. */
    static @Nullable RequestScopes find(BeanManager manager) {
        Instance<BoundRequestContext> contexts =
                manager.createInstance().select(BoundRequestContext.class, BoundLiteral.INSTANCE);
        return contexts.isResolvable() ? new WeldRequestScopes(contexts.get(), manager.getEvent()) : null;
    }

    @Override
    public Request begin() {
        Bound request = new Bound();
        request.resume();
        initialized.fire(PAYLOAD);
        return request;
    }

    private final class Bound implements Request {

        private final Map<String, Object> beans = new ConcurrentHashMap<>();

        @Override
        public void suspend() {
            context.deactivate();
            context.dissociate(beans);
        }

        @Override
        public void resume() {
            context.associate(beans);
            context.activate();
        }

        @Override
        public void end() {
            try {
                beforeDestroyed.fire(PAYLOAD);
            } finally {
                context.invalidate();
                suspend();
                destroyed.fire(PAYLOAD);
            }
        }
    }
}
