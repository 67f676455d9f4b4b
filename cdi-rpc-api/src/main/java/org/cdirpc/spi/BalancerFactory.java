package org.cdirpc.spi;

/** Makes the balancers of one name. Found through {@link java.util.ServiceLoader}. */
public interface BalancerFactory {

    /** The name by which configuration and {@code @RpcClient(balancer)} choose it, such as {@code p2c}. */
    String name();

    /** A new balancer for one service; called once per service and node, by any thread, and must not block. */
    Balancer create();

    /**
     * Whether its balancers give calls of one key to one instance, whoever calls. They are then shown all instances; others are
     * shown those that the node uses, which are not the same at every node ({@code cdirpc.client.peers}).
     */
    default boolean choosesByKey() {
        return false;
    }
}
