package org.cdirpc.extension.cdi;

import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;

/**
 * Request contexts by the means that every container has. They cannot leave their thread: of an asynchronous bean they
 * end when its method returns, not when its stage completes.
 */
final class PortableRequestScopes implements RequestScopes {

    private final BeanManager manager;
    private final Bean<?> controllers;

    PortableRequestScopes(BeanManager manager) {
        this.manager = manager;
        this.controllers = manager.resolve(manager.getBeans(RequestContextController.class));
    }

    @Override
    public Request begin() {
        return new ThreadBound(activated());
    }

    /** One controller per activation: it remembers whether it was the one that activated. */
    private RequestContextController activated() {
        RequestContextController controller = (RequestContextController) manager.getReference(
                controllers, RequestContextController.class, manager.createCreationalContext(controllers));
        controller.activate();
        return controller;
    }

    private final class ThreadBound implements Request {

        private RequestContextController active;

        ThreadBound(RequestContextController active) {
            this.active = active;
        }

        @Override
        public void suspend() {
            active.deactivate();
        }

        @Override
        public void resume() {
            active = activated();
        }

        @Override
        public void end() {
            active.deactivate();
        }
    }
}
