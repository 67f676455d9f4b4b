package org.cdirpc.cluster;

/** A registry entry that cannot be read; the message says what is wrong with it. */
public final class MalformedRecordException extends Exception {

    private static final long serialVersionUID = 1L;

    MalformedRecordException(String message, Throwable cause) {
        super(message, cause);
    }

    MalformedRecordException(String message) {
        super(message);
    }
}
