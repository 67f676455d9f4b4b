package org.cdirpc.extension.node;

import org.cdirpc.extension.server.BeanAccess;

/**
 * A node: serves exported objects and makes proxies, from plain Java. Thread-safety: all methods may be called by any
 * thread.
 */
public final class RpcNode implements AutoCloseable {

    private RpcNode() {}

    /** A builder with every setting at its default. */
    public static Builder builder() {
        return new Builder();
    }

    /** A proxy for a contract; the same options give the same routes and limits. */
    public <T> T proxy(Class<T> contract, ProxyOptions options) {
        throw new AssertionError();
    }

    /** This node's stable name. */
    public String name() {
        throw new AssertionError();
    }

    /**
     * Stops gracefully: withdraws from the cluster, lets running calls finish within the drain limit, closes channels,
     * then leaves the cluster. Idempotent; a second caller waits for the first.
     */
    @Override
    public void close() {}

    /** Collects what a node needs. One thread at a time. */
    public static final class Builder {

        private Builder() {}

        /** The configuration; by default what {@link RpcConfig#load} finds with this builder's class loader. */
        public Builder config(RpcConfig config) {
            return this;
        }

        /** The application's class loader; by default the context class loader of the starting thread. */
        public Builder classLoader(ClassLoader loader) {
            return this;
        }

        /** Serves a contract with one object. */
        public <T> Builder export(Class<T> contract, T object) {
            return this;
        }

        /** Serves a contract with objects that a container provides; {@code bean} names it in messages. */
        public Builder export(Class<?> contract, String bean, BeanAccess access) {
            return this;
        }

        /**
         * Starts the node: channels first, announced last.
         *
         * @throws RpcStartException if anything is wrong; nothing half-started stays behind
         */
        public RpcNode start() {
            throw new AssertionError();
        }
    }
}
