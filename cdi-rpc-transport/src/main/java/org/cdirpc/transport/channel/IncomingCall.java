package org.cdirpc.transport.channel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.cdirpc.spi.FailureCode;
import org.cdirpc.spi.Progress;
import org.cdirpc.transport.frame.Wire;
import org.jspecify.annotations.Nullable;

/**
 * A call that arrived. It holds its bytes against the node's budget until it is ended by {@link #reply}, {@link #fail} or
 * {@link #ended}, whichever comes first; that is due even when it was cancelled. Thread-safe.
 */
public final class IncomingCall implements Identified {

    private static final VarHandle ENDED;

    static {
        try {
            ENDED = MethodHandles.lookup().findVarHandle(IncomingCall.class, "ended", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final ServerChannel channel;
    private final Message message;
    private final long deadlineNanos;

    @SuppressWarnings("UnusedVariable") // by ENDED
    private volatile boolean ended;

    private volatile boolean unwanted;
    private volatile boolean cancelled;
    // Guarded by this.
    private @Nullable Runnable onCancel;

    private List<Runnable> moreOnCancel = List.of();

    IncomingCall(ServerChannel channel, Message message, long deadlineNanos) {
        this.channel = channel;
        this.message = message;
        this.deadlineNanos = deadlineNanos;
    }

    /** The method id, from 0 to 65,535, as the caller's BIND gave it; not checked here. */
    public int method() {
        return message.header().method();
    }

    /** The call id: unique on its channel, ascending, unsigned. */
    @Override
    public int id() {
        return message.header().id();
    }

    /** When the caller gives up, on the scale of {@link System#nanoTime()}; delays on the way are subtracted. */
    public long deadlineNanos() {
        return deadlineNanos;
    }

    /** Whether no answer is wanted. */
    public boolean oneWay() {
        return message.header().has(Wire.NO_REPLY);
    }

    /** Whether a CBOR map of attachments stands before the body. */
    public boolean hasAttachments() {
        return message.header().has(Wire.ATTACHMENTS);
    }

    /** Whether the arguments are positional; not checked here against what was agreed at BIND. */
    public boolean positional() {
        return message.header().has(Wire.POSITIONAL);
    }

    /** Holds the payload; for this call alone. */
    public byte[] buffer() {
        return message.payload();
    }

    /** Where the payload begins in {@link #buffer()}. */
    public int offset() {
        return 0;
    }

    /** The size of the payload, in bytes. */
    public int length() {
        return message.length();
    }

    /** Who calls. */
    public PeerInfo peer() {
        return channel.peer();
    }

    /** Whether the caller gave up, its deadline passed, or its channel was lost. */
    public boolean cancelled() {
        return cancelled;
    }

    /**
     * Has something done when the call is cancelled: once, by an I/O or timer thread, so it must not block; at once and
     * here if it is cancelled already. Not done after the call ended.
     */
    public void onCancel(Runnable action) {
        Objects.requireNonNull(action, "action");
        synchronized (this) {
            if (!cancelled) {
                if (onCancel == null) {
                    onCancel = action;
                } else {
                    // Seldom: nearly every call has one.
                    moreOnCancel = new ArrayList<>(moreOnCancel);
                    moreOnCancel.add(action);
                }
                return;
            }
        }
        run(action);
    }

    /**
     * Answers with a result and ends the call. One that is larger than the message cap is answered as
     * {@link FailureCode#RESULT_TOO_LARGE} instead.
     *
     * @param positional whether the result is positional, as was agreed at BIND
     * @param attachments a CBOR map, or empty for none
     * @param body holds the result; with the attachments it belongs to the channel from now on
     * @return whether this is the answer that was sent: false for a call that had ended, that is one-way, or whose
     *     caller is gone or gave up
     */
    public boolean reply(boolean positional, byte[] attachments, byte[] body, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, body.length);
        return end() && channel.reply(this, positional, new Payload(attachments, body, offset, length));
    }

    /** As {@link #reply(boolean, byte[], byte[], int, int)}, with named fields. */
    public boolean reply(byte[] attachments, byte[] body, int offset, int length) {
        return reply(false, attachments, body, offset, length);
    }

    /**
     * Answers with a failure and ends the call.
     *
     * @param retryAfterMillis what the caller should wait before another attempt, at least 0
     * @param details for the caller; cut off if the failure would be larger than the message cap
     * @return as {@link #reply}
     */
    public boolean fail(Progress progress, FailureCode code, int retryAfterMillis, byte[] details) {
        return end() && channel.fail(this, progress, code, retryAfterMillis, details);
    }

    /** Ends the call without an answer: it is one-way, or was cancelled. */
    public void ended() {
        if (end()) {
            channel.end(this);
        }
    }

    /**
     * Whether so much is unsent to its caller that its answer would have to be kept here, so that it should not be begun
     * now; then {@link #holdBack} is what to do.
     */
    public boolean isClogged() {
        return channel.clogged(this);
    }

    /**
     * Gives a call back to its channel that has not begun: the channel's handler gets it again, as if it had just arrived,
     * once its caller takes answers; or it ends unbegun at its deadline.
     */
    public void holdBack() {
        channel.holdBack(this);
    }

    private boolean end() {
        return !(boolean) ENDED.getAndSet(this, true);
    }

    /** Nobody wants an answer any longer. */
    void unwanted() {
        unwanted = true;
        cancel();
    }

    boolean isUnwanted() {
        return unwanted;
    }

    /** Runs what waits for the cancellation, once. */
    void cancel() {
        Runnable first;
        List<Runnable> more;
        synchronized (this) {
            if (cancelled) {
                return;
            }
            cancelled = true;
            first = onCancel;
            onCancel = null;
            more = moreOnCancel;
            moreOnCancel = List.of();
        }
        if (first != null && !ended) {
            run(first);
            more.forEach(this::run);
        }
    }

    private void run(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | Error e) {
            ChannelLog.LOG.handlerFailed(peer().address(), "onCancel", e);
        }
    }
}
