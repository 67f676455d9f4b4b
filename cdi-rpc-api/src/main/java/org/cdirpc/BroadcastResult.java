package org.cdirpc;

import org.jspecify.annotations.Nullable;

/**
 * What one instance made of a call to all.
 *
 * @param peer the instance
 * @param value what its method returned; null also if it failed
 * @param failure what its caller would have got; null if it answered
 */
public record BroadcastResult(
        RpcContext.Peer peer,
        @Nullable Object value,
        @Nullable Throwable failure) {

    /** Whether the instance answered with a value. */
    public boolean ok() {
        return failure == null;
    }
}
