package org.cdirpc.transport.channel;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.cdirpc.transport.frame.FrameHeader;
import org.cdirpc.transport.frame.FrameReader;
import org.cdirpc.transport.frame.FrameType;
import org.cdirpc.transport.frame.GoAway;
import org.cdirpc.transport.frame.ProtocolViolation;
import org.cdirpc.transport.frame.Wire;
import org.jspecify.annotations.Nullable;

/**
 * Frames over one link: what both sides of a channel have in common. However a channel ends (by the other side, a fault,
 * a timeout, or here) the link's one {@link #ended} cleans up.
 */
final class FrameChannel implements LinkHandler, OutboxEvents {

    /** Unsent bytes above which reading stops, and below half of which it goes on. */
    static final long MOST_UNSENT = Outbox.MOST_UNSENT;

    /** From the last frame to the cut, for the other side to read it. */
    private static final long LINGER_NANOS = 1_000_000_000;

    private final Link link;
    private final ChannelContext context;
    private final FrameRole role;
    private final FrameReader reader;
    private final Outbox outbox;
    private final Turn turn = new Turn();
    private final FloodGuard guard = new FloodGuard();
    private final KeepAlive keepAlive;
    private final @Nullable Recording recording;
    private final long startNanos = System.nanoTime();
    /** When something was received last; at first when the channel was made. */
    private volatile long heardNanos = startNanos;
    // By the timer thread: what it saw of that.
    private long heardBefore = startNanos;
    private boolean heardInTick;
    /** Whether a thread of its own choice reads, and not the I/O thread. Written in turn. */
    private volatile boolean readElsewhere;

    private volatile boolean pausedForUnsent;
    private volatile boolean pausedForHeld;
    private volatile boolean pausedForBudget;
    private volatile @Nullable String shutReason;
    private volatile @Nullable IOException writeFault;
    private volatile boolean ended;
    private long lingered;

    FrameChannel(Link link, boolean dialled, ChannelContext context, FrameRole role) {
        this.link = link;
        this.context = context;
        this.role = role;
        ChannelSettings settings = context.settings();
        this.reader = new FrameReader(!dialled, true);
        this.outbox = new Outbox(link, context.scratch(), this);
        this.keepAlive = new KeepAlive(settings.pingInterval(), settings.deadAfter());
        this.recording = Recording.open(settings.recordTo(), dialled, link.remote());
    }

    Outbox outbox() {
        return outbox;
    }

    FloodGuard guard() {
        return guard;
    }

    String remote() {
        return link.remote();
    }

    /** The channel clock: wraps after 49 days, as PROTOCOL.md has it. */
    int clockMillis(long now) {
        return (int) ((now - startNanos) / 1_000_000);
    }

    boolean open() {
        return !ended && shutReason == null;
    }

    /** Whether this side does not read at the moment. */
    boolean paused() {
        return pausedForUnsent || pausedForHeld || pausedForBudget;
    }

    /** Why it is shut or ended, for messages. */
    String whyShut() {
        String reason = shutReason;
        return reason == null ? "it ended" : reason;
    }

    /** Has something done in turn, by the I/O thread or whoever has the turn then. */
    void execute(Runnable task) {
        link.execute(() -> turn.execute(task));
    }

    /** Has something done in turn, on this thread if the turn is free. Also after the link has ended. */
    void inTurn(Runnable task) {
        turn.execute(task);
    }

    @Override
    public void readable() {
        // In a turn as everything; the one who has it meanwhile is soon done.
        if (!readElsewhere) {
            readHere();
        }
    }

    /**
     * Reads once, on this thread.
     *
     * @return how many bytes; 0 if there were none or another thread has the turn, -1 if none will ever come
     */
    int readHere() {
        // First: a turn that is taken must be given back.
        ByteBuffer buffer = context.scratch().acquire();
        if (!turn.tryTake()) {
            context.scratch().release(buffer);
            return 0;
        }
        try {
            int count = link.read(buffer);
            if (count > 0) {
                received(buffer.flip());
            }
            return count;
        } finally {
            context.scratch().release(buffer);
            turn.give();
        }
    }

    /** Waits on this thread for something to read; see {@link Link#awaitReadable}. */
    boolean awaitReadable(long nanos) {
        return link.awaitReadable(nanos);
    }

    void wakeReader() {
        link.wakeReader();
    }

    boolean readElsewhere() {
        return readElsewhere;
    }

    /**
     * Takes reading from the I/O thread, if it has it and the turn is free.
     *
     * @return whether it is elsewhere now
     */
    boolean tryReadElsewhere() {
        if (readElsewhere) {
            return true;
        }
        if (!turn.tryTake()) {
            return false;
        }
        readElsewhere(true);
        turn.give();
        return true;
    }

    /** Gives reading to a thread of its own choice, or back to the I/O thread. In turn. */
    void readElsewhere(boolean elsewhere) {
        readElsewhere = elsewhere;
        link.reading(!elsewhere && !paused());
    }

    private void received(ByteBuffer bytes) {
        long now = System.nanoTime();
        heardNanos = now;
        if (!open()) {
            return;
        }
        if (recording != null) {
            recording.received(bytes);
        }
        outbox.cork();
        try {
            reader.feed(bytes, (header, payload) -> frame(header, payload, now));
            role.batchEnd(now);
        } catch (ProtocolViolation e) {
            shut(e.goAwayReason(), e.getMessage() == null ? "" : e.getMessage());
        } catch (RuntimeException | Error e) {
            // A listener that throws is not closed by every link, but spins: the channel must end here.
            ChannelLog.LOG.channelFaulted(link.remote(), e);
            shut(GoAway.INTERNAL, "a fault of the receiver: " + e.getClass().getName());
        } finally {
            outbox.uncork();
        }
        limitReading();
    }

