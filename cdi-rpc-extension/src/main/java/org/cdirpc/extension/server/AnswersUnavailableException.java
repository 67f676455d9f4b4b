package org.cdirpc.extension.server;

/** The {@link AnswerBook} is full or out of reach; the message says which and what to do. */
public final class AnswersUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean full;

    /**
     * A failure.
     *
     * @param full whether there is no room; else nobody answers
     */
    public AnswersUnavailableException(boolean full, String message, Throwable cause) {
        super(message, cause);
        this.full = full;
    }

    boolean isFull() {
        return full;
    }
}
