package org.cdirpc.transport.channel;

/** Takes the answer of one call. */
@FunctionalInterface
public interface CallListener {

    /**
     * The call ended. Called exactly once, on whatever thread knows first (I/O thread, canceller, timer, sender); must
     * not block. A one-way call is answered with an empty success as soon as it is appended.
     */
    void answered(Answer answer);
}
