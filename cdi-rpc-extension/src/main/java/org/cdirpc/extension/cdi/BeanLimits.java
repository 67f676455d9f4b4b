package org.cdirpc.extension.cdi;

import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedType;
import java.lang.reflect.Method;
import java.util.Optional;
import org.cdirpc.RpcLimit;
import org.cdirpc.extension.contract.Implementation;
import org.jspecify.annotations.Nullable;

/** What a bean's class says about limits, as extensions left it; of a session bean, as it is written. */
record BeanLimits(FoundBean found) {

    @Nullable
    RpcLimit ofAll() {
        AnnotatedType<?> type = found.type();
        return type == null
                ? found.bean().getBeanClass().getAnnotation(RpcLimit.class)
                : type.getAnnotation(RpcLimit.class);
    }

    /** Of one method of the contract. */
    @Nullable
    RpcLimit of(Method method) {
        Optional<Method> own = Implementation.of(found.bean().getBeanClass(), method);
        return own.isEmpty() ? null : of(found.type(), own.get());
    }

    private static @Nullable RpcLimit of(@Nullable AnnotatedType<?> type, Method own) {
        if (type != null) {
            for (AnnotatedMethod<?> method : type.getMethods()) {
                if (method.getJavaMember().equals(own)) {
                    return method.getAnnotation(RpcLimit.class);
                }
            }
        }
        return own.getAnnotation(RpcLimit.class);
    }
}
