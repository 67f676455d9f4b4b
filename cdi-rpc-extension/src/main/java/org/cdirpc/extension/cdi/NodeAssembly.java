package org.cdirpc.extension.cdi;

import com.hazelcast.core.HazelcastInstance;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.reflect.Type;
import java.util.Set;
import org.cdirpc.RpcInterceptor;
import org.cdirpc.RpcMock;
import org.cdirpc.extension.node.RpcNode;
import org.cdirpc.extension.node.RpcStartException;
import org.cdirpc.spi.BalancerFactory;

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
            Set<Type> types = part.bean().getTypes();
            if (types.contains(RpcInterceptor.class)) {
                builder.interceptor(borrowed.borrow(part, RpcInterceptor.class));
            }
            if (types.contains(BalancerFactory.class)) {
                builder.balancer(borrowed.borrow(part, BalancerFactory.class));
            }
        }
        Event<Object> events = manager.getEvent();
        builder.events(events::fire);
        RequestScopes scopes = RequestScopes.of(manager);
        for (FoundBean bean : findings.standIns()) {
            bean.contracts().forEach(contract -> standIn(builder, contract, bean, scopes));
        }
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
        findings.injected().forEach((contract, all) -> all.forEach(options -> builder.consume(contract, options)));
        return builder.start();
    }

    private <T> void standIn(RpcNode.Builder builder, Class<T> contract, FoundBean bean, RequestScopes scopes) {
        T reference = StandIn.of(borrowed.borrow(bean, contract), contract, manager, scopes);
        if (bean.is(RpcMock.class)) {
            builder.mock(contract, reference);
        } else {
            builder.fallback(contract, reference);
        }
    }

    /** Gives back what the node had of the container; the node is stopped, or did not start. */
    void release() {
        borrowed.giveBack();
    }
}
