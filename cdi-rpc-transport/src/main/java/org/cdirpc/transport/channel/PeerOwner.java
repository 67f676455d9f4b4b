package org.cdirpc.transport.channel;

/** What a peer needs of the node that dials it. */
interface PeerOwner {

    NodeIdentity self();

    ChannelContext context();

    Dialler dialler();

    PeerListener listener();

    boolean closed();

    /** The scale of {@link System#nanoTime()}. */
    default long nanoTime() {
        return System.nanoTime();
    }
}
