package org.cdirpc.extension.call;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.cdirpc.RpcContext;
import org.cdirpc.RpcInvocation;
import org.jspecify.annotations.Nullable;

/** A call as one of its interceptors sees it: it goes on from there, once. */
final class InterceptorLink implements RpcInvocation {

    private static final VarHandle PROCEEDED;

    static {
        try {
            PROCEEDED = MethodHandles.lookup().findVarHandle(InterceptorLink.class, "proceeded", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final InterceptorChain chain;
    private final int at;
    private final InterceptedCall call;

    @SuppressWarnings("UnusedVariable") // by PROCEEDED
    private volatile boolean proceeded;

    InterceptorLink(InterceptorChain chain, int at, InterceptedCall call) {
        this.chain = chain;
        this.at = at;
        this.call = call;
    }

    @Override
    public Class<?> contract() {
        return call.contract();
    }

    @Override
    public Method method() {
        return call.method();
    }

    @Override
    public List<@Nullable Object> arguments() {
        return call.arguments();
    }

    @Override
    public int attempt() {
        return call.attempt();
    }

    @Override
    public RpcContext context() {
        return call.context();
    }

    @Override
    public void attach(String key, String value) {
        call.attach(key, value);
    }

    @Override
    public CompletionStage<@Nullable Object> proceed() {
        if (!PROCEEDED.compareAndSet(this, false, true)) {
            throw new IllegalStateException(
                    CallMessages.TEXT.proceededTwice(call.context().method()));
        }
        return chain.from(at + 1, call);
    }
}
