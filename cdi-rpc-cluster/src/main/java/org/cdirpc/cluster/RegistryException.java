package org.cdirpc.cluster;

import org.jspecify.annotations.Nullable;

/** The registry cannot do what was asked; the message says what to do. */
public final class RegistryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** A failure with a message that names the fix. */
    public RegistryException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
