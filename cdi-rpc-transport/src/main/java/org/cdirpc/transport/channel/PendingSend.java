package org.cdirpc.transport.channel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.cdirpc.spi.FailureCode;
import org.cdirpc.spi.Progress;
import org.jspecify.annotations.Nullable;

/**
 * A call from {@link Peer#send} to its one answer. It waits, then is sent, then is done; or is done at once. Whoever
 * moves it to done answers it: that is what makes the answer happen once.
 */
final class PendingSend implements PendingCall, Identified {

    private static final int WAITING = 0;
    private static final int SENT = 1;
    private static final int DONE = 2;
    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(PendingSend.class, "state", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final OutgoingCall call;
    private final CallListener listener;
    private final Peer peer;
    private final long begunNanos;

    @SuppressWarnings("UnusedVariable") // by STATE
    private volatile int state;

    private volatile @Nullable ClientChannel channel;
    private volatile int id;
    private @Nullable Answer settled;
    // Guarded by the channel's outbox: places in its stream of bytes.
    private long start;
    private long end = Long.MAX_VALUE;

    PendingSend(OutgoingCall call, CallListener listener, Peer peer, long begunNanos) {
        this.call = call;
        this.listener = listener;
        this.peer = peer;
        this.begunNanos = begunNanos;
    }

    OutgoingCall call() {
        return call;
    }

    @Override
    public int id() {
        return id;
    }

    boolean waiting() {
        return state == WAITING;
    }

    boolean done() {
        return state == DONE;
    }

    @Override
    public boolean read(long nanos) {
        Pump.stepAside();
        ClientChannel sender = channel;
        return sender != null && state == SENT && sender.lone().read(this, nanos);
    }

    /** Belongs to a channel from now on; false if it is done. Under the outbox's lock. */
    boolean sentBy(ClientChannel sender, int callId) {
        id = callId;
        channel = sender;
        return STATE.compareAndSet(this, WAITING, SENT);
    }

    /** The bytes in the channel's stream; {@code to} is {@link Long#MAX_VALUE} while fragments are missing. */
    void placed(long from, long to) {
        start = from;
        end = to;
    }

    long start() {
        return start;
    }

    long end() {
        return end;
    }

    long waitedMillis(long now) {
        return (now - begunNanos) / 1_000_000;
    }

    /** Ends it with an answer that {@link #tell} is to bring to its listener; false if somebody ended it before. */
    boolean settle(Answer with) {
        if ((int) STATE.getAndSet(this, DONE) == DONE) {
            return false;
        }
        settled = with;
        return true;
    }

    boolean wantsWorker() {
        return listener.wantsWorker();
    }

    /** Tells what {@link #settle} was given; once, and where the listener may run user code if {@code onWorker}. */
    void tell(boolean onWorker) {
        Answer answer = settled;
        if (answer == null) {
            throw new IllegalStateException("tell() before settle()");
        }
        if (!onWorker) {
            answer(answer);
            return;
        }
        try {
            listener.answeredOnWorker(answer);
        } catch (RuntimeException | Error e) {
            ChannelLog.LOG.listenerFailed(peer.describe(), e);
        }
    }

    /** Ends it with an answer, if nobody did before. */
    void finish(Answer answer) {
        if ((int) STATE.getAndSet(this, DONE) != DONE) {
            answer(answer);
        }
    }

    /** Ends it as not sent, if it still waits. */
    boolean finishWaiting(FailureCode code, String reason, @Nullable Throwable cause) {
        boolean mine = STATE.compareAndSet(this, WAITING, DONE);
        if (mine) {
            answer(Answer.localFailure(Progress.NOT_SENT, code, reason, cause));
        }
        return mine;
    }

    @Override
    public void cancel(FailureCode code) {
        if (state == WAITING && giveUpWaiting(code, peer.nanoTime())) {
            return;
        }
        ClientChannel sender = channel;
        if (sender != null && state == SENT) {
            sender.giveUp(this, code);
        }
    }

    private boolean giveUpWaiting(FailureCode code, long now) {
        long waited = waitedMillis(now);
        String why = peer.whyWaiting(now);
        ChannelMessages text = ChannelMessages.MESSAGES;
        String reason = code == FailureCode.DEADLINE_EXCEEDED
                ? text.deadlineWaiting(waited, peer.describe(), why)
                : text.cancelledWaiting(waited, peer.describe(), why);
        return finishWaiting(code, reason, null);
    }

    /** Ends it if its deadline passed while it waited. */
    void expireWaiting(long now) {
        if (state == WAITING && now - call.deadlineNanos() >= 0) {
            giveUpWaiting(FailureCode.DEADLINE_EXCEEDED, now);
        }
    }

    private void answer(Answer answer) {
        try {
            listener.answered(answer);
        } catch (RuntimeException | Error e) {
            ChannelLog.LOG.listenerFailed(peer.describe(), e);
        }
        ClientChannel sender = channel;
        if (sender != null) {
            sender.lone().answered(this);
        }
    }
}
