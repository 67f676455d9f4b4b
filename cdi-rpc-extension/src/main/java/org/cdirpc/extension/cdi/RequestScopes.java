package org.cdirpc.extension.cdi;

import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.spi.BeanManager;

/** Request contexts for served calls. Thread-safety: any thread. */
interface RequestScopes {

    /** Makes a new request context active on this thread, which has none. */
    Request begin();

    /** The best that the container offers. */
    static RequestScopes of(BeanManager manager) {
        RequestScopes own = OwnRequestScopes.find(
                manager, manager.getExtension(RpcExtension.class).callContext());
        if (own != null) {
            return own;
        }
        CdiLog.LOG.portableRequestScope(manager.getClass().getName());
        return new PortableRequestScopes(manager);
    }

    /** Whether this thread has a request context. */
    static boolean isActive(BeanManager manager) {
        try {
            return manager.getContext(RequestScoped.class).isActive();
        } catch (ContextNotActiveException e) {
            return false;
        }
    }

    /** One request context. One thread at a time, in the order begin, (suspend, resume), end. */
    interface Request {

        /** Takes it off this thread; its beans live on where the container can do that, else they end here. */
        void suspend();

        /** Makes it active again on this thread, which has none. */
        void resume();

        /** Ends its beans and takes it off this thread. */
        void end();
    }
}
