package org.cdirpc;

/** Stands around each attempt on the caller's side, when its instance is chosen: credentials and signatures that must not be replayed, and measuring. */
public interface RpcAttemptInterceptor extends RpcInterceptor {}
