package org.cdirpc.transport.channel;

/** What a peer needs of the node that dials it. */
interface PeerOwner {

    NodeIdentity self();

    ChannelContext context();

    Dialler dialler();

    PeerListener listener();

    boolean closed();

    /** One of a peer's channels has ended, and is not counted by the peer any more. */
    default void channelEnded() {}

    /** The scale of {@link System#nanoTime()}. */
    default long nanoTime() {
        return System.nanoTime();
    }
}
