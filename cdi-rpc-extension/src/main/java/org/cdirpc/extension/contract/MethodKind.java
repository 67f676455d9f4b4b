package org.cdirpc.extension.contract;

/** How a method gives its result. */
public enum MethodKind {
    /** The caller waits. */
    BLOCKING,
    /** A {@code CompletionStage}, {@code CompletableFuture} or {@code Future}. */
    ASYNC,
    /** Nothing comes back. */
    ONE_WAY
}
