package org.cdirpc.transport.channel;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.cdirpc.spi.FailureCode;
import org.cdirpc.spi.Progress;
import org.cdirpc.transport.frame.FrameHeader;
import org.cdirpc.transport.frame.FrameType;
import org.cdirpc.transport.frame.GoAway;
import org.cdirpc.transport.frame.ProtocolViolation;
import org.cdirpc.transport.frame.Wire;
import org.jspecify.annotations.Nullable;

/**
 * The serving side of one channel. Calls of one read are collected and dispatched at its end, after its CANCELs. The
 * table of running calls holds each from its arrival until it is ended.
 */
final class ServerChannel implements FrameRole, Pumped<IncomingCall> {

    /** What a call costs beside its payload, in bytes, so that empty calls are bounded too. */
    static final int CALL_BYTES = 256;

    /** Running calls from which on the I/O thread sends the answers of all. */
    private static final int MANY = 4;

    /** So many calls of one read make a write of their own. */
    private static final int CALLS_PER_WRITE = 64;

    private final PeerInfo peer;
    private final ChannelContext context;
    private final AcceptedChannels owner;
    private final FrameChannel channel;
    private final Outbox outbox;
    private final MessageAssembler assembler;
    private final OneWayDrops drops;
    private final ArrivalClock arrival = new ArrivalClock();
    private final CallTable<IncomingCall> running = new CallTable<>();
    private final ChannelHandler handler;
    private final Consumer<IncomingCall> here;
    private final Consumer<IncomingCall> onWorker;
    private final List<IncomingCall> batch = new ArrayList<>();
    /** Left by a worker that stalls, when there is no other. In turn. */
    private final List<IncomingCall> orphans = new ArrayList<>();

    private final Takeover<IncomingCall> takeover;

    private final HeldBack held;

    private int lastId;
    // What a GOAWAY announced: calls above it never run.
    private int lastTaken = GoAway.EVERY_ID;
    private volatile boolean ponged;
    private volatile boolean assembles;
    private volatile int unfinished;
    private volatile boolean decided;

    ServerChannel(Link link, PeerInfo peer, ChannelContext context, AcceptedChannels owner, ChannelAcceptor acceptor) {
        this.peer = peer;
        this.context = context;
        this.owner = owner;
        this.handler = acceptor.accepted(peer);
        this.here = handler::call;
        this.onWorker = handler::callOnWorker;
        this.drops = new OneWayDrops(peer.address());
        int cap = context.settings().messageCap();
        InboundBudget budget = context.budget();
        this.assembler = new MessageAssembler(cap, budget, budget.shareOfUnfinished(cap), this::refused);
        this.channel = new FrameChannel(link, false, context, this);
        this.outbox = channel.outbox();
        this.takeover = new Takeover<>(channel, context, this);
        this.held = new HeldBack(channel, call -> isDue(call, System.nanoTime()), call -> begin(call, here));
    }

    LinkHandler linkHandler() {
        return channel;
    }

    PeerInfo peer() {
        return peer;
    }

    int runningCalls() {
        return running.size();
    }

    /** Calls that were accepted by their first fragment and have not arrived whole. */
    int unfinishedCalls() {
        return unfinished;
    }

    /** Whether the last id is known, nothing up to it runs or is on its way, and the link has taken every answer. */
    boolean quiet() {
        return decided && running.size() == 0 && unfinished == 0 && outbox.unsent() == 0;
    }

    @Override
    public void frame(FrameHeader header, ByteBuffer payload, long now) throws ProtocolViolation {
        switch (header.type()) {
            case CALL -> call(header, payload, now);
            case CANCEL -> cancel(header.id(), now);
            case BIND -> bind(header, payload, now);
            default ->
                throw new ProtocolViolation("frame type: " + header.type() + " (expected: CALL, CANCEL or BIND)");
        }
    }

