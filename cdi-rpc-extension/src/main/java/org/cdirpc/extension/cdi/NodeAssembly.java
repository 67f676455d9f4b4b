package org.cdirpc.extension.cdi;

import com.hazelcast.core.HazelcastInstance;
import jakarta.enterprise.inject.spi.BeanManager;
import org.cdirpc.RpcInterceptor;
import org.cdirpc.extension.node.RpcNode;
import org.cdirpc.extension.node.RpcStartException;

/** Puts a node together from what a deployment has. Used once; start and release do not run at the same time. */
final class NodeAssembly {

    private final Findings findings;
    private final BeanManager manager;
    private final BorrowedBeans borrowed;

    NodeAssembly(Findings findings, BeanManager manager) {
        this.findings = findings;
        this.manager = manager;
        this.borrowed = new BorrowedBeans(manager);
    }

    /**
     * Starts the node.
     *
     * @throws RpcStartException if that fails
     */
    RpcNode start() {
        RpcNode.Builder builder = RpcNode.builder().config(findings.config()).classLoader(findings.loader());
        FoundBean own = findings.hazelcast();
        if (own != null) {
            builder.hazelcast(borrowed.borrow(own, HazelcastInstance.class));
        }
        for (FoundBean part : findings.parts()) {
            if (part.bean().getTypes().contains(RpcInterceptor.class)) {
                builder.interceptor(borrowed.borrow(part, RpcInterceptor.class));
            }
        }
        RequestScopes scopes = RequestScopes.of(manager);
        findings.exports()
                .forEach((contract, found) -> builder.export(
                        contract,
                        found.name(),
                        new ContextualBean(
                                manager,
                                scopes,
                                found.bean(),
                                contract,
                                new NonBlockingMethods(manager, found),
                                new BeanLimits(found))));
        return builder.start();
    }

    /** Gives back what the node had of the container; the node is stopped, or did not start. */
    void release() {
        borrowed.giveBack();
    }
}
