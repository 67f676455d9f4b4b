package org.cdirpc.extension.node;

/**
 * A proxy that the application is going to ask for.
 *
 * @param contract its contract
 * @param options what it asks for
 */
record Consumed(Class<?> contract, ProxyOptions options) {}