    private void begin(FrameHeader header) throws ProtocolViolation {
        if (!assembler.continues(header.id())) {
            if (Integer.compareUnsigned(header.id(), lastId) <= 0) {
                throw new ProtocolViolation("id of " + header.type() + ": " + Integer.toUnsignedString(header.id())
                        + " (expected: above " + Integer.toUnsignedString(lastId) + ", ids ascend)");
            }
            lastId = header.id();
        }
    }

    private void bind(FrameHeader header, ByteBuffer payload, long now) throws ProtocolViolation {
        channel.guard().bind(now);
        begin(header);
        Message message = assembler.add(header, payload);
        if (message == null) {
            return;
        }
        byte[] answer;
        try {
            answer = handler.bind(message.bytes());
        } catch (RuntimeException e) {
            throw new ProtocolViolation(GoAway.BIND_FAILED, "methods cannot be bound: " + e.getMessage());
        }
        if (answer.length > context.settings().messageCap()) {
            throw new ProtocolViolation(
                    GoAway.BIND_FAILED,
                    "BOUND: " + answer.length + " bytes (expected: at most "
                            + context.settings().messageCap() + ")");
        }
        outbox.append(FrameHeader.of(FrameType.BOUND, 0, 0, header.id()), Payload.of(answer), null);
    }

    private void call(FrameHeader header, ByteBuffer payload, long now) throws ProtocolViolation {
        boolean first = !assembler.continues(header.id());
        begin(header);
        Message message = assembler.add(header, payload);
        if (message == null) {
            if (first) {
                assembler.deadline(header.id(), deadline(header, now));
            }
            return;
        }
        if (Integer.compareUnsigned(header.id(), lastTaken) > 0) {
            if (message.header().has(Wire.NO_REPLY)) {
                drops.dropped(OneWayDrops.Reason.DRAINING, now);
            } else {
                sendFail(header.id(), Progress.NOT_STARTED, FailureCode.DRAINING, 0, Payload.NONE);
            }
            return;
        }
        // The first fragment's time counts; its delay is measured now, with the delay of the fragments in it.
        IncomingCall call = new IncomingCall(this, message, deadline(message.header(), now));
        context.budget().hold(message.length() + CALL_BYTES);
        running.put(call);
        batch.add(call);
        owner.accepted();
    }

    private long deadline(FrameHeader header, long now) {
        int delay = arrival.delayMillis(now, header.sentAtMillis());
        return now + ((header.remainingMillis() & 0xffff_ffffL) - delay) * 1_000_000L;
    }

    private void cancel(int id, long now) throws ProtocolViolation {
        IncomingCall call = running.get(id);
        // A caller that gives up at the deadline is fair, however many do.
        if (call == null || now - call.deadlineNanos() < 0) {
            channel.guard().cancel(now);
        }
        assembler.drop(id);
        if (call != null) {
            call.unwanted();
        }
    }

    private void refused(FrameHeader first, MessageAssembler.Why why) {
        if (first.type() == FrameType.BIND) {
            channel.shut(
                    GoAway.BIND_FAILED,
                    "BIND larger than the message cap of " + context.settings().messageCap()
                            + " bytes, or than what there is room for, or not continued");
        } else if (first.has(Wire.NO_REPLY)) {
            drops.dropped(
                    switch (why) {
                        case OVER_CAP -> OneWayDrops.Reason.TOO_LARGE;
                        case NO_ROOM -> OneWayDrops.Reason.NO_ROOM;
                        case STALLED -> OneWayDrops.Reason.STALLED;
                    },
                    System.nanoTime());
        } else {
            boolean overCap = why == MessageAssembler.Why.OVER_CAP;
            FailureCode code = overCap ? FailureCode.ARGUMENTS_TOO_LARGE : FailureCode.REJECTED;
            sendFail(first.id(), Progress.NOT_STARTED, code, 0, Payload.NONE);
        }
    }

