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
 * <p>The calls are touched in the channel's turn only; what says so may be called by any thread.
 */
final class HeldBack {

    private final FrameChannel channel;
    private final Outbox outbox;
    private final Predicate<IncomingCall> isDue;
    private final Consumer<IncomingCall> begin;
    private final ArrayDeque<IncomingCall> calls = new ArrayDeque<>(0);
    /** Of the calls; written in turn. */
    private volatile int count;
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

    /** Holds a call back that has not begun. Any thread. */
    void hold(IncomingCall call) {
        channel.inTurn(() -> {
            if (alone == call) {
                alone = null;
            }
            if (!isDue.test(call)) {
                return;
            }
            calls.add(call);
            count = calls.size();
            // Again: what made room may have happened before the line above, and nobody tells twice.
            if (outbox.unsent() == 0) {
                all();
            } else {
                next();
            }
        });
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
            IncomingCall call = calls.poll();
            count = calls.size();
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
            IncomingCall call = calls.remove();
            count = calls.size();
            if (isDue.test(call)) {
                begin.accept(call);
            }
        }
    }

    /** Ends those whose time is over. Any thread. */
    void expire() {
        if (any()) {
            channel.execute(() -> {
                if (calls.removeIf(call -> !isDue.test(call)) && !told) {
                    // Not as soon as some wait: a burst of large answers makes any caller look like this for a moment.
                    told = true;
                    ChannelLog.LOG.callerClogged(channel.remote(), outbox.unsent(), Outbox.MOST_UNSENT);
                }
                count = calls.size();
                outbox.flush(false);
            });
        }
    }

    /** Ends all, as the channel has ended. In turn. */
    void clear() {
        calls.forEach(IncomingCall::ended);
        calls.clear();
        count = 0;
    }
}
