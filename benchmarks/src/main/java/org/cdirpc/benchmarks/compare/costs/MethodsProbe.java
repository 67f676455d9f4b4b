package org.cdirpc.benchmarks.compare.costs;

import java.io.IOException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import org.cdirpc.benchmarks.compare.child.Role;
import org.cdirpc.extension.node.RpcConfig;
import org.cdirpc.extension.node.RpcNode;

/**
 * A provider and a consumer in a JVM that has done nothing else, and the time until every contract is bound. Obeys
 * {@code start}, once, with the milliseconds of the provider's start, of the consumer's start and all proxies, and of a
 * first call of each contract, which binds it.
 */
final class MethodsProbe implements Role {

    private static final int CONTRACTS = 100;

    private final List<Class<?>> contracts;

    private MethodsProbe(List<Class<?>> contracts) {
        this.contracts = contracts;
    }

    /** With all contracts, or with one of them alone. */
    static MethodsProbe of(boolean all) throws IOException, ClassNotFoundException {
        List<Class<?>> contracts = ManyMethods.contracts(CONTRACTS);
        return new MethodsProbe(all ? contracts : contracts.subList(0, 1));
    }

    @Override
    public String greeting() {
        return String.valueOf(contracts.size() * ManyMethods.PER_CONTRACT);
    }

    @Override
    public String obey(String... words) throws Exception {
        long begin = System.nanoTime();
        RpcNode.Builder builder = RpcNode.builder().config(RpcConfig.of(Map.of("cdirpc.cluster", "none")));
        contracts.forEach(contract -> builder.export(contract, "a bean", call -> "answer"));
        try (RpcNode provider = builder.start()) {
            long started = System.nanoTime();
            Map<String, String> endpoints = Map.of("cdirpc.endpoints", provider.address());
            try (RpcNode consumer =
                    RpcNode.builder().config(RpcConfig.of(endpoints)).start()) {
                contracts.forEach(consumer::proxy);
                long proxied = System.nanoTime();
                for (Class<?> contract : contracts) {
                    Method first = contract.getMethod("m0", String.class, int.class);
                    first.invoke(consumer.proxy(contract), "hello", 1);
                }
                long end = System.nanoTime();
                return (started - begin) / 1e6 + " " + (proxied - started) / 1e6 + " " + (end - proxied) / 1e6;
            }
        }
    }

    @Override
    public void close() {}
}
