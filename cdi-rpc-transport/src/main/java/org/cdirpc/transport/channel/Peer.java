package org.cdirpc.transport.channel;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import org.cdirpc.spi.FailureCode;
import org.cdirpc.spi.Progress;
import org.jspecify.annotations.Nullable;

/**
 * One remote instance: dials at the first call or when asked to, dials again with full-jitter exponential backoff, keeps alive.
 * Thread-safe.
 *
 * <p>Calls wait for a dial that is under way, and for the first one after a lost channel; once that failed they fail at
 * once until the next try. A lost channel is dialled again until the peer is retired or closed, seldom once nobody has
 * called for a minute.
 */
public final class Peer {

    private enum State {
        IDLE,
        DIALLING,
        CONNECTED,
        BACKOFF,
        /** Nobody needs it any more: what was sent is answered, and nothing is wrong with the instance. */
        LEFT,
        CLOSED
    }

    private final String host;
    private final int port;
    private final @Nullable String expectedInstance;
    private final PeerOwner owner;
    private final PeerEvents events = new PeerEvents(this);
    private final Redial redial;
    private final List<ClientChannel> channels = new CopyOnWriteArrayList<>();
    private volatile @Nullable NodeIdentity remote;
    private volatile @Nullable ClientChannel current;
    private volatile long lastUsed;

    // Guarded by this.
    private State state = State.IDLE;
    private final WaitingCalls waiting = new WaitingCalls();
    private long dialBegun;
    private boolean firstAfterLoss;
    /** The one that was opened last, which becomes the current one when what waited for it is sent; others only end. */
    private @Nullable ClientChannel newest;

    private boolean drains;
    /** The channel whose silence was told and is not over. */
    private @Nullable ClientChannel stalledChannel;

    /** Why the last dial failed, the last channel was lost or drains; empty while there was nothing of the kind. */
    private String lastFailure = "";

    /** Dials since there was a channel. */
    private int attempts;

    private Dialler.@Nullable Dial dial;
    private long dialNumber;

    Peer(String host, int port, @Nullable String expectedInstance, PeerOwner owner) {
        this.host = host;
        this.port = port;
        this.expectedInstance = expectedInstance;
        this.owner = owner;
        this.lastUsed = owner.nanoTime();
        // Each thread's own generator is fine here: the lock hands this one from thread to thread, so ask anew.
        this.redial = new Redial(
                owner.context().settings(), () -> ThreadLocalRandom.current().nextLong());
    }

    /**
     * Sends a call, now or as soon as there is a channel. Any thread; never blocks. The listener may be told before this
     * returns.
     */
    public PendingCall send(OutgoingCall call, CallListener listener) {
        return send(call, listener, owner.nanoTime());
    }

    /** Likewise, where the caller knows what time it is, in nanoseconds of {@link System#nanoTime()}. */
    public PendingCall send(OutgoingCall call, CallListener listener, long now) {
        lastUsed = now;
        PendingSend send = new PendingSend(call, listener, this, now);
        int cap = owner.context().settings().messageCap();
        long size = (long) call.attachments().length + call.length();
        if (size > cap) {
            String reason = ChannelMessages.MESSAGES.argumentsTooLarge(size, describe(), cap);
            send.finish(Answer.localFailure(Progress.NOT_SENT, FailureCode.ARGUMENTS_TOO_LARGE, reason, null));
            return send;
        }
        ClientChannel channel = current;
        Sending sending = channel == null ? Sending.CLOSED : channel.send(send, now);
        if (sending != Sending.TAKEN) {
            sendLater(send, size, now, channel, sending == Sending.EXHAUSTED);
        }
        return send;
    }

