package org.cdirpc.spi;

/** Makes the balancers of one name. Found through {@link java.util.ServiceLoader}. */
public interface BalancerFactory {

    /** The name by which configuration and {@code @RpcClient(balancer)} choose it, such as {@code p2c}. */
    String name();

    /** A new balancer for one service; called once per service and node, by any thread, and must not block. */
    Balancer create();
}
