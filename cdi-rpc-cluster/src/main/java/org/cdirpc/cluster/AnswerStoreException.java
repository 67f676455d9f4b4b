package org.cdirpc.cluster;

import org.jspecify.annotations.Nullable;

/** The store of answers cannot do what was asked; the message says what to do. */
public final class AnswerStoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean full;

    private AnswerStoreException(String message, boolean full, @Nullable Throwable cause) {
        super(message, cause);
        this.full = full;
    }

    /** It holds as many entries as it may. */
    public static AnswerStoreException full(long entries, long most) {
        return new AnswerStoreException(ClusterMessages.MESSAGES.answersFull(entries, most), true, null);
    }

    /** It does not answer. */
    public static AnswerStoreException outOfReach(String message, @Nullable Throwable cause) {
        return new AnswerStoreException(message, false, cause);
    }

    /** Whether it is full; else it is out of reach. */
    public boolean isFull() {
        return full;
    }
}