    /** Without a channel that takes it: queues the call, or says why it cannot be sent. */
    private void sendLater(PendingSend send, long size, long now, @Nullable ClientChannel tried, boolean exhausted) {
        ChannelMessages text = ChannelMessages.MESSAGES;
        FailureCode code = FailureCode.CONNECT_FAILED;
        String refusal = null;
        ClientChannel channel = null;
        boolean dials = false;
        synchronized (this) {
            if (exhausted && state == State.CONNECTED && current == tried && tried != null && !drains) {
                // A new one takes its place, and it goes when all is answered.
                current = null;
                state = State.IDLE;
                tried.leave();
            }
            if ((state == State.CLOSED || state == State.LEFT) && owner.closed()) {
                refusal = text.closed();
                code = FailureCode.UNAVAILABLE;
            } else if (state == State.CLOSED) {
                // No reason to give up: the caller goes elsewhere.
                refusal = text.retired(describe());
            } else if (state == State.LEFT) {
                // Who held it just before goes elsewhere too, and must not blame an instance that is well.
                refusal = text.left(describe());
                code = FailureCode.DRAINING;
            } else if (drains) {
                refusal = text.draining(describe(), lastFailure);
                code = FailureCode.DRAINING;
            } else if (state == State.BACKOFF && !firstAfterLoss && !redial.dueForCalls(now)) {
                refusal = text.inBackoff(describe(), lastFailure, redial.millisLeft(now));
            } else if (state == State.CONNECTED && current != null && current != tried) {
                // Without a current one it is being opened: who sends what waits there takes this one along.
                channel = current;
            } else if (!waiting.tryAdd(send, size)) {
                refusal = text.tooMuchUnsent(waiting.bytes(), describe(), WaitingCalls.MOST_BYTES);
                code = FailureCode.REJECTED;
            } else {
                dials = (state == State.IDLE || (state == State.BACKOFF && redial.dueForCalls(now))) && beginDial(now);
            }
        }
        if (refusal != null) {
            send.finishWaiting(code, refusal, null);
        } else if (channel != null) {
            // A channel opened just now; if it is gone already, so be it.
            if (channel.send(send, now) != Sending.TAKEN) {
                send.finishWaiting(code, text.connectFailed(describe(), "it ended as soon as it was open"), null);
            }
        } else if (dials) {
            dial();
        }
        owner.context().hurry().run();
    }

    /** Dials if nobody has yet, so that no call has to wait for it. Any thread; never blocks. */
    public void connect() {
        boolean dials;
        synchronized (this) {
            dials = state == State.IDLE && beginDial(owner.nanoTime());
        }
        if (dials) {
            dial();
            owner.context().hurry().run();
        }
    }

    private boolean beginDial(long now) {
        state = State.DIALLING;
        dialBegun = now;
        attempts++;
        dialNumber++;
        return true;
    }

    private void dial() {
        long number;
        synchronized (this) {
            number = dialNumber;
        }
        DialRequest request = new DialRequest(host, port, owner.self(), expectedInstance);
        Dialler.Dial begun = owner.dialler().dial(request, new DialOutcome() {
            @Override
            public LinkHandler opened(Link link, NodeIdentity answered, long capabilities) {
                return dialled(number, link, answered, capabilities);
            }

            @Override
            public void failed(String reason, @Nullable Throwable cause) {
                dialFailed(number, reason, cause);
            }
        });
        boolean late;
        synchronized (this) {
            late = state != State.DIALLING || number != dialNumber;
            if (!late) {
                dial = begun;
            }
        }
        if (late) {
            // Its outcome came already, or nobody wants it any more; the former makes this do nothing.
            begun.abandon();
        }
    }

    private LinkHandler dialled(long number, Link link, NodeIdentity answered, long capabilities) {
        ClientChannel channel = new ClientChannel(this, link, owner.context(), capabilities);
        boolean wanted;
        synchronized (this) {
            wanted = state == State.DIALLING && number == dialNumber;
            if (wanted) {
                state = State.CONNECTED;
                dial = null;
                remote = answered;
                drains = false;
                firstAfterLoss = false;
                stalledChannel = null;
                lastFailure = "";
                attempts = 0;
                redial.succeeded();
                channels.add(channel);
                newest = channel;
                events.add(() -> owner.listener().connected(this));
            }
        }
        if (wanted) {
            events.tell();
            sendWaiting(channel);
        } else {
            channel.close("no longer wanted");
        }
        return channel.linkHandler();
    }

