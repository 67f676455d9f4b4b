package org.cdirpc.transport.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cdirpc.transport.channel.Eventually.eventually;

import java.util.ArrayList;
import java.util.List;
import org.cdirpc.spi.FailureCode;
import org.cdirpc.spi.Progress;
import org.cdirpc.transport.frame.FrameHeader;
import org.cdirpc.transport.frame.FrameType;
import org.cdirpc.transport.frame.GoAway;
import org.cdirpc.transport.frame.ProtocolViolation;
import org.cdirpc.transport.frame.Wire;
import org.junit.jupiter.api.Test;

/** One peer, with its time, its dials and its link in the test's hands. */
final class PeerTest implements PeerOwner {

    private static final long SECOND = 1_000_000_000L;
    private static final NodeIdentity SERVER = new NodeIdentity("s", "s-1");

    private final ChannelContext context = ChannelContext.of(ChannelSettings.defaults(), () -> {});
    private final ManualLink link = new ManualLink();
    private final List<String> told = new ArrayList<>();
    private final List<Answer> answers = new ArrayList<>();
    private long now = System.nanoTime();
    private int dials;
    private boolean answered = true;
    private LinkHandler handler;
    private final Peer peer = new Peer("host", 1, null, this);

    private PendingCall send(int size, boolean oneWay) {
        return peer.send(
                new OutgoingCall(
                        new OneMethod(), 0, now + 3_600 * SECOND, new byte[0], new byte[size], 0, size, oneWay),
                answers::add);
    }

    private void tickUntil(long end) {
        while (now < end) {
            now += SECOND;
            peer.tick(now, SECOND);
        }
    }

    /** Else it is never witnessed again, and gets no call for ever although the cluster lists it. */
    @Test
    void anUnreachableInstanceIsDialledForAsLongAsItIsListed() {
        answered = false;
        send(1, false);
        tickUntil(now + 90 * SECOND);
        int before = dials;
        tickUntil(now + 600 * SECOND);
        assertThat(dials - before).as("each 15 to 30 s").isBetween(18, 42);
        before = dials;
        now += context.settings().backoffMost().toNanos() + 1;
        send(1, false);
        assertThat(dials).as("a call does not wait for that").isEqualTo(before + 1);
        peer.close("retired");
        before = dials;
        tickUntil(now + 600 * SECOND);
        assertThat(dials).isEqualTo(before);
    }

    /** Its first call finds the channel there. */
    @Test
    void aPeerIsDialledAheadOfItsCallsOnlyIfNobodyDidYet() {
        peer.connect();
        assertThat(dials).isEqualTo(1);
        assertThat(peer.connected()).isTrue();
        peer.connect();
        send(1, true);
        assertThat(dials).isEqualTo(1);
        peer.close("retired");
        peer.connect();
        assertThat(dials).isEqualTo(1);
    }

    /** Nobody calls it, so nobody else would find out. */
    @Test
    void aPeerThatWasDialledAheadInVainIsDialledAgain() {
        answered = false;
        peer.connect();
        assertThat(told).containsExactly("unreachable");
        peer.connect();
        assertThat(dials).as("not before its backoff").isEqualTo(1);
        answered = true;
        tickUntil(now + 60 * SECOND);
        assertThat(dials).isEqualTo(2);
        assertThat(peer.connected()).isTrue();
    }

    /** Else a caller at this moment takes the draining channel for one without ids, and dials the draining node. */
    @Test
    void aDrainThatIsBeingToldIsNotTakenForExhaustion() throws Exception {
        send(1, false);
        Thread io = new Thread(() -> link.deliver(handler, goAway(GoAway.EVERY_ID, GoAway.DRAINING)));
        synchronized (peer) {
            io.start();
            eventually("the I/O thread tells the peer", () -> io.getState() == Thread.State.BLOCKED);
            send(1, false);
        }
        io.join(10_000);
        assertThat(dials).isEqualTo(1);
        send(1, false);
        assertThat(answers).extracting(Answer::code).containsExactly(FailureCode.DRAINING);
        assertThat(told).contains("draining");
    }

