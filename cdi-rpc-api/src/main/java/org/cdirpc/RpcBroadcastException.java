package org.cdirpc;

import java.util.List;
import org.cdirpc.spi.FailureCode;
import org.cdirpc.spi.Progress;
import org.jspecify.annotations.Nullable;

/**
 * A call to all instances that not all of them answered. Its progress is the least certain of all of them, so that it
 * never says that nothing ran where an instance answered; the results say what each did.
 */
public final class RpcBroadcastException extends RpcException {

    private static final long serialVersionUID = 1L;

    private final transient List<BroadcastResult> results;

    /** A failure; see {@link RpcException#RpcException}. */
    public RpcBroadcastException(
            FailureCode code,
            Progress progress,
            String message,
            @Nullable Throwable cause,
            List<BroadcastResult> results) {
        super(code, progress, message, cause);
        this.results = List.copyOf(results);
    }

    /** One for each instance that was called; empty after Java serialization. */
    @SuppressWarnings("NullAway") // A transient field of a deserialized object is null.
    public List<BroadcastResult> results() {
        return results == null ? List.of() : results;
    }
}
