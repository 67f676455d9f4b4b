package org.cdirpc.transport.channel;

/**
 * Serves one accepted channel. Called by one thread at a time, in the order of the frames; must not block, except for
 * {@link #callOnWorker}.
 */
public interface ChannelHandler {

    /**
     * The peer announces methods.
     *
     * @return the body of BOUND
     * @throws RuntimeException closes the channel, with the exception's message as the reason that the peer is told
     */
    byte[] bind(byte[] body);

    /**
     * A call arrived. It must be ended exactly once, later and on any thread if need be, by {@link IncomingCall#reply},
     * {@link IncomingCall#fail} or {@link IncomingCall#ended}. An exception ends it as INTERNAL, progress UNKNOWN.
     */
    void call(IncomingCall call);

    /**
     * Whether a call would rather be handed to {@link #callOnWorker} than to {@link #call}. Asked once for each call
     * where there are workers, in the order of the frames; must not block.
     */
    default boolean wantsWorker(IncomingCall call) {
        return false;
    }

    /**
     * As {@link #call}, but on a worker thread, which may block: the calls behind it are served by another one then. What
     * it answers before it returns is sent together with the answers of its neighbours.
     */
    default void callOnWorker(IncomingCall call) {
        call(call);
    }

    /** The channel ended; nothing follows. Called once. */
    void closed();
}
