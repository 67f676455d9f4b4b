package org.cdirpc.transport.channel;

import java.util.ArrayDeque;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Calls of one channel that arrived and are not begun, because its answers are not taken: what is begun becomes an answer,
 * of a size that nobody knows before, which would have to be kept. They wait here and not in the queue for threads, where
 * they would be in the way of callers who do take their answers.
 *
 * <p>Once fewer bytes are unsent they go on one by one, each when the one before has ended, so that one who takes little is
 * owed little more; and all at once when everything has been taken. Whoever is too late by then is not begun.
 *
 * <p>Above a bound of bytes the channel is not read until half of them have gone on: one who takes slowly and sends fast would
 * else fill what the node may hold, and nobody would be read. They are not refused instead, as refusals are answers, which
 * he does not take. What is held depends on nothing that would have to be read: it goes on as the link takes bytes and as
 * calls end, and ends at its deadline; and a link that takes nothing at all is given up.
 *
 * <p>The calls are touched in the channel's turn only; what says so may be called by any thread.
 */
final class HeldBack {

    /** Bytes of the calls above which no more is read, until there are half of them. */
    static final long MOST_HELD = 1 << 20;

    private final FrameChannel channel;
    private final Outbox outbox;
    private final Predicate<IncomingCall> isDue;
    private final Consumer<IncomingCall> begin;
    private final ArrayDeque<IncomingCall> calls = new ArrayDeque<>(0);
    /** Of the calls; written in turn. */
    private volatile int count;
    // In turn: what they hold, with what each costs beside its payload, and whether that is too much.
    private long bytes;
    private boolean much;
    /** Whether the log has it, since everything was last sent. In turn. */
    private boolean told;

    /** The one that went on by itself and has not ended. */
    private volatile @Nullable IncomingCall alone;

    /**
     * No calls.
     *
     * @param isDue whether a call is still to be begun; ends it if not
     * @param begin begins it
     */
    HeldBack(FrameChannel channel, Predicate<IncomingCall> isDue, Consumer<IncomingCall> begin) {
        this.channel = channel;
        this.outbox = channel.outbox();
        this.isDue = isDue;
        this.begin = begin;
    }

    /** Whether there are any, behind which others have to wait as well. Any thread. */
    boolean any() {
        return count > 0;
    }

    /** Whether so much is held that no more should be read. In turn. */
    boolean much() {
        return much;
    }

    /** Holds a call back that has not begun. Any thread. */
    void hold(IncomingCall call) {
        channel.inTurn(() -> {
            boolean wasAlone = alone == call;
            if (wasAlone) {
                alone = null;
            }
            if (isDue.test(call)) {
                if (wasAlone) {
                    // It has waited longest.
                    calls.addFirst(call);
                } else {
                    calls.addLast(call);
                }
                changed(size(call));
            }
            // Again: what made room may have happened before the lines above, and nobody tells twice.
            if (outbox.unsent() == 0) {
                all();
            } else {
                next();
            }
        });
    }

    private static long size(IncomingCall call) {
        return call.length() + (long) ServerChannel.CALL_BYTES;
    }

    private void changed(long moreBytes) {
        count = calls.size();
        bytes += moreBytes;
        boolean wasMuch = much;
        much = bytes > (wasMuch ? MOST_HELD / 2 : MOST_HELD);
        if (much != wasMuch) {
            channel.limitReading();
        }
    }

    private @Nullable IncomingCall poll() {
        IncomingCall call = calls.poll();
        if (call != null) {
            changed(-size(call));
        }
        return call;
    }

    /** Fewer bytes are unsent; all are sent if {@code all}. Any thread. */
    void sent(boolean all) {
        if (any()) {
            channel.execute(all ? this::all : this::next);
        }
    }

    /** A call has ended, perhaps the one that went on by itself. Any thread. */
    void ended(IncomingCall call) {
        if (alone == call) {
            channel.execute(() -> {
                if (alone == call) {
                    alone = null;
                    next();
                }
            });
        }
    }

    private void next() {
        while (alone == null && !outbox.full()) {
            IncomingCall call = poll();
            if (call == null) {
                return;
            }
            if (isDue.test(call)) {
                alone = call;
                begin.accept(call);
            }
        }
    }

    private void all() {
        told = false;
        for (int left = calls.size(); left > 0 && !outbox.full(); left--) {
            IncomingCall call = poll();
            if (call != null && isDue.test(call)) {
                begin.accept(call);
            }
        }
    }

    /** Ends those whose time is over. Any thread. */
    void expire() {
        if (any()) {
            channel.execute(() -> {
                if (calls.removeIf(this::isOver) && !told) {
                    // Not as soon as some wait: a burst of large answers makes any caller look like this for a moment.
                    told = true;
                    ChannelLog.LOG.callerClogged(channel.remote(), outbox.unsent(), Outbox.MOST_UNSENT);
                }
                changed(0);
                outbox.flush(false);
            });
        }
    }

    private boolean isOver(IncomingCall call) {
        boolean over = !isDue.test(call);
        bytes -= over ? size(call) : 0;
        return over;
    }

    /** Ends all, as the channel has ended. In turn. */
    void clear() {
        calls.forEach(IncomingCall::ended);
        calls.clear();
        changed(-bytes);
    }
}
