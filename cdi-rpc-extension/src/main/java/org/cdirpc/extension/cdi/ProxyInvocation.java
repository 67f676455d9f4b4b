package org.cdirpc.extension.cdi;

import jakarta.interceptor.InvocationContext;
import java.lang.annotation.Annotation;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One call through the interceptors of a proxy. Each of them has a context of its own that knows its place, so that it
 * may proceed more than once and from any thread, as retries and asynchronous execution do. Thread-safe.
 */
final class ProxyInvocation {

    private final InterceptedMethod intercepted;
    private final Method called;
    private final Map<String, Object> data = Collections.synchronizedMap(new HashMap<>());
    private final @Nullable RepeatGuard guard;
    private final CallerBinding caller = CallerBinding.ofThisThread();
    private volatile @Nullable Object[] parameters;

    ProxyInvocation(InterceptedMethod intercepted, Method called, @Nullable Object[] parameters) {
        this.intercepted = intercepted;
        this.called = called;
        this.parameters = parameters;
        this.guard = intercepted.declared().idempotent() ? null : new RepeatGuard(intercepted.declared());
    }

    @Nullable
    Object run() throws Exception {
        return proceed(0);
    }

    private @Nullable Object proceed(int place) throws Exception {
        if (place < intercepted.chain().size()) {
            return intercepted.chain().get(place).run(new Place(place));
        }
        return guard == null ? caller.run(this::send) : guard.run(() -> caller.run(this::send));
    }

    private @Nullable Object send() throws Exception {
        try {
            return intercepted.remote().invoke(intercepted.proxy(), called, parameters);
        } catch (Throwable e) {
            throw ProxyInvocation.<RuntimeException>asItIs(e);
        }
    }

    /** Throws: what a contract declares may be neither an exception nor an error, and passes through all the same. */
    @SuppressWarnings("unchecked")
    static <X extends Throwable> X asItIs(Throwable thrown) throws X {
        throw (X) thrown;
    }

    /** The call as one interceptor sees it. */
    private final class Place implements InvocationContext {

        private final int place;

        Place(int place) {
            this.place = place;
        }

        @Override
        public @Nullable Object proceed() throws Exception {
            return ProxyInvocation.this.proceed(place + 1);
        }

        @Override
        public Object getTarget() {
            return intercepted.proxy();
        }

        @Override
        public Method getMethod() {
            return intercepted.declared().method();
        }

        @Override
        public @Nullable Object[] getParameters() {
            return parameters;
        }

        @Override
        public void setParameters(@Nullable Object[] replaced) {
            parameters = replaced;
        }

        @Override
        public Map<String, Object> getContextData() {
            return data;
        }

        @Override
        public @Nullable Object getTimer() {
            return null;
        }

        @Override
        public @Nullable Constructor<?> getConstructor() {
            return null;
        }

        /** Of Interceptors 2.2 (Jakarta EE 11); the API that this is compiled with does not have it. */
        @SuppressWarnings({"unused", "MissingOverride"})
        public Set<Annotation> getInterceptorBindings() {
            return intercepted.bindings();
        }
    }
}
