package org.cdirpc.transport.channel;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cdirpc.transport.frame.FrameHeader;
import org.cdirpc.transport.frame.FrameType;
import org.cdirpc.transport.frame.ProtocolViolation;
import org.cdirpc.transport.frame.Wire;
import org.jspecify.annotations.Nullable;

/**
 * Puts fragments together, within the message cap and the node's budget; sums are long, and memory grows with what
 * arrived. A message beyond the bounds is told to {@link Refusal} once, and its further fragments are skipped. Called in
 * the channel's turn only.
 */
final class MessageAssembler {

    /** Told of a message that is not taken. */
    interface Refusal {
        void refused(FrameHeader first, Why why);
    }

    /** Why a message is not taken. */
    enum Why {
        /** It is larger than the cap. */
        OVER_CAP,
        /** The budget, or this channel's share of it, has no room. */
        NO_ROOM,
        /** Its fragments ceased to come. */
        STALLED
    }

    private static final int MOST_AT_ONCE = 4096;
    private static final int LITTLE = 1 << 10;

    private final int messageCap;
    private final InboundBudget budget;
    private final long share;
    private final Refusal refusal;
    private long held;
    private final Map<Integer, Partial> partials = new HashMap<>();

    /** {@code share} is what this channel may hold of the budget, in bytes. */
    MessageAssembler(int messageCap, InboundBudget budget, long share, Refusal refusal) {
        this.messageCap = messageCap;
        this.budget = budget;
        this.share = share;
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
            release(partial);
        }
        return partial != null;
    }

    /**
     * Frees what unfinished messages hold whose time is over, or that got no fragment for too long; their further
     * fragments are skipped.
     *
     * @param elapsed nanoseconds since the last time in which fragments could have come
     * @param mostSilent nanoseconds without a fragment from which on a message is refused
     */
    void expire(long now, long elapsed, long mostSilent) {
        // Of a copy, as a refusal may end the channel, which clears this.
        for (Partial partial : List.copyOf(partials.values())) {
            partial.silent += elapsed;
            if (partial.refused) {
                continue;
            }
            if (partial.timed && now - partial.deadlineNanos > 0) {
                refuse(partial);
            } else if (partial.silent >= mostSilent) {
                refuse(partial);
                refusal.refused(partial.first, Why.STALLED);
            }
        }
    }

    /** How many calls up to this id are unfinished and not refused. */
    int unfinishedCalls(int lastId) {
        int count = 0;
        for (Partial partial : partials.values()) {
            FrameHeader first = partial.first;
            if (!partial.refused
                    && first.type() == FrameType.CALL
                    && Integer.compareUnsigned(first.id(), lastId) <= 0) {
                count++;
            }
        }
        return count;
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
        partials.values().forEach(this::refuse);
        partials.clear();
    }

    private @Nullable Message whole(FrameHeader header, ByteBuffer payload) {
        if (payload.remaining() > messageCap) {
            refusal.refused(header, Why.OVER_CAP);
            return null;
        }
        byte[] bytes = new byte[payload.remaining()];
        payload.get(bytes);
        return new Message(header, bytes, bytes.length);
    }

    private void append(Partial partial, ByteBuffer payload) {
        partial.silent = 0;
        if (partial.refused) {
            return;
        }
        long total = (long) partial.count + payload.remaining();
        boolean overCap = total > messageCap;
        int more = payload.remaining();
        if (overCap || held + more > share || !budget.tryReserveUnfinished(more)) {
            refuse(partial);
            refusal.refused(partial.first, overCap ? Why.OVER_CAP : Why.NO_ROOM);
            return;
        }
        held += more;
        if (total > partial.bytes.length) {
            // Often only a little is to come: a value of 64 KiB does not fit one fragment.
            long room = partial.count == 0 ? total + LITTLE : Math.max(total, 2L * partial.count);
            partial.bytes = Arrays.copyOf(partial.bytes, (int) Math.min(messageCap, room));
        }
        payload.get(partial.bytes, partial.count, payload.remaining());
        partial.count = (int) total;
    }

    private Message finished(Partial partial) {
        release(partial);
        FrameHeader first = partial.first;
        FrameHeader header = new FrameHeader(
                first.type(),
                first.flags() & ~Wire.MORE,
                first.method(),
                first.id(),
                first.remainingMillis(),
                first.sentAtMillis());
        return new Message(header, partial.bytes, partial.count);
    }

    private void refuse(Partial partial) {
        release(partial);
        partial.count = 0;
        partial.bytes = Payload.NONE;
        partial.refused = true;
    }

    private void release(Partial partial) {
        held -= partial.count;
        budget.releaseUnfinished(partial.count);
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
        long silent;

        Partial(FrameHeader first) {
            this.first = first;
        }
    }
}
