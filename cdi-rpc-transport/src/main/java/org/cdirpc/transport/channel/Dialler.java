package org.cdirpc.transport.channel;

/** Opens byte links. Never blocks. Thread-safe. */
public interface Dialler extends AutoCloseable {

    /**
     * Begins to open a link. The outcome is told exactly once, on an I/O thread or on this one, unless the dial was
     * abandoned first. The dialler keeps no time: the caller abandons a dial that takes too long.
     */
    Dial dial(DialRequest request, DialOutcome outcome);

    /** Ends all dials, links and threads. Idempotent; returns when they have ended, within a second or so. */
    @Override
    void close();

    /** A dial on its way. */
    interface Dial {
        /** Gives it up: a link that opens nevertheless is closed. No effect after the outcome. */
        void abandon();
    }
}
