package org.cdirpc.transport.channel;

import java.nio.ByteBuffer;
import org.cdirpc.transport.frame.FrameHeader;
import org.cdirpc.transport.frame.GoAway;
import org.cdirpc.transport.frame.ProtocolViolation;
import org.jspecify.annotations.Nullable;

/** What differs between the two sides of a channel; called in its turn, unless it says otherwise. */
interface FrameRole {

    /** A frame that is neither PING, PONG nor GOAWAY, and that the other side may send. */
    void frame(FrameHeader header, ByteBuffer payload, long now) throws ProtocolViolation;

    /** All frames of one read were handed on. */
    void batchEnd(long now);

    /** A PING was answered. */
    void pong();

    void goAway(GoAway goAway);

    /** Decides the greatest call id that is accepted from the other side, for a GOAWAY; 0 if there is none. */
    int lastAccepted();

    /** Whether reading stops while too much is held or unsent. */
    boolean limitsReading();

    /** Whether so much is held that was not begun that reading stops until it is less; who changes that, asks anew. */
    default boolean holdsMuch() {
        return false;
    }

    /** After too much was unsent, less is; or nothing at all any more, as after most writes. By whoever writes. */
    default void sent(boolean all) {}

    /** The channel ended. Once, last. */
    void ended(String reason, @Nullable Throwable cause);
}