    @Override
    public void batchEnd(long now) {
        countUnfinished();
        if (batch.isEmpty()) {
            return;
        }
        Pump<IncomingCall> own = takeover.pump();
        boolean onWorker = own != null && own.isOn(Thread.currentThread());
        List<IncomingCall> forWorker = List.of();
        int handled = 0;
        for (IncomingCall call : batch) {
            if (!isDue(call, now)) {
                continue;
            }
            boolean wantsWorker = takeover.possible() && handler.wantsWorker(call);
            if (own != null && onWorker) {
                own.add(call, wantsWorker);
            } else if (own != null || !wantsWorker) {
                handle(call);
                if (++handled % CALLS_PER_WRITE == 0) {
                    outbox.uncork();
                    outbox.cork();
                }
            } else {
                if (forWorker.isEmpty()) {
                    forWorker = new ArrayList<>();
                }
                forWorker.add(call);
            }
        }
        batch.clear();
        if (!forWorker.isEmpty() && !takeover.tryStart(forWorker)) {
            forWorker.forEach(this::handle);
        }
        if (running.size() > 0) {
            context.hurry().run();
        }
    }

    private void countUnfinished() {
        assembles = !assembler.isEmpty();
        unfinished = assembler.unfinishedCalls(lastTaken);
    }

    /** Whether a call is to be served; ends it if nobody waits for it any longer. */
    private boolean isDue(IncomingCall call, long now) {
        if (call.isUnwanted()) {
            call.ended();
            return false;
        }
        if (now - call.deadlineNanos() >= 0) {
            if (call.oneWay()) {
                drops.dropped(OneWayDrops.Reason.EXPIRED, now);
            }
            call.fail(Progress.NOT_STARTED, FailureCode.DEADLINE_EXCEEDED, 0, Payload.NONE);
            return false;
        }
        return true;
    }

    private void handle(IncomingCall call) {
        serve(call, here);
    }

    @Override
    public void serve(IncomingCall call) {
        serve(call, onWorker);
    }

    private void serve(IncomingCall call, Consumer<IncomingCall> how) {
        if (!call.oneWay() && (outbox.full() || held.any())) {
            held.hold(call);
        } else {
            begin(call, how);
        }
    }

    boolean clogged(IncomingCall call) {
        return outbox.full() && !call.oneWay();
    }

    void holdBack(IncomingCall call) {
        held.hold(call);
    }

    @Override
    public boolean holdsMuch() {
        return held.much();
    }

    @Override
    public void sent(boolean all) {
        held.sent(all);
    }

    private void begin(IncomingCall call, Consumer<IncomingCall> how) {
        if (call.isUnwanted()) {
            call.ended();
            return;
        }
        try {
            how.accept(call);
        } catch (RuntimeException | Error e) {
            ChannelLog.LOG.handlerFailed(peer.address(), "call", e);
            call.fail(Progress.UNKNOWN, FailureCode.INTERNAL, 0, Payload.NONE);
        }
    }

    private void handleOrphans() {
        List<IncomingCall> left = new ArrayList<>(orphans);
        orphans.clear();
        left.forEach(this::handle);
    }

    /** Through the pool, where other threads help. */
    @Override
    public void serveElsewhere(IncomingCall call) {
        handle(call);
    }

    @Override
    public void undone(IncomingCall call) {
        call.ended();
    }

    @Override
    public void withoutWorker(List<IncomingCall> calls) {
        // Not here: this may be the timer thread, and handling may run a bean.
        orphans.addAll(calls);
        channel.execute(this::handleOrphans);
    }

    boolean reply(IncomingCall call, boolean positional, Payload payload) {
        if (payload.size() > context.settings().messageCap()) {
            return fail(call, Progress.COMPLETED, FailureCode.RESULT_TOO_LARGE, 0, Payload.NONE);
        }
        if (!end(call)) {
            return false;
        }
        int flags = (payload.attachments().length > 0 ? Wire.ATTACHMENTS : 0) | (positional ? Wire.POSITIONAL : 0);
        boolean sent =
                outbox.appendUntil(call.deadlineNanos(), FrameHeader.of(FrameType.REPLY, flags, 0, call.id()), payload);
        flushUnlessPumped();
        return sent;
    }

