package org.cdirpc.extension.client;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.cdirpc.extension.call.ContractCodec;
import org.cdirpc.extension.call.MethodCodec;
import org.cdirpc.extension.contract.Contract;
import org.cdirpc.extension.contract.MethodShape;
import org.jspecify.annotations.Nullable;

/** Stands for a remote bean: remote methods become calls, default methods and those of Object run here. */
final class RemoteProxy implements InvocationHandler {

    private static final Object[] NO_ARGUMENTS = {};

    private final Contract contract;
    private final ProxyCalls calls;
    private final MethodTable remote;

    private RemoteProxy(ContractCodec codec, ProxyCalls calls) {
        this.contract = codec.contract();
        this.calls = calls;
        Map<Method, MethodCodec> byMethod = new HashMap<>();
        Map<String, MethodCodec> byShape = new HashMap<>();
        for (MethodCodec method : codec.methods()) {
            byShape.put(MethodShape.of(method.method().method()), method);
        }
        for (Method method : contract.type().getMethods()) {
            MethodCodec match = byShape.get(MethodShape.of(method));
            if (match != null && !method.isDefault()) {
                byMethod.put(method, match);
            }
        }
        this.remote = new MethodTable(byMethod);
    }

    static Object of(ContractCodec codec, ProxyCalls calls) {
        Class<?> type = codec.contract().type();
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, new RemoteProxy(codec, calls));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] given) throws Throwable {
        @Nullable Object[] arguments = given == null ? NO_ARGUMENTS : given;
        MethodCodec codec = remote.get(method);
        if (codec != null) {
            switch (codec.method().kind()) {
                case BLOCKING:
                    return calls.blocking(codec, arguments);
                case ASYNC:
                    return calls.async(codec, arguments);
                case ONE_WAY:
                    calls.oneWay(codec, arguments);
                    return null;
            }
        }
        if (method.isDefault()) {
            return InvocationHandler.invokeDefault(proxy, method, given);
        }
        return switch (method.getName()) {
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "remote " + contract.service() + " " + contract.version();
        };
    }
}