    /** Else later calls would wait for a channel that takes none, for as long as it drains. */
    @Test
    void aDrainThatACallerReadsWhileWhatWaitedIsSentIsNotMissed() {
        ManualPeer manual = new ManualPeer();
        manual.answersDials = false;
        PendingCall first = manual.send();
        ManualLink opening = new ManualLink();
        opening.beforeWrite = () -> {
            opening.arrives(goAway(GoAway.EVERY_ID, GoAway.DRAINING));
            first.read(ManualPeer.MILLI);
        };
        manual.dials.get(0).opened(opening, new NodeIdentity("s", "s-1"), 0);
        manual.send();
        assertThat(manual.answers).extracting(Answer::code).containsExactly(FailureCode.DRAINING);
        assertThat(manual.told).contains("draining");
    }

    /** It would come back at once, and again, until the end of the channel is told. */
    @Test
    void nobodyReadsWhereNothingWillCome() {
        PendingCall call = send(1, false);
        link.ended = true;
        assertThat(call.read(SECOND)).as("at the end of the link").isFalse();
        link.ended = false;
        peer.tick(now, context.settings().deadAfter().toNanos());
        link.runTasks();
        assertThat(call.read(SECOND)).as("on a channel that is shut").isFalse();
    }

    @Test
    void aChannelThatIsLeftIsNotTakenForExhaustion() {
        ClientChannel channel = new ClientChannel(peer, link, context, 0);
        channel.leave();
        PendingSend call = new PendingSend(
                new OutgoingCall(new OneMethod(), 0, now + SECOND, new byte[0], new byte[0], 0, 0, false),
                answers::add,
                peer,
                now);
        assertThat(channel.send(call, now)).isEqualTo(Sending.CLOSED);
        ChannelContext last = new ChannelContext(
                context.settings(),
                context.scratch(),
                context.budget(),
                context.pumps(),
                context.hurry(),
                -1 - (1 << 20));
        assertThat(new ClientChannel(peer, link, last, 0).send(call, now)).isEqualTo(Sending.EXHAUSTED);
        assertThat(call.waiting()).isTrue();
    }

    /** UNAVAILABLE would end the call; another instance can still take it. */
    @Test
    void aRetiredPeerSendsItsCallersElsewhere() {
        peer.close("retired");
        send(1, false);
        assertThat(answers).extracting(Answer::code).containsExactly(FailureCode.CONNECT_FAILED);
        assertThat(answers).extracting(Answer::progress).containsExactly(Progress.NOT_SENT);
    }

    /** The instance is well: its caller goes elsewhere without having to pay for that, and does not blame it. */
    @Test
    void aPeerThatWasLeftIsLikeOneThatDrains() {
        send(1, false);
        peer.leave("left");
        send(1, false);
        assertThat(answers).extracting(Answer::code).containsExactly(FailureCode.DRAINING);
        assertThat(answers).extracting(Answer::progress).containsExactly(Progress.NOT_SENT);
        assertThat(answers.get(0).reason()).contains("was left");
    }

    @Test
    void theAddressOfAPeerIsReadableWhateverKindItIs() {
        assertThat(new Peer("::1", 7000, null, this).describe()).isEqualTo("[::1]:7000");
        assertThat(peer.describe()).isEqualTo("host:1");
    }

    /** It has in its hand the channel before that one: nobody would send it, dial for it, or say no. */
    @Test
    void aCallThatComesWhileANewChannelIsOpenedGoesWithThoseThatWaited() throws Exception {
        // Three calls and a BIND, and a channel has no ids any more.
        ManualPeer manual = new ManualPeer(-1 - (1 << 20) - 4);
        manual.send();
        manual.send();
        manual.send();
        manual.answersDials = false;
        Thread other = new Thread(manual::send);
        ManualLink opening = new ManualLink();
        opening.beforeWrite = () -> letIn(manual.peer, other);
        synchronized (manual.peer) {
            other.start();
            eventually("it has found that channel used up", () -> other.getState() == Thread.State.BLOCKED);
            manual.send();
            manual.dials.get(1).opened(opening, SERVER, 0);
        }
        other.join(10_000);
        assertThat(manual.dials).hasSize(2);
        assertThat(opening.frames(true)).extracting(FrameHeader::type).containsOnlyOnce(FrameType.BIND);
        assertThat(opening.frames(true))
                .filteredOn(frame -> frame.type() == FrameType.CALL)
                .hasSize(2);
    }

