package org.cdirpc.transport.channel;

/** What a channel did with a call. */
enum Sending {
    /** It is sent, or answered already. */
    TAKEN,
    /** The channel drains, leaves or has ended: the call is as it was. */
    CLOSED,
    /** The channel has no ids left and should be replaced: the call is as it was. */
    EXHAUSTED
}
