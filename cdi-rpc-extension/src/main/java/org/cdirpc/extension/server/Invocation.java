package org.cdirpc.extension.server;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A method with its arguments on its way into the bean; it remembers whether it got there. */
final class Invocation implements BeanAccess.BeanCall {

    private final ExportedMethod method;
    private final @Nullable Object[] arguments;
    private final Executor afterwards;
    private boolean started;

    Invocation(ExportedMethod method, @Nullable Object[] arguments, Executor afterwards) {
        this.method = method;
        this.arguments = arguments;
        this.afterwards = afterwards;
    }

    @Override
    public @Nullable Object on(Object bean) throws Throwable {
        started = true;
        return method.invoke(bean, arguments);
    }

    @Override
    public Executor afterwards() {
        return afterwards;
    }

    /** Whether the method began; before that, whatever is thrown comes from making its bean. */
    boolean started() {
        return started;
    }
}
