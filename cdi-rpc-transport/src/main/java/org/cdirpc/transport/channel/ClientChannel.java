package org.cdirpc.transport.channel;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.cdirpc.spi.FailureCode;
import org.cdirpc.spi.Progress;
import org.cdirpc.transport.frame.FrameHeader;
import org.cdirpc.transport.frame.FrameType;
import org.cdirpc.transport.frame.GoAway;
import org.cdirpc.transport.frame.ProtocolViolation;
import org.cdirpc.transport.frame.Wire;
import org.jspecify.annotations.Nullable;

/**
 * The calling side of one channel. The outbox's monitor makes ids ascend in the order of appending; taking a call out of
 * the table decides who answers it.
 */
final class ClientChannel implements FrameRole, Pumped<PendingSend> {

    /** Calls from which on the I/O thread sends for everybody: it then collects more for each write. */
    private static final int MANY = 4;

    /** Ids above this are left for calls already on their way here when the channel is replaced. */
    private static final int LAST_ID = -1 - (1 << 20);

    private static final int NO_ID = 0;

    private final Peer peer;
    private final ChannelContext context;
    private final FrameChannel channel;
    private final Outbox outbox;
    private final MessageAssembler assembler;
    private final BoundMethods bound = new BoundMethods();
    private final CallTable<PendingSend> pending = new CallTable<>();
    private final LoneReader lone;
    private final StallWatch stalls;
    private final long capabilities;
    /** Answered by the read under way, to be told on a worker. In turn. */
    private final List<PendingSend> answered = new ArrayList<>();

    private final Takeover<PendingSend> takeover;

    private final Agreements agreed = new Agreements();

    private final LocalAnswers answers;
    // Written under outbox's monitor.
    private volatile int nextId;
    /** What becomes of new calls. */
    private Sending newCalls = Sending.TAKEN;

    private volatile @Nullable String goAwayText;
    private volatile boolean leaves;

    ClientChannel(Peer peer, Link link, ChannelContext context, long capabilities) {
        this.peer = peer;
        this.context = context;
        this.capabilities = capabilities;
        this.nextId = context.firstCallId();
        int cap = context.settings().messageCap();
        this.assembler = new MessageAssembler(cap, context.budget(), Long.MAX_VALUE, this::refused);
        this.channel = new FrameChannel(link, true, context, this);
        this.outbox = channel.outbox();
        this.answers = new LocalAnswers(peer, channel, cap);
        this.takeover = new Takeover<>(channel, context, this);
        this.stalls = new StallWatch(
                context.settings().stallProbe(), context.settings().stallLimit());
        this.lone = new LoneReader(channel, pending, takeover::taken);
    }

    /** Who reads while there is only one call. */
    LoneReader lone() {
        return lone;
    }

    LinkHandler linkHandler() {
        return channel;
    }

    /** Takes the call, and answers it if it cannot be sent; or says why this channel takes no more. */
    Sending send(PendingSend call, long now) {
        OutgoingCall out = call.call();
        @Nullable Answer refusal;
        synchronized (outbox) {
            if (newCalls != Sending.TAKEN) {
                return newCalls;
            }
            int first = bound.firstId(out.binding());
            if (Integer.compareUnsigned(nextId, LAST_ID) >= 0 || (first == 0 && !bound.hasRoom(out.binding()))) {
                // Replaced as by GOAWAY: what is pending stays, new calls go to a new channel.
                newCalls = Sending.EXHAUSTED;
                return newCalls;
            }
            refusal = answers.refusal(call, now);
            if (refusal == null && first == 0) {
                first = bound.nextId();
                refusal = bind(out.binding(), first);
            }
            if (refusal == null) {
                if (!call.sentBy(this, nextId)) {
                    return Sending.TAKEN;
                }
                refusal = append(call, first, now);
            }
        }
        if (refusal != null) {
            call.finish(refusal);
            // A BIND may have been appended.
            outbox.flush(false);
            return Sending.TAKEN;
        }
        if (out.oneWay()) {
            call.finish(Answer.appended());
        } else {
            context.hurry().run();
        }
        flush(out.waits());
        return Sending.TAKEN;
    }

    /**
     * A thread that waits for its answer has nothing better to do than to write for all; it lets the others append
     * first. One that goes on leaves that to the I/O thread, which collects more for each write.
     */
    private void flush(boolean waits) {
        int calls = pending.size();
        if (!waits) {
            if (!takeover.sendsHere()) {
                outbox.flush(calls > MANY);
                lone.attend();
            }
        } else if (!outbox.flushing()) {
            if (calls > 1) {
                Thread.yield();
            }
            outbox.flush(false);
        }
    }

