package org.cdirpc.transport.channel;

/**
 * Told of what the channels witness. Called by I/O and timer threads, in order and never concurrently for one peer; must
 * not block. An exception is logged and has no other effect.
 */
public interface PeerListener {

    /** A channel to the peer is open. */
    void connected(Peer peer);

    /** The channel was lost, or a dial failed; told again at each failed dial. */
    void unreachable(Peer peer, String reason);

    /**
     * Calls wait, and nothing came over the open channel for a while, not even an answer to PING: the process does not run,
     * or the network swallows what is sent. A slow bean is no reason: PINGs are answered beside it. Told once; it is over
     * with {@link #responsive}, {@link #unreachable} or {@link #connected}, whichever comes first.
     *
     * @param reason what was missing for how long
     */
    default void stalled(Peer peer, String reason) {}

    /** After {@link #stalled}: something came again over the same channel. Told once. */
    default void responsive(Peer peer) {}

    /** The peer says that it takes no new calls. */
    void draining(Peer peer, String reason);
}
