package org.cdirpc.transport.channel;

import org.cdirpc.spi.FailureCode;

/** A call on its way. Thread-safe. */
public interface PendingCall {

    /**
     * Gives the call up: its listener is answered with this code and the true progress, and the peer is told if the
     * call was sent. No effect once answered. Never blocks.
     */
    void cancel(FailureCode code);
}
