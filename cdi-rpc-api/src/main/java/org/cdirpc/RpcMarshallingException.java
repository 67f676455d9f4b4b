package org.cdirpc;

import org.cdirpc.spi.FailureCode;
import org.cdirpc.spi.Progress;
import org.jspecify.annotations.Nullable;

/** Arguments that cannot be encoded or decoded (nothing ran), or a result that cannot (the method ran). */
public final class RpcMarshallingException extends RpcException {

    private static final long serialVersionUID = 1L;

    /** A failure; see {@link RpcException#RpcException}. */
    public RpcMarshallingException(FailureCode code, Progress progress, String message, @Nullable Throwable cause) {
        super(code, progress, message, cause);
    }
}