    /** Sends what waited, in its order and without the lock, and only then lets others send on the channel. */
    private void sendWaiting(ClientChannel channel) {
        while (true) {
            List<PendingSend> calls;
            synchronized (this) {
                calls = waiting.takeAll();
                if (calls.isEmpty()) {
                    // Lost or drained while this was sent, perhaps by a caller who waits there already, and reads.
                    current = state == State.CONNECTED && newest == channel && !drains ? channel : null;
                    return;
                }
            }
            long now = owner.nanoTime();
            for (PendingSend call : calls) {
                if (channel.send(call, now) != Sending.TAKEN) {
                    String text = ChannelMessages.MESSAGES.connectFailed(describe(), "it ended as soon as it was open");
                    call.finishWaiting(FailureCode.CONNECT_FAILED, text, null);
                }
            }
        }
    }

    private void dialFailed(long number, String reason, @Nullable Throwable cause) {
        List<PendingSend> calls;
        synchronized (this) {
            if (state != State.DIALLING || number != dialNumber) {
                return;
            }
            dial = null;
            backOff(reason, false, false);
            calls = waiting.takeAll();
            events.add(() -> owner.listener().unreachable(this, reason));
        }
        events.tell();
        String text = ChannelMessages.MESSAGES.connectFailed(describe(), reason);
        calls.forEach(call -> call.finishWaiting(FailureCode.CONNECT_FAILED, text, cause));
    }

    private void backOff(String reason, boolean lost, boolean drained) {
        state = State.BACKOFF;
        lastFailure = reason;
        firstAfterLoss = lost;
        stalledChannel = null;
        long now = owner.nanoTime();
        if (drained) {
            redial.drained(now);
        } else {
            redial.failed(now);
        }
    }

    void draining(ClientChannel channel, String reason) {
        synchronized (this) {
            if (newest != channel || state != State.CONNECTED) {
                return;
            }
            drains = true;
            lastFailure = reason;
            events.add(() -> owner.listener().draining(this, reason));
        }
        events.tell();
    }

    /** Nothing comes over a channel, although calls wait there; by the timer thread. */
    void stalled(ClientChannel channel, String reason) {
        synchronized (this) {
            if (current != channel || drains || stalledChannel != null) {
                // Nothing new goes to the others anyway.
                return;
            }
            stalledChannel = channel;
            events.add(() -> owner.listener().stalled(this, reason));
        }
        ChannelLog.LOG.peerStalled(describe(), reason);
        events.tell();
    }

    /** Something came again; by the timer thread. */
    void responsive(ClientChannel channel) {
        synchronized (this) {
            if (stalledChannel != channel) {
                return;
            }
            stalledChannel = null;
            events.add(() -> owner.listener().responsive(this));
        }
        ChannelLog.LOG.peerResponsive(describe());
        events.tell();
    }

    void channelEnded(ClientChannel channel, String reason) {
        boolean lost;
        boolean drained;
        synchronized (this) {
            channels.remove(channel);
            lost = newest == channel && state == State.CONNECTED;
            drained = drains;
            if (lost) {
                current = null;
                // A drained instance does not come back at once: its callers go elsewhere until it answers again.
                backOff(reason, !drained, drained);
                events.add(() -> owner.listener().unreachable(this, reason));
            }
        }
        owner.channelEnded();
        if (lost) {
            if (!drained) {
                ChannelLog.LOG.channelLost(describe(), reason);
            }
            events.tell();
            owner.context().hurry().run();
        }
    }

    /** Deadlines, dials that are due or too long; by the timer thread. Says whether the next tick is wanted soon. */
    boolean tick(long now, long elapsed) {
        boolean soon = false;
        for (ClientChannel channel : channels) {
            soon |= channel.tick(now, elapsed);
        }
        List<PendingSend> calls = List.of();
        Dialler.Dial tooLong = null;
        boolean dials = false;
        boolean timedOut = false;
        long timeoutNanos = owner.context().settings().connectTimeout().toNanos();
        synchronized (this) {
            if (!waiting.isEmpty()) {
                calls = waiting.copy();
                soon = true;
            }
            boolean due = waiting.isEmpty() ? redial.due(now, lastUsed) : redial.dueForCalls(now);
            if (state == State.BACKOFF) {
                dials = due && beginDial(now);
                soon |= dials || redial.soon(now, lastUsed);
            } else if (state == State.DIALLING) {
                soon = true;
                timedOut = now - dialBegun > timeoutNanos;
                tooLong = timedOut ? dial : null;
            }
        }
        for (PendingSend call : calls) {
            call.expireWaiting(now);
        }
        if (timedOut) {
            if (tooLong != null) {
                tooLong.abandon();
            }
            long number;
            synchronized (this) {
                number = dialNumber;
            }
            dialFailed(number, ChannelMessages.MESSAGES.connectTimeout(timeoutNanos / 1_000_000), null);
        }
        if (dials) {
            dial();
        }
        return soon;
    }