    boolean fail(IncomingCall call, Progress progress, FailureCode code, int retryAfterMillis, byte[] details) {
        if (!end(call)) {
            return false;
        }
        boolean sent = sendFail(call.id(), progress, code, retryAfterMillis, details);
        flushUnlessPumped();
        return sent;
    }

    private void flushUnlessPumped() {
        if (!takeover.sendsHere()) {
            outbox.flush(running.size() > MANY);
        }
    }

    private boolean sendFail(int id, Progress progress, FailureCode code, int retryAfterMillis, byte[] details) {
        int most = context.settings().messageCap() - Wire.FAIL_BYTES;
        Payload payload = FailBody.of(progress, code, retryAfterMillis, details, most);
        return outbox.append(FrameHeader.of(FrameType.FAIL, 0, 0, id), payload, null);
    }

    /** Lets go of a call; says whether an answer is wanted. */
    boolean end(IncomingCall call) {
        if (running.take(call.id()) != null) {
            context.budget().release(call.length() + CALL_BYTES);
            owner.ended();
        }
        held.ended(call);
        if (call.isUnwanted()) {
            return false;
        }
        channel.guard().worked();
        return !call.oneWay();
    }

    /** Deadlines and keep-alive; by the timer thread. Says whether the next tick is wanted soon. */
    boolean tick(long now, long elapsed) {
        running.forEach(call -> {
            if (now - call.deadlineNanos() >= 0) {
                call.cancel();
            }
        });
        boolean soon = channel.tick(elapsed);
        held.expire();
        outbox.dropLate(now);
        if (assembles) {
            // Only this thread knows that time passes while nothing arrives.
            long listened = channel.paused() ? 0 : elapsed;
            long mostSilent = context.settings().deadAfter().toNanos();
            channel.execute(() -> {
                assembler.expire(now, listened, mostSilent);
                countUnfinished();
                outbox.flush(false);
            });
        }
        return soon | running.size() > 0 | outbox.full();
    }

    /** First of two steps: whoever answers the PING has seen that nothing new is wanted. */
    void announceDrain(String text) {
        ponged = false;
        channel.goAway(new GoAway(GoAway.EVERY_ID, GoAway.DRAINING, text));
        channel.ping();
    }

    boolean hasAnsweredDrain() {
        return ponged || !channel.open();
    }

    /** Second step: what has arrived until now is the last that is taken. */
    void endTaking(String text) {
        channel.execute(() -> {
            if (lastTaken == GoAway.EVERY_ID) {
                channel.goAway(new GoAway(lastAccepted(), GoAway.DRAINING, text));
            }
        });
    }

    void close(String reason) {
        channel.close(reason);
    }

    void shut(int reason, String text) {
        channel.shut(reason, text);
    }

    @Override
    public void pong() {
        ponged = true;
    }

    @Override
    public void goAway(GoAway goAway) {
        channel.close("closed by the other side: " + goAway.text());
    }

    @Override
    public int lastAccepted() {
        if (lastTaken == GoAway.EVERY_ID) {
            lastTaken = lastId;
            countUnfinished();
            decided = true;
        }
        return lastTaken;
    }

    @Override
    public boolean limitsReading() {
        return true;
    }

    @Override
    public void ended(String reason, @Nullable Throwable cause) {
        assembler.clear();
        running.forEach(IncomingCall::unwanted);
        // The handler never saw these: nobody else would let go of them.
        batch.forEach(IncomingCall::ended);
        batch.clear();
        orphans.forEach(IncomingCall::ended);
        orphans.clear();
        held.clear();
        owner.ended(this);
        try {
            handler.closed();
        } catch (RuntimeException | Error e) {
            ChannelLog.LOG.handlerFailed(peer.address(), "closed", e);
        }
    }
}
