package org.cdirpc.extension.interceptor;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.cdirpc.RpcContext;
import org.cdirpc.RpcInvocation;
import org.cdirpc.RpcRejectedException;
import org.cdirpc.faults.races.Scenarios;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jspecify.annotations.Nullable;

/** Calls under a {@link ClientLimit} of two begin and end: never three at a time, and no place that is free is refused. */
@Scenarios({"begin > begin | begin", "begin; begin > end; begin | begin"})
public final class ClientLimitRace {

    private static final RpcContext CONTEXT = (RpcContext) Proxy.newProxyInstance(
            ClientLimitRace.class.getClassLoader(),
            new Class<?>[] {RpcContext.class},
            (self, method, args) -> switch (method.getName()) {
                case "equals" -> self == args[0];
                case "hashCode" -> 0;
                default -> "call";
            });

    private final ClientLimit limit = new ClientLimit(2);
    private final ConcurrentLinkedQueue<CompletableFuture<@Nullable Object>> underWay = new ConcurrentLinkedQueue<>();

    @Operation
    public boolean begin() {
        try {
            limit.intercept(new Invocation());
            return true;
        } catch (RpcRejectedException full) {
            return false;
        }
    }

    /** Ends the oldest; false if there is none. */
    @Operation
    public boolean end() {
        CompletableFuture<@Nullable Object> call = underWay.poll();
        return call != null && call.complete(null);
    }

    private final class Invocation implements RpcInvocation {
        @Override
        public Class<?> contract() {
            return Runnable.class;
        }

        @Override
        public Method method() {
            throw new UnsupportedOperationException("no method");
        }

        @Override
        public List<@Nullable Object> arguments() {
            return List.of();
        }

        @Override
        public int attempt() {
            return 0;
        }

        @Override
        public RpcContext context() {
            return CONTEXT;
        }

        @Override
        public void attach(String key, String value) {
            throw new UnsupportedOperationException("nothing is sent");
        }

        @Override
        public CompletionStage<@Nullable Object> proceed() {
            CompletableFuture<@Nullable Object> call = new CompletableFuture<>();
            underWay.add(call);
            return call;
        }
    }
}
