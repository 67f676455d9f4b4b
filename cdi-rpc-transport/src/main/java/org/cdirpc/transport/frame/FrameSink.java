package org.cdirpc.transport.frame;

import java.nio.ByteBuffer;

/** Takes the frames of one direction of a channel, in order, on the thread that feeds the reader. */
@FunctionalInterface
public interface FrameSink {

    /**
     * A whole frame.
     *
     * @param payload its bytes, valid during this call only; what is left unread is skipped
     * @throws ProtocolViolation if the frame may not stand here
     */
    void frame(FrameHeader header, ByteBuffer payload) throws ProtocolViolation;
}
