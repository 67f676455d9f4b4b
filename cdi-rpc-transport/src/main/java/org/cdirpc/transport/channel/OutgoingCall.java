package org.cdirpc.transport.channel;

import java.util.Objects;
import org.cdirpc.transport.frame.Wire;
import org.jspecify.annotations.Nullable;

/**
 * A call to send. The arrays belong to the channel from {@link Peer#send} until the call is answered; for a one-way
 * call, which is answered when appended, until the channel has sent them: do not reuse them.
 *
 * @param binding what announces the method
 * @param methodIndex the method's index in the binding, from 0 to {@code binding.methods() - 1}
 * @param deadlineNanos when the call is given up, on the scale of {@link System#nanoTime()}
 * @param attachments a CBOR map, or empty for none
 * @param buffer holds the body
 * @param offset where the body begins
 * @param length of the body, in bytes
 * @param oneWay whether no answer is wanted
 * @param named if the body is positional: makes the same body with named fields, for a channel where nothing was agreed;
 *     null if the body is named
 * @param waits whether the thread that sends is going to wait for the answer: it then writes for others as well
 */
public record OutgoingCall(
        Binding binding,
        int methodIndex,
        long deadlineNanos,
        byte[] attachments,
        byte[] buffer,
        int offset,
        int length,
        boolean oneWay,
        @Nullable Renaming named,
        boolean waits) {

    /**
     * The most bytes of attachments and body together that are copied when the call is sent, as they fit one frame. Of a
     * larger call, the channel may hold the arrays when it is answered: a call that was given up, for one.
     */
    public static final int ONE_FRAME_BYTES = Wire.FRAGMENT_BYTES;

    /** Makes a positional body a named one. Thread-safe. */
    @FunctionalInterface
    public interface Renaming {
        /** The call with a named body. */
        OutgoingCall named(OutgoingCall positional);
    }

    public OutgoingCall {
        Objects.checkIndex(methodIndex, binding.methods());
        Objects.checkFromIndexSize(offset, length, buffer.length);
    }

    /** A call whose thread does not wait. */
    public OutgoingCall(
            Binding binding,
            int methodIndex,
            long deadlineNanos,
            byte[] attachments,
            byte[] buffer,
            int offset,
            int length,
            boolean oneWay) {
        this(binding, methodIndex, deadlineNanos, attachments, buffer, offset, length, oneWay, null, false);
    }
}
