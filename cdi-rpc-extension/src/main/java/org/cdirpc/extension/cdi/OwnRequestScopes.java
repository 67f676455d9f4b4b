package org.cdirpc.extension.cdi;

import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.Destroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.annotation.Annotation;
import org.jspecify.annotations.Nullable;

/** Requests in a context of our own, which beans can take from thread to thread. */
final class OwnRequestScopes implements RequestScopes {

    private static final Object PAYLOAD = "a remote call";
    private static final String WELD = "org.jboss.weld.";

    private final CallContext context;
    private final @Nullable Event<Object> initialized;
    private final @Nullable Event<Object> beforeDestroyed;
    private final @Nullable Event<Object> destroyed;

    private OwnRequestScopes(CallContext context, BeanManager manager) {
        this.context = context;
        this.initialized = event(manager, Initialized.Literal.REQUEST);
        this.beforeDestroyed = event(manager, BeforeDestroyed.Literal.REQUEST);
        this.destroyed = event(manager, Destroyed.Literal.REQUEST);
    }

    /**
     * Requests in this context, or null in a container that does not look its contexts up at each use: OpenWebBeans
     * remembers per thread what it found, until it ends a request itself.
     */
    static @Nullable RequestScopes find(BeanManager manager, CallContext context) {
        if (!manager.getClass().getName().startsWith(WELD)) {
            return null;
        }
        context.activate(new CallContext.Beans());
        try {
            return manager.getContext(RequestScoped.class) == context ? new OwnRequestScopes(context, manager) : null;
        } catch (ContextNotActiveException | IllegalStateException unknown) {
            // It was not registered with this manager, or the thread has another request.
            return null;
        } finally {
            context.activate(null);
        }
    }

    /** The event, or null if nobody observes it: observers do not come later than the deployment. */
    private static @Nullable Event<Object> event(BeanManager manager, Annotation qualifier) {
        return manager.resolveObserverMethods(PAYLOAD, qualifier).isEmpty()
                ? null
                : manager.getEvent().select(qualifier);
    }

    @Override
    public Request begin() {
        Own request = new Own();
        context.activate(request);
        if (initialized != null) {
            try {
                initialized.fire(PAYLOAD);
            } catch (RuntimeException | Error e) {
                request.destroyAll();
                request.suspend();
                throw e;
            }
        }
        return request;
    }

    private final class Own extends CallContext.Beans implements Request {

        @Override
        public void suspend() {
            context.activate(null);
        }

        @Override
        public void resume() {
            context.activate(this);
        }

        @Override
        public void end() {
            try {
                if (beforeDestroyed != null) {
                    beforeDestroyed.fire(PAYLOAD);
                }
            } finally {
                try {
                    destroyAll();
                } finally {
                    suspend();
                }
                if (destroyed != null) {
                    destroyed.fire(PAYLOAD);
                }
            }
        }
    }
}
