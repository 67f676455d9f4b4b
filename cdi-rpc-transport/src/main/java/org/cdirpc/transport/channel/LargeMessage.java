package org.cdirpc.transport.channel;

import org.cdirpc.transport.frame.FrameBuffer;
import org.cdirpc.transport.frame.FrameHeader;
import org.cdirpc.transport.frame.Wire;
import org.jspecify.annotations.Nullable;

/** A message that is sent in fragments, and how far it got. Guarded by its outbox. */
final class LargeMessage {

    private final FrameHeader header;
    private final Payload payload;
    private final @Nullable PendingSend call;
    private final boolean timed;
    private final long deadlineNanos;
    private int sent;

    LargeMessage(FrameHeader header, Payload payload, @Nullable PendingSend call) {
        this(header, payload, call, false, 0);
    }

    private LargeMessage(
            FrameHeader header, Payload payload, @Nullable PendingSend call, boolean timed, long deadlineNanos) {
        this.header = header;
        this.payload = payload;
        this.call = call;
        this.timed = timed;
        this.deadlineNanos = deadlineNanos;
    }

    /** An answer that nobody waits for after this moment. */
    static LargeMessage until(long deadlineNanos, FrameHeader header, Payload payload) {
        return new LargeMessage(header, payload, null, true, deadlineNanos);
    }

    /** Whether it is such an answer. */
    boolean timed() {
        return timed;
    }

    /** Whether nobody waits for it any more, and the other side has seen nothing of it. */
    boolean late(long now) {
        return timed && sent == 0 && now - deadlineNanos >= 0;
    }

    @Nullable
    PendingSend call() {
        return call;
    }

    int left() {
        return (int) payload.size() - sent;
    }

    /** Appends the next fragment; flags other than MORE stand on the first one only. Says whether it was the last. */
    boolean nextFragment(FrameBuffer target) {
        int count = Math.min(left(), Wire.FRAGMENT_BYTES);
        boolean last = count == left();
        int flags = (sent == 0 ? header.flags() : 0) | (last ? 0 : Wire.MORE);
        FrameHeader fragment = new FrameHeader(
                header.type(), flags, header.method(), header.id(), header.remainingMillis(), header.sentAtMillis());
        target.header(fragment, count);
        payload.referTo(target, sent, count);
        sent += count;
        return last;
    }
}