    /** Gives up a monitor that is held here until a thread that waits for it has ended. */
    private static void letIn(Object monitor, Thread other) {
        long end = System.nanoTime() + 10 * SECOND;
        try {
            while (other.isAlive()) {
                assertThat(System.nanoTime() - end).as("too late").isNegative();
                monitor.wait(1);
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Else they count as sent, or wait for their deadline, though nothing leaves a channel that is being shut. */
    @Test
    void callsOnAChannelThatIsBeingShutAreRefusedAtOnce() throws ProtocolViolation {
        send(1, false);
        peer.tick(now, context.settings().deadAfter().toNanos());
        link.runTasks();
        send(1, true);
        send(1, false);
        assertThat(answers).extracting(Answer::progress).containsExactly(Progress.NOT_SENT, Progress.NOT_SENT);
        assertThat(answers).extracting(Answer::code).containsOnly(FailureCode.CONNECT_FAILED);
        assertThat(answers.get(0).reason()).contains("dead: nothing received");
        assertThat(frames(FrameType.CALL)).isEqualTo(1);
    }

    @Test
    void oneWayCallsThatWaitForTheLinkAreNotCutByALeave() throws ProtocolViolation {
        send(1, true);
        link.room = 10;
        send(1000, true);
        link.deliver(handler, goAway(2, GoAway.DRAINING));
        peer.tick(now, 0);
        assertThat(link.closed).isFalse();
        link.room = Integer.MAX_VALUE;
        handler.writable();
        peer.tick(now, 0);
        assertThat(link.closed).isTrue();
        assertThat(frames(FrameType.CALL)).isEqualTo(2);
    }

    /** A blocking caller's own deadline is a deadline: the message must say where the time went, and what is true. */
    @Test
    void progressAndTextOfACallThatIsGivenUpAgree() {
        send(1, true);
        answers.clear();
        PendingCall sent = send(1, false);
        link.room = 0;
        PendingCall stuck = send(1, false);
        PendingCall behind = send(1, false);
        sent.cancel(FailureCode.DEADLINE_EXCEEDED);
        stuck.cancel(FailureCode.DEADLINE_EXCEEDED);
        behind.cancel(FailureCode.CANCELLED);
        assertThat(answers)
                .extracting(Answer::progress)
                .containsExactly(Progress.UNKNOWN, Progress.NOT_SENT, Progress.NOT_SENT);
        assertThat(answers.get(0).reason()).contains("CDIRPC100004");
        assertThat(answers.get(1).reason()).contains("CDIRPC100003");
        assertThat(answers.get(2).reason()).contains("CDIRPC100007").contains("unsent");
    }

    private long frames(FrameType type) throws ProtocolViolation {
        return link.frames(true).stream().filter(frame -> frame.type() == type).count();
    }

    private static java.nio.ByteBuffer goAway(int lastId, int reason) {
        byte[] payload = new GoAway(lastId, reason, "").encode();
        byte[] frame = ManualLink.frame(FrameHeader.of(FrameType.GOAWAY, 0, 0, 0), payload.length);
        System.arraycopy(payload, 0, frame, Wire.LENGTH_BYTES + Wire.HEADER_BYTES, payload.length);
        return java.nio.ByteBuffer.wrap(frame);
    }

    @Override
    public NodeIdentity self() {
        return new NodeIdentity("c", "c-1");
    }

    @Override
    public ChannelContext context() {
        return context;
    }

    @Override
    public Dialler dialler() {
        return new Dialler() {
            @Override
            public Dial dial(DialRequest request, DialOutcome outcome) {
                dials++;
                if (answered) {
                    handler = outcome.opened(link, SERVER, 0);
                } else {
                    outcome.failed("nobody there", null);
                }
                return () -> {};
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public PeerListener listener() {
        return new ToldOfPeers(told);
    }

    @Override
    public boolean closed() {
        return false;
    }

    @Override
    public long nanoTime() {
        return now;
    }
}
