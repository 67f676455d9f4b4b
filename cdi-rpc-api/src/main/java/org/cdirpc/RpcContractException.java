package org.cdirpc;

import org.cdirpc.spi.FailureCode;
import org.cdirpc.spi.Progress;
import org.jspecify.annotations.Nullable;

/** Provider and consumer disagree on the contract; the message names the method and both shapes. Nothing ran. */
public final class RpcContractException extends RpcException {

    private static final long serialVersionUID = 1L;

    /** A failure; see {@link RpcException#RpcException}. */
    public RpcContractException(FailureCode code, Progress progress, String message, @Nullable Throwable cause) {
        super(code, progress, message, cause);
    }
}
