package org.cdirpc.extension.server;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A method with its arguments on its way into the bean; it remembers whether it got there. */
final class Invocation implements BeanAccess.BeanCall {

    private final ServedCall call;
    private final @Nullable Object[] arguments;
    private final Executor afterwards;
    private boolean started;

    Invocation(ServedCall call, @Nullable Object[] arguments, Executor afterwards) {
        this.call = call;
        this.arguments = arguments;
        this.afterwards = afterwards;
    }

    @Override
    public @Nullable Object on(Object bean) throws Throwable {
        Method method = call.target().codec().method().method();
        started = true;
        try {
            return method.invoke(bean, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause() == null ? thrown : thrown.getCause();
        }
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
