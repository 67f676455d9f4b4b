package org.cdirpc.extension.cdi;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.reflect.Method;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.cdirpc.RpcLimit;
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
 * Of one in a normal scope the reference is a client proxy, which finds the right object at each use and can be shared
 * by all calls (CDI 4.0, section 5.4); of one in a pseudo-scope, such as {@code @Singleton}, it is the object itself,
 * which is asked for again each time because the scope may have ended it.
 */
final class ContextualBean implements BeanAccess {

    private final BeanManager manager;
    private final RequestScopes scopes;
    private final Bean<?> bean;
    private final Class<?> contract;
    private final ClassLoader loader;
    private final Predicate<Method> nonBlocking;
    private final BeanLimits limits;
    private final boolean perCall;
    private final boolean proxied;
    /** The client proxy. Several threads may each make one at the beginning: they are all as good. */
    private volatile @Nullable Object shared;

    ContextualBean(
            BeanManager manager,
            RequestScopes scopes,
            Bean<?> bean,
            Class<?> contract,
            Predicate<Method> nonBlocking,
            BeanLimits limits) {
        this.manager = manager;
        this.scopes = scopes;
        this.bean = bean;
        this.contract = contract;
        this.loader = bean.getBeanClass().getClassLoader();
        this.nonBlocking = nonBlocking;
        this.limits = limits;
        this.perCall = bean.getScope() == Dependent.class;
        this.proxied = manager.isNormalScope(bean.getScope());
    }

    @Override
    public @Nullable Object call(BeanCall call) throws Throwable {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        if (before == loader) {
            return callInScope(call);
        }
        thread.setContextClassLoader(loader);
        try {
            return callInScope(call);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Override
    public boolean isNonBlocking(Method method) {
        return nonBlocking.test(method);
    }

    @Override
    public @Nullable RpcLimit limit() {
        return limits.ofAll();
    }

    @Override
    public @Nullable RpcLimit limit(Method method) {
        return limits.of(method);
    }

    private @Nullable Object callInScope(BeanCall call) throws Throwable {
        Request request = scopes.begin();
        CreationalContext<?> creation = null;
        boolean lasts = false;
        try {
            Object reference;
            if (proxied) {
                reference = shared();
            } else {
                creation = manager.createCreationalContext(bean);
                reference = manager.getReference(bean, contract, creation);
            }
            Object value = call.on(reference);
            if (value instanceof CompletionStage<?> stage && !isDone(stage)) {
                CreationalContext<?> made = creation;
                lasts = true;
                request.suspend();
                stage.whenComplete((result, failure) -> endLater(request, made, call.afterwards()));
            }
            return value;
        } finally {
            if (!lasts) {
                endQuietly(request, creation);
            }
        }
    }

    private Object shared() {
        Object reference = shared;
        if (reference == null) {
            reference = manager.getReference(bean, contract, manager.createCreationalContext(bean));
            shared = reference;
        }
        return reference;
    }

    private static boolean isDone(CompletionStage<?> stage) {
        return stage instanceof CompletableFuture<?> future && future.isDone();
    }

    /** Ends a request on the thread that completed its stage, or on one of the node's if that is in another request. */
    private void endLater(Request request, @Nullable CreationalContext<?> creation, Executor elsewhere) {
        if (RequestScopes.isActive(manager)) {
            elsewhere.execute(() -> resumeAndEnd(request, creation));
        } else {
            resumeAndEnd(request, creation);
        }
    }

    private void resumeAndEnd(Request request, @Nullable CreationalContext<?> creation) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            request.resume();
            endQuietly(request, creation);
        } catch (RuntimeException e) {
            CdiLog.LOG.requestEndFailed(contract.getName(), e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** The call has its result; what a bean or an observer does at the end cannot change it. */
    private void endQuietly(Request request, @Nullable CreationalContext<?> creation) {
        try {
            end(request, creation);
        } catch (RuntimeException e) {
            CdiLog.LOG.requestEndFailed(contract.getName(), e);
        }
    }

    private void end(Request request, @Nullable CreationalContext<?> creation) {
        try {
            if (perCall && creation != null) {
                creation.release();
            }
        } finally {
            request.end();
        }
    }
}
