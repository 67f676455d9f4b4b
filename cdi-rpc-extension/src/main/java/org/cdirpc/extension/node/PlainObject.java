package org.cdirpc.extension.node;

import java.lang.reflect.Method;
import org.cdirpc.NonBlocking;
import org.cdirpc.RpcLimit;
import org.cdirpc.extension.contract.Implementation;
import org.cdirpc.extension.server.BeanAccess;
import org.jspecify.annotations.Nullable;

/** An object that serves as it is: nothing stands before it. */
record PlainObject(Object object) implements BeanAccess {

    @Override
    public @Nullable Object call(BeanCall call) throws Throwable {
        return call.on(object);
    }

    @Override
    public @Nullable RpcLimit limit() {
        return object.getClass().getAnnotation(RpcLimit.class);
    }

    @Override
    public @Nullable RpcLimit limit(Method method) {
        return Implementation.of(object.getClass(), method)
                .map(found -> found.getAnnotation(RpcLimit.class))
                .orElse(null);
    }

    @Override
    public boolean isNonBlocking(Method method) {
        Class<?> type = object.getClass();
        return type.isAnnotationPresent(NonBlocking.class)
                || Implementation.of(type, method)
                        .filter(found -> found.isAnnotationPresent(NonBlocking.class))
                        .isPresent();
    }
}