    /** Ends everything; later calls fail at once. */
    void close(String reason) {
        endCalls(State.CLOSED, FailureCode.CONNECT_FAILED, reason);
        channels.forEach(channel -> channel.close(reason));
    }

    /** Later calls fail at once, as do those that wait for a channel; channels end when all that was sent is answered. */
    void leave(String reason) {
        endCalls(State.LEFT, owner.closed() ? FailureCode.CONNECT_FAILED : FailureCode.DRAINING, reason);
        channels.forEach(ClientChannel::leave);
    }

    private void endCalls(State end, FailureCode code, String reason) {
        List<PendingSend> calls;
        Dialler.Dial begun;
        synchronized (this) {
            state = end;
            current = null;
            begun = dial;
            dial = null;
            calls = waiting.takeAll();
        }
        if (begun != null) {
            begun.abandon();
        }
        String text = ChannelMessages.MESSAGES.connectFailed(describe(), reason);
        calls.forEach(call -> call.finishWaiting(code, text, null));
    }

    /** What is known of the channel that calls wait for now, for messages. */
    String whyWaiting(long now) {
        ChannelMessages text = ChannelMessages.MESSAGES;
        synchronized (this) {
            if (state == State.BACKOFF) {
                return text.connectingLater(Math.max(0, redial.millisLeft(now)), lastFailure);
            }
            if (state != State.DIALLING) {
                return text.connectedNow();
            }
            long millis = Math.max(0, now - dialBegun) / 1_000_000;
            return lastFailure.isEmpty()
                    ? text.connecting(millis)
                    : text.connectingAgain(millis, attempts, lastFailure);
        }
    }

    /** The scale of {@link System#nanoTime()}. */
    long nanoTime() {
        return owner.nanoTime();
    }

    /** Whether a channel is open that takes calls. */
    public boolean connected() {
        ClientChannel channel = current;
        return channel != null && channel.open() && !draining();
    }

    /** Whether nobody has called since then, in nanoseconds of {@link System#nanoTime()}, and nothing is under way. */
    public boolean unusedSince(long nanos) {
        return lastUsed - nanos < 0 && pendingCalls() == 0;
    }

    /**
     * Whether the channel that is open now would take positional arguments for a method. A call that is sent on another
     * one is changed to named fields.
     */
    public boolean positional(Binding binding, int methodIndex) {
        ClientChannel channel = current;
        return channel != null && channel.positional(binding, methodIndex);
    }

    private synchronized boolean draining() {
        return drains;
    }

    int pendingCalls() {
        int waits;
        synchronized (this) {
            waits = waiting.size();
        }
        return waits + channels.stream().mapToInt(ClientChannel::pendingCalls).sum();
    }

    boolean hasChannels() {
        return !channels.isEmpty();
    }

    /** {@code host:port}, and the node's name once it is known; for messages. */
    public String describe() {
        NodeIdentity known = remote;
        return Listener.address(host, port) + (known == null ? "" : " (" + known.node() + ")");
    }

    /** The host that is dialled. */
    public String host() {
        return host;
    }

    /** The port that is dialled, from 1 to 65,535. */
    public int port() {
        return port;
    }

    /** The instance that was asked for; null for a static endpoint. */
    public @Nullable String expectedInstance() {
        return expectedInstance;
    }

    /** The instance id: as the last handshake told, before that what was expected, or null for a static endpoint. */
    public @Nullable String instance() {
        NodeIdentity known = remote;
        return known == null ? expectedInstance : known.instance();
    }

    /** The node's name as the last handshake told, or null. */
    public @Nullable String node() {
        NodeIdentity known = remote;
        return known == null ? null : known.node();
    }

    @Override
    public String toString() {
        return describe();
    }
}