    /** Whether a method's arguments may be positional here. */
    boolean positional(Binding binding, int methodIndex) {
        return agreed.positional(binding, methodIndex);
    }

    private @Nullable Answer bind(Binding binding, int first) {
        byte[] body;
        try {
            body = binding.bindBody(first, capabilities);
        } catch (RuntimeException e) {
            return answers.bindFailed(e);
        }
        if (body.length > context.settings().messageCap()) {
            return answers.bindTooLarge(body.length);
        }
        int id = nextId;
        nextId = id + 1;
        bound.announced(binding, id);
        // Calls of these methods follow at once, and are refused where the methods are not known yet.
        outbox.appendWhole(FrameHeader.of(FrameType.BIND, 0, first, id), Payload.of(body));
        return null;
    }

    /** Appends a call, which belongs to this channel: one that was given up may have lent its bytes to another. */
    private @Nullable Answer append(PendingSend call, int firstMethod, long now) {
        OutgoingCall out;
        try {
            out = agreed.form(call.call());
        } catch (RuntimeException | StackOverflowError e) {
            return answers.renamingFailed(e);
        }
        int id = nextId;
        nextId = id + 1;
        int flags = (out.attachments().length > 0 ? Wire.ATTACHMENTS : 0)
                | (out.oneWay() ? Wire.NO_REPLY : 0)
                | (out.named() != null ? Wire.POSITIONAL : 0);
        long remaining = Math.min((out.deadlineNanos() - now + 999_999) / 1_000_000, 0xffff_ffffL);
        FrameHeader header = new FrameHeader(
                FrameType.CALL, flags, firstMethod + out.methodIndex(), id, (int) remaining, channel.clockMillis(now));
        if (!out.oneWay()) {
            pending.put(call);
        }
        outbox.append(header, new Payload(out.attachments(), out.buffer(), out.offset(), out.length()), call);
        return null;
    }

    /** Answers a call that nobody waits for any longer, and tells the other side if it was sent. */
    void giveUp(PendingSend call, FailureCode code) {
        boolean unsent;
        synchronized (outbox) {
            if (pending.take(call.id()) == null) {
                return;
            }
            unsent = outbox.withdraw(call);
            outbox.append(FrameHeader.of(FrameType.CANCEL, 0, 0, call.id()));
        }
        outbox.flush(pending.size() > MANY);
        call.finish(answers.givenUp(call, code, unsent));
        leaveIfDone();
    }

    /** Ends the calls whose deadline passed; by the timer thread. Says whether the next tick is wanted soon. */
    boolean tick(long now, long elapsed) {
        for (PendingSend call : pending.matching(call -> now - call.call().deadlineNanos() >= 0)) {
            giveUp(call, FailureCode.DEADLINE_EXCEEDED);
        }
        leaveIfDone();
        return channel.tick(elapsed) | watch(elapsed) | pending.size() > 0 | leaves | lone.tick();
    }

    /** After the channel's own tick. Says whether the next one is wanted soon. */
    private boolean watch(long elapsed) {
        if (!channel.open()) {
            return false;
        }
        switch (stalls.tick(elapsed, channel.heardInTick(), pending.size() > 0)) {
            case PING -> channel.ping();
            case STALLED -> peer.stalled(this, stalls.complaint(pending.size()));
            case RESPONSIVE -> peer.responsive(this);
            case NOTHING -> {}
        }
        return stalls.watches();
    }

    @Override
    public void frame(FrameHeader header, ByteBuffer payload, long now) throws ProtocolViolation {
        if (Integer.compareUnsigned(header.id(), nextId) >= 0) {
            throw new ProtocolViolation(header.type() + " of call " + Integer.toUnsignedString(header.id())
                    + " (expected: an id that was given)");
        }
        Message message = assembler.add(header, payload);
        if (message == null) {
            return;
        }
        switch (header.type()) {
            case BOUND -> bound(message);
            case REPLY -> {
                PendingSend call = pending.take(header.id());
                if (call != null) {
                    finish(
                            call,
                            Answer.reply(
                                    message.payload(),
                                    message.length(),
                                    message.header().has(Wire.ATTACHMENTS),
                                    message.header().has(Wire.POSITIONAL),
                                    now));
                }
            }
            case FAIL -> fail(message);
            default -> throw new ProtocolViolation("frame type: " + header.type() + " (expected: an answer)");
        }
    }

    private void bound(Message message) throws ProtocolViolation {
        Binding binding;
        synchronized (outbox) {
            binding = bound.answered(message.header().id());
        }
        if (binding == null) {
            throw new ProtocolViolation(
                    "BOUND of " + Integer.toUnsignedString(message.header().id())
                            + " (expected: the id of a BIND that is not answered)");
        }
        agreed.add(binding, binding.bound(peer, message.bytes()));
    }

