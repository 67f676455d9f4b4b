package org.cdirpc.transport.channel;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.cdirpc.transport.frame.FrameHeader;
import org.cdirpc.transport.frame.ProtocolViolation;
import org.cdirpc.transport.frame.Wire;
import org.jspecify.annotations.Nullable;

/**
 * Puts fragments together, within the message cap and the node's budget; sums are long, and memory grows with what
 * arrived. A message beyond the bounds is told to {@link Refusal} once, and its further fragments are skipped. Called by
 * the channel's I/O thread only.
 */
final class MessageAssembler {

    /** Told of a message that is not taken. */
    interface Refusal {
        /** The message is larger than the cap; otherwise the budget has no room for it. */
        void refused(FrameHeader first, boolean overCap);
    }

    private static final int MOST_AT_ONCE = 4096;

    private final int messageCap;
    private final InboundBudget budget;
    private final Refusal refusal;
    private final Map<Integer, Partial> partials = new HashMap<>();

    MessageAssembler(int messageCap, InboundBudget budget, Refusal refusal) {
        this.messageCap = messageCap;
        this.budget = budget;
        this.refusal = refusal;
    }

    /** The message that this frame completes; null while fragments are missing, or if it is refused. */
    @Nullable
    Message add(FrameHeader header, ByteBuffer payload) throws ProtocolViolation {
        Partial partial = partials.isEmpty() ? null : partials.get(header.id());
        if (partial == null) {
            if (!header.has(Wire.MORE)) {
                return whole(header, payload);
            }
            if (partials.size() == MOST_AT_ONCE) {
                throw new ProtocolViolation("unfinished messages: more than " + MOST_AT_ONCE + " (expected: fewer)");
            }
            partial = new Partial(header);
            partials.put(header.id(), partial);
        } else {
            checkContinues(partial.first, header);
        }
        append(partial, payload);
        if (header.has(Wire.MORE)) {
            return null;
        }
        partials.remove(header.id());
        return partial.refused ? null : finished(partial);
    }

    boolean continues(int id) {
        return !partials.isEmpty() && partials.containsKey(id);
    }

    /** Forgets an unfinished message; says whether there was one. */
    boolean drop(int id) {
        Partial partial = partials.isEmpty() ? null : partials.remove(id);
        if (partial != null) {
            budget.releaseUnfinished(partial.count);
        }
        return partial != null;
    }

    /** Frees what unfinished messages hold whose time is over; their further fragments are skipped. */
    void expire(long now) {
        for (Partial partial : partials.values()) {
            if (partial.timed && !partial.refused && now - partial.deadlineNanos > 0) {
                refuse(partial);
            }
        }
    }

    /** Sets until when a message must be finished. */
    void deadline(int id, long deadlineNanos) {
        Partial partial = partials.get(id);
        if (partial != null) {
            partial.timed = true;
            partial.deadlineNanos = deadlineNanos;
        }
    }

    boolean isEmpty() {
        return partials.isEmpty();
    }

    void clear() {
        for (Iterator<Partial> i = partials.values().iterator(); i.hasNext(); ) {
            budget.releaseUnfinished(i.next().count);
            i.remove();
        }
    }

    private @Nullable Message whole(FrameHeader header, ByteBuffer payload) {
        if (payload.remaining() > messageCap) {
            refusal.refused(header, true);
            return null;
        }
        byte[] bytes = new byte[payload.remaining()];
        payload.get(bytes);
        return new Message(header, bytes);
    }

    private void append(Partial partial, ByteBuffer payload) {
        if (partial.refused) {
            return;
        }
        long total = (long) partial.count + payload.remaining();
        boolean overCap = total > messageCap;
        if (overCap || !budget.tryReserveUnfinished(payload.remaining())) {
            refuse(partial);
            refusal.refused(partial.first, overCap);
            return;
        }
        if (total > partial.bytes.length) {
            partial.bytes =
                    Arrays.copyOf(partial.bytes, (int) Math.min(messageCap, Math.max(total, 2L * partial.count)));
        }
        payload.get(partial.bytes, partial.count, payload.remaining());
        partial.count = (int) total;
    }

    private Message finished(Partial partial) {
        budget.releaseUnfinished(partial.count);
        FrameHeader first = partial.first;
        FrameHeader header = new FrameHeader(
                first.type(),
                first.flags() & ~Wire.MORE,
                first.method(),
                first.id(),
                first.remainingMillis(),
                first.sentAtMillis());
        byte[] bytes = partial.bytes;
        return new Message(header, bytes.length == partial.count ? bytes : Arrays.copyOf(bytes, partial.count));
    }

    private void refuse(Partial partial) {
        budget.releaseUnfinished(partial.count);
        partial.count = 0;
        partial.bytes = Payload.NONE;
        partial.refused = true;
    }

    private static void checkContinues(FrameHeader first, FrameHeader next) throws ProtocolViolation {
        if (next.type() != first.type() || next.method() != first.method() || (next.flags() & ~Wire.MORE) != 0) {
            throw new ProtocolViolation("fragment of " + Integer.toUnsignedString(next.id()) + ": " + next.type()
                    + ", method " + next.method() + ", flags 0x" + Integer.toHexString(next.flags()) + " (expected: "
                    + first.type() + ", method " + first.method() + ", no flag but MORE)");
        }
    }

    private static final class Partial {
        final FrameHeader first;
        byte[] bytes = Payload.NONE;
        int count;
        boolean refused;
        boolean timed;
        long deadlineNanos;

        Partial(FrameHeader first) {
            this.first = first;
        }
    }
}
