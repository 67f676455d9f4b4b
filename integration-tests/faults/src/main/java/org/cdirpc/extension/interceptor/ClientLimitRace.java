package org.cdirpc.extension.interceptor;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.cdirpc.RpcContext;
import org.cdirpc.RpcInvocation;
import org.cdirpc.RpcRejectedException;
import org.cdirpc.faults.races.Scenarios;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.jspecify.annotations.Nullable;

/** Calls under a {@link ClientLimit} of two begin and end: never three at a time, and no place that is free is refused. */
@Scenarios({
    "begin 0 > begin 1 | begin 2",
    "begin 1; begin 2 > end 1; begin 1 | end 2; begin 2",
    "begin 1; begin 2 > end 1 | begin 2"
})
public final class ClientLimitRace {

    private static final RpcContext CONTEXT = (RpcContext) Proxy.newProxyInstance(
            ClientLimitRace.class.getClassLoader(),
            new Class<?>[] {RpcContext.class},
            (self, method, args) -> switch (method.getName()) {
                case "equals" -> self == args[0];
                case "hashCode" -> 0;
                default -> "call";
            });

    /** Of a scenario, and one before and after it. */
    private static final int MOST_THREADS = 16;

    private final ClientLimit limit = new ClientLimit(2);
    /** Of each thread, which ends only its own: a place taken and the note of it are two steps. */
    private final List<Queue<CompletableFuture<@Nullable Object>>> underWay = Stream.generate(() ->
                    (Queue<CompletableFuture<@Nullable Object>>) new ArrayDeque<CompletableFuture<@Nullable Object>>())
            .limit(MOST_THREADS)
            .toList();

    @Operation
    public boolean begin(@Param(gen = ThreadIdGen.class) int thread) {
        try {
            limit.intercept(new Invocation(underWay.get(thread)));
            return true;
        } catch (RpcRejectedException full) {
            return false;
        }
    }

    /** Ends the thread's oldest; false if there is none. */
    @Operation
    public boolean end(@Param(gen = ThreadIdGen.class) int thread) {
        CompletableFuture<@Nullable Object> call = underWay.get(thread).poll();
        return call != null && call.complete(null);
    }

    private record Invocation(Queue<CompletableFuture<@Nullable Object>> calls) implements RpcInvocation {
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
            calls.add(call);
            return call;
        }
    }
}
