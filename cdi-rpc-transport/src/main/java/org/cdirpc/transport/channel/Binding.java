package org.cdirpc.transport.channel;

/**
 * What must be announced on a channel before its methods can be called. Identity is the object: each channel announces
 * it once, at its first use there.
 */
public interface Binding {

    /** How many method ids this takes, from 1 to 65,535; the same at each call. */
    int methods();

    /**
     * The body of BIND. Called once per channel, under the channel's lock by the first sender: must not block.
     *
     * @param firstMethodId the id of the method with index 0 on that channel
     */
    byte[] bindBody(int firstMethodId);

    /** The answer, once per channel that lived long enough; on the channel's I/O thread, must not block. */
    void bound(Peer peer, byte[] boundBody);
}
