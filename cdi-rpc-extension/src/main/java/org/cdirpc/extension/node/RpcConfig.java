package org.cdirpc.extension.node;

/** The configuration of a node. */
public record RpcConfig() {

    /** Reads it for an application. */
    public static RpcConfig load(ClassLoader loader) {
        return new RpcConfig();
    }
}
