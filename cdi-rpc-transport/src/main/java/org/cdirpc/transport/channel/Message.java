package org.cdirpc.transport.channel;

import org.cdirpc.transport.frame.FrameHeader;

/**
 * A whole message.
 *
 * @param header of its first fragment, without MORE
 * @param payload its bytes, for the receiver alone
 */
record Message(FrameHeader header, byte[] payload) {}
