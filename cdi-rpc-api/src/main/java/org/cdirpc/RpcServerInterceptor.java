package org.cdirpc;

/** Stands around calls on the provider's side, behind admission and with the arguments decoded, around the bean and its own CDI interceptors. */
public interface RpcServerInterceptor extends RpcInterceptor {}
