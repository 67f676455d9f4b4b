package org.cdirpc.transport.frame;

/** The other side broke the protocol: the channel cannot go on. Its message goes into GOAWAY and the log. */
public final class ProtocolViolation extends Exception {

    private static final long serialVersionUID = 1L;

    private final int goAwayReason;

    /** A violation with one of the reasons of {@link GoAway}. */
    public ProtocolViolation(int goAwayReason, String message) {
        super(message);
        this.goAwayReason = goAwayReason;
    }

    /**
     * A violation.
     *
     * @param message the value and what was expected, as in {@code frame type: 13 (expected: 1 to 12)}
     */
    public ProtocolViolation(String message) {
        this(GoAway.PROTOCOL_VIOLATION, message);
    }

    /** Why the channel is closed, as the number in GOAWAY. */
    public int goAwayReason() {
        return goAwayReason;
    }
}
