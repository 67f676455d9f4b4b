package org.cdirpc.benchmarks.compare.costs;

import java.io.IOException;
import java.util.Map;
import org.cdirpc.benchmarks.compare.cdirpc.PlainDesk;
import org.cdirpc.benchmarks.compare.child.Role;
import org.cdirpc.extension.node.RpcConfig;
import org.cdirpc.extension.node.RpcNode;

/** Serves {@link CostDesk}, and {@link ManyServices} if asked to. Obeys {@code memory}. */
final class ProviderProbe implements Role {

    private final RpcNode node;

    private ProviderProbe(RpcNode node) {
        this.node = node;
    }

    static ProviderProbe start(boolean services) throws IOException, ClassNotFoundException {
        RpcNode.Builder builder = RpcNode.builder()
                .config(RpcConfig.of(Map.of("cdirpc.cluster", "none")))
                .export(CostDesk.class, new CostDeskBean());
        if (services) {
            OrderPlacing bean = new PlainDesk()::place;
            for (Class<?> contract : ManyServices.contracts()) {
                builder.export(contract, "a bean", call -> call.on(bean));
            }
        }
        return new ProviderProbe(builder.start());
    }

    @Override
    public String greeting() {
        return node.address();
    }

    @Override
    public String obey(String... words) throws InterruptedException {
        return Memory.used().line();
    }

    @Override
    public void close() {
        node.close();
    }
}
