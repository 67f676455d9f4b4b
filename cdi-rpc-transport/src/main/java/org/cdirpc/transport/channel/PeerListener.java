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

    /** The peer says that it takes no new calls. */
    void draining(Peer peer, String reason);
}