    private void frame(FrameHeader header, ByteBuffer payload, long now) throws ProtocolViolation {
        if (!open()) {
            // An earlier frame of this read shut the channel: its GOAWAY says that nothing behind it is taken.
            return;
        }
        switch (header.type()) {
            case PING -> {
                guard.ping(now);
                byte[] echoed = new byte[Wire.PING_BYTES];
                payload.get(echoed);
                outbox.append(FrameHeader.of(FrameType.PONG, 0, 0, 0), Payload.of(echoed), null);
            }
            case PONG -> {
                guard.ping(now);
                role.pong();
            }
            case GOAWAY -> role.goAway(GoAway.decode(payload));
            default -> role.frame(header, payload, now);
        }
    }

    /** Sends a PING; what was appended before leaves with it. */
    void ping() {
        outbox.append(FrameHeader.of(FrameType.PING, 0, 0, 0), Payload.of(new byte[Wire.PING_BYTES]), null);
        outbox.flush(false);
    }

    /** Sends a GOAWAY that does not close the channel. */
    void goAway(GoAway goAway) {
        outbox.append(FrameHeader.of(FrameType.GOAWAY, 0, 0, 0), Payload.of(goAway.encode()), null);
        outbox.flush(false);
    }

    /**
     * Tells the other side why, and closes the channel. The first reason counts. In turn: the last id that it
     * announces must not be overtaken by a call that is being read.
     */
    void shut(int reason, String text) {
        synchronized (this) {
            if (shutReason != null || ended) {
                return;
            }
            shutReason = text;
        }
        ChannelLog.LOG.channelShut(link.remote(), text);
        GoAway last = new GoAway(role.lastAccepted(), reason, text);
        outbox.appendLast(FrameHeader.of(FrameType.GOAWAY, 0, 0, 0), Payload.of(last.encode()));
        outbox.flush(false);
        context.hurry().run();
    }

    /** Closes the channel without a word: nothing is in flight, or nobody is there to read it. */
    void close(String reason) {
        synchronized (this) {
            if (shutReason == null) {
                shutReason = reason;
            }
        }
        link.close();
    }

    /** Keep-alive, and the end of lingering; by the timer thread. Says whether it wants the next tick soon. */
    boolean tick(long elapsed) {
        if (ended) {
            return false;
        }
        if (shutReason != null) {
            lingered += elapsed;
            if (lingered > LINGER_NANOS) {
                link.close();
            }
            return true;
        }
        long heard = heardNanos;
        heardInTick = heard != heardBefore;
        heardBefore = heard;
        switch (keepAlive.tick(elapsed, heardInTick || paused(), outbox.written(), outbox.unsent() > 0)) {
            case PING -> ping();
            case DEAD -> {
                String text = "dead: " + keepAlive.complaint() + " (expected: an answer to PING within "
                        + context.settings().deadAfter().toMillis() + " ms)";
                execute(() -> shut(GoAway.DEAD, text));
            }
            case NOTHING -> {}
        }
        return false;
    }

    /** Whether something was received before the last {@link #tick}, and after the one before it; by the timer thread. */
    boolean heardInTick() {
        return heardInTick;
    }

    /** How long nothing was received, in milliseconds; at first since the channel was opened. */
    long silentMillis(long now) {
        return Math.max(0, now - heardNanos) / 1_000_000;
    }

    /** Stops reading while too much is unsent or held, or goes on. In turn. */
    void limitReading() {
        if (!role.limitsReading() || ended) {
            return;
        }
        boolean unsent = outbox.unsent() > (pausedForUnsent ? MOST_UNSENT / 2 : MOST_UNSENT);
        boolean budget = context.budget().exceeded();
        boolean held = role.holdsMuch();
        boolean wasPaused = paused();
        boolean newlyWaiting = budget && !pausedForBudget;
        pausedForUnsent = unsent;
        pausedForHeld = held;
        pausedForBudget = budget;
        if (wasPaused != paused()) {
            link.reading(wasPaused && !readElsewhere);
        }
        if (newlyWaiting) {
            context.budget().whenBelow(() -> execute(this::limitReading));
        }
        if (unsent && outbox.unsent() <= MOST_UNSENT / 2) {
            // Drained between the look and the flag: nobody else will notice.
            execute(this::limitReading);
        }
    }

    @Override
    public void writable() {
        outbox.drain();
    }

    @Override
    public void wrote(ByteBuffer bytes) {
        if (recording != null) {
            recording.sent(bytes);
        }
        if (pausedForUnsent && outbox.unsent() <= MOST_UNSENT / 2) {
            execute(this::limitReading);
        }
    }

    @Override
    public void relieved() {
        role.sent(false);
    }

    @Override
    public void drained() {
        role.sent(true);
        if (pausedForUnsent) {
            // What was unsent after the last write was dropped, without a write that would show it.
            execute(this::limitReading);
        }
        // Not as soon as there is a reason: what was answered meanwhile may be taken before the last frame is appended.
        if (outbox.isSealedAndSent()) {
            link.finish();
        }
    }

    @Override
    public void writeFailed(IOException cause) {
        writeFault = cause;
        link.close();
    }

    @Override
    public void ended(@Nullable Throwable cause) {
        turn.execute(() -> end(cause));
    }

    private void end(@Nullable Throwable cause) {
        Throwable fault = cause == null ? writeFault : cause;
        String shut;
        synchronized (this) {
            ended = true;
            shut = shutReason;
        }
        outbox.close();
        if (recording != null) {
            recording.close();
        }
        String reason = shut != null ? shut : fault != null ? fault.toString() : "closed by the other side";
        role.ended(reason, fault);
    }
}
