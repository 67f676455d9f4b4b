package org.cdirpc.transport.channel;

import org.jspecify.annotations.Nullable;

/** Takes the outcome of one dial; must not block. */
public interface DialOutcome {

    /**
     * The link is open and the handshake done. Called on the link's I/O thread, before anything is read from it.
     *
     * @param remote who answered
     * @param capabilities the bits it has
     */
    LinkHandler opened(Link link, NodeIdentity remote, long capabilities);

    /** There is no link; the reason says what was seen and what was expected. */
    void failed(String reason, @Nullable Throwable cause);
}
