package org.cdirpc;

import org.cdirpc.spi.FailureCode;
import org.cdirpc.spi.Progress;
import org.jspecify.annotations.Nullable;

/**
 * A call that failed. Every failure says how far the call got ({@link #progress()}) and why it ended ({@link #code()});
 * the subclasses group the codes by what a caller can do about them.
 */
public class RpcException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final FailureCode code;
    private final Progress progress;

    /**
     * A failure.
     *
     * @param message begins with the message's id, and gives the value, what was expected and the fix
     */
    public RpcException(FailureCode code, Progress progress, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.progress = progress;
    }

    /** Why the call failed. */
    public final FailureCode code() {
        return code;
    }

    /** How far the call got. Only {@link Progress#UNKNOWN} leaves open whether the method ran. */
    public final Progress progress() {
        return progress;
    }

    @Override
    public String toString() {
        return super.toString() + " [" + code + ", " + progress + "]";
    }
}