    private void fail(Message message) throws ProtocolViolation {
        Answer answer = FailBody.answer(message);
        PendingSend call = pending.take(message.header().id());
        if (call != null) {
            finish(call, answer);
        }
    }

    /** In turn: tells the answer at once, or leaves that to a worker. */
    private void finish(PendingSend call, Answer answer) {
        if (!takeover.possible() || !call.wantsWorker()) {
            call.finish(answer);
        } else if (call.settle(answer)) {
            answered.add(call);
        }
    }

    private void refused(FrameHeader first, MessageAssembler.Why cause) {
        PendingSend call = pending.take(first.id());
        if (call != null) {
            call.finish(answers.resultRefused(cause));
        }
    }

    @Override
    public void batchEnd(long now) {
        if (!answered.isEmpty()) {
            Pump<PendingSend> own = takeover.pump();
            if (own == null) {
                List<PendingSend> calls = new ArrayList<>(answered);
                if (!takeover.tryStart(calls)) {
                    withoutWorker(calls);
                }
            } else if (own.isOn(Thread.currentThread())) {
                answered.forEach(call -> own.add(call, true));
            } else {
                answered.forEach(call -> call.tell(false));
            }
            answered.clear();
        }
        leaveIfDone();
    }

    @Override
    public void serve(PendingSend call) {
        call.tell(true);
    }

    @Override
    public void serveElsewhere(PendingSend call) {
        call.tell(true);
    }

    @Override
    public void undone(PendingSend call) {
        call.tell(false);
    }

    @Override
    public void withoutWorker(List<PendingSend> calls) {
        calls.forEach(this::undone);
    }

    @Override
    public void pong() {}

    @Override
    public void goAway(GoAway goAway) {
        goAwayText = goAway.text();
        if (goAway.reason() == GoAway.DRAINING) {
            // The peer first: a caller that this channel refuses must find out there that it is to go elsewhere.
            peer.draining(this, goAway.text());
        }
        synchronized (outbox) {
            newCalls = Sending.CLOSED;
        }
        String reason = ChannelMessages.MESSAGES.draining(peer.describe(), goAway.text());
        FailureCode code = goAway.reason() == GoAway.DRAINING ? FailureCode.DRAINING : FailureCode.CONNECTION_LOST;
        for (PendingSend call : pending.matching(call -> Integer.compareUnsigned(call.id(), goAway.lastId()) > 0)) {
            if (pending.take(call.id()) != null) {
                call.finish(Answer.localFailure(Progress.NOT_STARTED, code, reason, null));
            }
        }
        if (goAway.reason() != GoAway.DRAINING) {
            channel.close("closed by the other side: " + goAway.text());
        } else if (goAway.lastId() != GoAway.EVERY_ID) {
            leaves = true;
            leaveIfDone();
        }
    }

    /** Nothing new comes here: closes once everything is answered. */
    void leave() {
        synchronized (outbox) {
            newCalls = Sending.CLOSED;
        }
        leaves = true;
        leaveIfDone();
    }

    private void leaveIfDone() {
        // One-way calls are pending only as bytes.
        if (leaves && pending.size() == 0 && outbox.unsent() == 0) {
            channel.close("drained");
        }
    }

    /** Closes it now; what is pending is answered with what is known. */
    void close(String reason) {
        channel.close(reason);
    }

    boolean open() {
        return channel.open();
    }

    int pendingCalls() {
        return pending.size();
    }

    @Override
    public int lastAccepted() {
        return NO_ID;
    }

    @Override
    public boolean limitsReading() {
        return false;
    }

    @Override
    public void ended(String reason, @Nullable Throwable cause) {
        synchronized (outbox) {
            newCalls = Sending.CLOSED;
        }
        assembler.clear();
        // Of a read that broke off: no batch end tells these.
        List<PendingSend> left = new ArrayList<>(answered);
        answered.clear();
        left.forEach(call -> call.tell(false));
        String said = goAwayText;
        String why = said == null ? reason : reason + " (after GOAWAY: " + said + ")";
        // The peer first: a listener below that calls again must not meet this channel.
        peer.channelEnded(this, why);
        long offered = outbox.offered();
        for (PendingSend call : pending.matching(call -> true)) {
            if (pending.take(call.id()) != null) {
                call.finish(answers.lost(call, leftWhole(call, offered), why, cause));
            }
        }
    }

    private boolean leftWhole(PendingSend call, long offered) {
        synchronized (outbox) {
            return call.end() <= offered;
        }
    }
}
