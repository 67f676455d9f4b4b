package org.cdirpc.extension.cdi;

import jakarta.enterprise.inject.spi.BeanManager;
import org.cdirpc.extension.node.RpcNode;
import org.cdirpc.extension.node.RpcStartException;

/** Puts a node together from what a deployment has. */
final class NodeAssembly {

    private NodeAssembly() {}

    /**
     * Starts the node.
     *
     * @throws RpcStartException if that fails
     */
    static RpcNode start(Findings findings, BeanManager manager) {
        RpcNode.Builder builder = RpcNode.builder().config(findings.config()).classLoader(findings.loader());
        RequestScopes scopes = RequestScopes.of(manager);
        findings.exports()
                .forEach((contract, found) -> builder.export(
                        contract, found.name(), new ContextualBean(manager, scopes, found.bean(), contract)));
        return builder.start();
    }
}
