package org.cdirpc;

/** Stands around whole calls on the caller's side, outside of all their attempts: logging, limits, attachments, answers from elsewhere. */
public interface RpcClientInterceptor extends RpcInterceptor {}
