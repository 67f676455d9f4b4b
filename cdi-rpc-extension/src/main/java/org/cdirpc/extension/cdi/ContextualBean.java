package org.cdirpc.extension.cdi;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.cdirpc.extension.cdi.RequestScopes.Request;
import org.cdirpc.extension.server.BeanAccess;
import org.jspecify.annotations.Nullable;

/**
 * Calls a bean as its container would have it: by a contextual reference, so that interceptors and decorators hold; with
 * its module's class loader as the thread's; inside a request context of its own, which ends with the call or, for an
 * asynchronous bean, with its stage.
 *
 * <p>A bean in {@code @Dependent} scope is made for each call and destroyed after it, with all that was injected into
 * it: calls are concurrent, and such a bean is not made for sharing. A bean in any other scope is its scope's business.
 */
final class ContextualBean implements BeanAccess {

    private final BeanManager manager;
    private final RequestScopes scopes;
    private final Bean<?> bean;
    private final Class<?> contract;
    private final boolean perCall;

    ContextualBean(BeanManager manager, RequestScopes scopes, Bean<?> bean, Class<?> contract) {
        this.manager = manager;
        this.scopes = scopes;
        this.bean = bean;
        this.contract = contract;
        this.perCall = bean.getScope() == Dependent.class;
    }

    @Override
    public @Nullable Object call(BeanCall call) throws Throwable {
        ClassLoader before = enter();
        try {
            return callInScope(call);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private @Nullable Object callInScope(BeanCall call) throws Throwable {
        Request request = scopes.begin();
        CreationalContext<?> creation = manager.createCreationalContext(bean);
        boolean lasts = false;
        try {
            Object value = call.on(manager.getReference(bean, contract, creation));
            if (value instanceof CompletionStage<?> stage && !isDone(stage)) {
                lasts = true;
                request.suspend();
                stage.whenComplete((result, failure) -> endLater(request, creation, call.afterwards()));
            }
            return value;
        } finally {
            if (!lasts) {
                end(request, creation);
            }
        }
    }

    private static boolean isDone(CompletionStage<?> stage) {
        return stage instanceof CompletableFuture<?> future && future.isDone();
    }

    /** Ends a request on the thread that completed its stage, or on one of the node's if that is in another request. */
    private void endLater(Request request, CreationalContext<?> creation, Executor elsewhere) {
        if (RequestScopes.isActive(manager)) {
            elsewhere.execute(() -> resumeAndEnd(request, creation));
        } else {
            resumeAndEnd(request, creation);
        }
    }

    private void resumeAndEnd(Request request, CreationalContext<?> creation) {
        ClassLoader before = enter();
        try {
            request.resume();
            end(request, creation);
        } catch (RuntimeException e) {
            // The call has its answer; what a bean does at its end cannot change it.
            CdiLog.LOG.requestEndFailed(contract.getName(), e);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private void end(Request request, CreationalContext<?> creation) {
        try {
            if (perCall) {
                creation.release();
            }
        } finally {
            request.end();
        }
    }

    private ClassLoader enter() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(bean.getBeanClass().getClassLoader());
        return before;
    }
}
