package org.cdirpc;

import java.util.List;
import org.cdirpc.spi.FailureCode;
import org.cdirpc.spi.Progress;

/**
 * The method ran and threw what the contract does not declare. The remote type and frames are text: no class that the
 * contract does not name is ever loaded.
 */
public final class RpcRemoteException extends RpcException {

    private static final long serialVersionUID = 1L;

    private final String remoteType;
    private final List<String> remoteFrames;

    /** A failure; see {@link RpcException#RpcException}. */
    public RpcRemoteException(String message, String remoteType, List<String> remoteFrames) {
        super(FailureCode.UNDECLARED_EXCEPTION, Progress.COMPLETED, message, null);
        this.remoteType = remoteType;
        this.remoteFrames = List.copyOf(remoteFrames);
    }

    /** The name of the exception's class on the provider. */
    public String remoteType() {
        return remoteType;
    }

    /** The topmost frames of the exception on the provider, innermost first. */
    public List<String> remoteFrames() {
        return remoteFrames;
    }
}
