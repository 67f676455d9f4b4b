package org.cdirpc;

import org.cdirpc.spi.FailureCode;
import org.cdirpc.spi.Progress;
import org.jspecify.annotations.Nullable;

/** No instance can take the call; the message says how many are known and why each was passed over. */
public final class RpcUnavailableException extends RpcException {

    private static final long serialVersionUID = 1L;

    /** A failure; see {@link RpcException#RpcException}. */
    public RpcUnavailableException(FailureCode code, Progress progress, String message, @Nullable Throwable cause) {
        super(code, progress, message, cause);
    }
}
