package org.cdirpc.transport.channel;

/** Makes the handlers of accepted channels. */
@FunctionalInterface
public interface ChannelAcceptor {

    /**
     * A channel was opened. Called once per channel, on its I/O thread; must not block. An exception closes the
     * channel.
     */
    ChannelHandler accepted(PeerInfo peer);
}
