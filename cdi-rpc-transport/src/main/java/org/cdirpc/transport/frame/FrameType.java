package org.cdirpc.transport.frame;

import static org.cdirpc.transport.frame.Wire.ATTACHMENTS;
import static org.cdirpc.transport.frame.Wire.MORE;
import static org.cdirpc.transport.frame.Wire.NO_REPLY;
import static org.cdirpc.transport.frame.Wire.POSITIONAL;

import org.jspecify.annotations.Nullable;

/** What a frame is. The numbers are part of the protocol and never reused. */
public enum FrameType {
    /** Announces methods. */
    BIND(1, MORE, true, false),
    /** Answers a BIND. */
    BOUND(2, MORE, false, true),
    /** Calls a method. */
    CALL(3, MORE | ATTACHMENTS | NO_REPLY | POSITIONAL, true, false),
    /** A result. */
    REPLY(4, MORE | ATTACHMENTS | POSITIONAL, false, true),
    /** A failure. */
    FAIL(5, MORE | ATTACHMENTS, false, true),
    /** Gives a call up. */
    CANCEL(6, 0, true, false),
    /** Reserved for streams. */
    ITEM(7, 0, false, false),
    /** Reserved for streams. */
    COMPLETE(8, 0, false, false),
    /** Reserved for streams. */
    CREDIT(9, 0, false, false),
    /** Asks for a PONG with the same payload. */
    PING(10, 0, true, true),
    /** Answers a PING. */
    PONG(11, 0, true, true),
    /** Nothing new is taken; or the channel is closed, and why. */
    GOAWAY(12, 0, true, true);

    private static final FrameType[] BY_WIRE_ID = values();

    private final int wireId;
    private final int flags;
    private final boolean fromDialler;
    private final boolean fromAcceptor;

    FrameType(int wireId, int flags, boolean fromDialler, boolean fromAcceptor) {
        this.wireId = wireId;
        this.flags = flags;
        this.fromDialler = fromDialler;
        this.fromAcceptor = fromAcceptor;
    }

    /** The number in frames. */
    public int wireId() {
        return wireId;
    }

    /** Whether such a frame may carry all these flags. */
    public boolean allows(int someFlags) {
        return (someFlags & ~flags) == 0;
    }

    /** Whether the side that dialled may send it; the reserved types may be sent by nobody. */
    public boolean fromDialler() {
        return fromDialler;
    }

    /** Whether the side that accepted may send it. */
    public boolean fromAcceptor() {
        return fromAcceptor;
    }

    /** The type of a number in a frame, or null. */
    public static @Nullable FrameType ofWireId(int wireId) {
        return wireId >= 1 && wireId <= BY_WIRE_ID.length ? BY_WIRE_ID[wireId - 1] : null;
    }
}
