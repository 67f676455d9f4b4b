package org.cdirpc;

import org.cdirpc.spi.FailureCode;
import org.cdirpc.spi.Progress;
import org.jspecify.annotations.Nullable;

/** The deadline passed; the message says where the time went. */
public final class RpcTimeoutException extends RpcException {

    private static final long serialVersionUID = 1L;

    /** A failure; see {@link RpcException#RpcException}. */
    public RpcTimeoutException(FailureCode code, Progress progress, String message, @Nullable Throwable cause) {
        super(code, progress, message, cause);
    }
}
