package org.cdirpc.transport.channel;

import org.cdirpc.spi.FailureCode;

/** A call on its way. Thread-safe. */
public interface PendingCall {

    /**
     * Gives the call up: its listener is answered with this code and the true progress, and the peer is told if the
     * call was sent. No effect once answered. Never blocks.
     */
    void cancel(FailureCode code);

    /**
     * Waits for the answer by reading the call's channel on this thread, if no other call is in flight there: that saves
     * two changes of thread. Returns when the call is answered, the time is over, or the thread is interrupted. To be
     * called by the thread that sent the call, if it said so in {@link OutgoingCall#waits}, before it waits otherwise.
     *
     * @param nanos for how long, more than 0
     * @return false if other threads read, or nothing will come: the caller must wait otherwise
     */
    default boolean read(long nanos) {
        return false;
    }
}
