package org.cdirpc;

import org.cdirpc.spi.FailureCode;
import org.cdirpc.spi.Progress;
import org.jspecify.annotations.Nullable;

/** Unauthenticated or forbidden; nothing ran and nothing is retried. */
public final class RpcSecurityException extends RpcException {

    private static final long serialVersionUID = 1L;

    /** A failure; see {@link RpcException#RpcException}. */
    public RpcSecurityException(FailureCode code, Progress progress, String message, @Nullable Throwable cause) {
        super(code, progress, message, cause);
    }
}
