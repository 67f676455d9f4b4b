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
     * @param capabilities the bits of the other side
     */
    byte[] bindBody(int firstMethodId, long capabilities);

    /**
     * The answer, once per channel that lived long enough; in the channel's turn, must not block.
     *
     * @return by method index, whether the method's arguments may be positional on that channel; none behind the end
     */
    boolean[] bound(Peer peer, byte[] boundBody);
}
