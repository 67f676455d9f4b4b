package org.cdirpc.transport.channel;

/** Takes the answer of one call. */
@FunctionalInterface
public interface CallListener {

    /**
     * The call ended. Called exactly once, on whatever thread knows first (I/O thread, canceller, timer, sender); must
     * not block. A one-way call is answered with an empty success as soon as it is appended.
     */
    void answered(Answer answer);

    /** Whether an answer that was read is rather to be told by {@link #answeredOnWorker}, as it makes user code run. */
    default boolean wantsWorker() {
        return false;
    }

    /**
     * As {@link #answered}, but on a worker thread, which may block: the answers behind this one are told by another one
     * then. What is sent before it returns leaves together with what its neighbours send.
     */
    default void answeredOnWorker(Answer answer) {
        answered(answer);
    }
}
