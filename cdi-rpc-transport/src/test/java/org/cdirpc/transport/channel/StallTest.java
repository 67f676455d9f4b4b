package org.cdirpc.transport.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.cdirpc.spi.FailureCode;
import org.cdirpc.transport.frame.FrameHeader;
import org.cdirpc.transport.frame.FrameType;
import org.cdirpc.transport.frame.GoAway;
import org.cdirpc.transport.frame.ProtocolViolation;
import org.junit.jupiter.api.Test;

/** A peer whose process stops while calls wait, or only seems to; with time, link and ticks in the test's hands. */
final class StallTest implements PeerOwner {

    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;
    private static final long TICK = 10 * MILLI;

    private final ChannelContext context = ChannelContext.of(ChannelSettings.defaults(), () -> {});
    private final List<ManualLink> links = new ArrayList<>();
    private final List<LinkHandler> handlers = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private final List<Answer> answers = new ArrayList<>();
    private long now = System.nanoTime();
    private boolean soon;
    private final Peer peer = new Peer("host", 1, null, this);

    private PendingCall send() {
        return peer.send(
                new OutgoingCall(new OneMethod(), 0, now + 3_600 * SECOND, new byte[0], new byte[1], 0, 1, false),
                answers::add);
    }

    private void pass(long nanos) {
        for (long end = now + nanos; now < end; ) {
            now += TICK;
            soon = peer.tick(now, TICK);
        }
    }

    private void arrives(FrameType type, int id, int size) {
        links.get(links.size() - 1)
                .deliver(
                        handlers.get(handlers.size() - 1),
                        ByteBuffer.wrap(ManualLink.frame(FrameHeader.of(type, 0, 0, id), size)));
    }

    private void pong() {
        arrives(FrameType.PONG, 0, 8);
    }

    private long pings() throws ProtocolViolation {
        return links.get(links.size() - 1).frames(true).stream()
                .filter(frame -> frame.type() == FrameType.PING)
                .count();
    }

    private List<String> stalls() {
        return told.stream().filter(event -> event.startsWith("stalled")).toList();
    }

    /** Heard a moment ago, and then frozen under load: three seconds, however many calls come meanwhile. */
    @Test
    void aPeerThatFreezesIsToldOnceWithinThreeSeconds() throws ProtocolViolation {
        send();
        arrives(FrameType.REPLY, 2, 1);
        pass(TICK);
        assertThat(answers).hasSize(1);
        send();
        pass(990 * MILLI);
        assertThat(pings()).isZero();
        pass(TICK);
        assertThat(pings()).isEqualTo(1);
        send();
        pass(1_990 * MILLI);
        assertThat(stalls()).isEmpty();
        pass(TICK);
        assertThat(stalls())
                .singleElement()
                .asString()
                .contains("nothing received for 3000 ms, calls that wait: 2")
                .contains("answer to PING within 2000 ms");
        pass(5 * SECOND);
        assertThat(stalls()).hasSize(1);
        assertThat(pings()).as("it was asked once").isEqualTo(1);
        assertThat(soon).as("ticks stay short, to see it come back").isTrue();
        assertThat(links.get(0).closed).isFalse();
    }

    /** The silence of an idle channel says nothing, but the first call on it need not wait another second to ask. */
    @Test
    void theFirstCallAfterALongSilenceIsToldAfterTwoSeconds() throws ProtocolViolation {
        send();
        arrives(FrameType.REPLY, 2, 1);
        pass(9 * SECOND);
        assertThat(pings()).isZero();
        assertThat(soon).isFalse();
        send();
        pass(TICK);
        assertThat(pings()).isEqualTo(1);
        pass(1_990 * MILLI);
        assertThat(stalls()).isEmpty();
        pass(TICK);
        assertThat(stalls()).hasSize(1);
    }

    /** A bean that takes minutes: its process answers each PING. */
    @Test
    void aSlowCallIsNoStallWhilePingsAreAnswered() throws ProtocolViolation {
        send();
        for (int i = 1; i <= 60; i++) {
            pass(SECOND);
            assertThat(pings()).isEqualTo(i);
            // As late as may be.
            pass(1_990 * MILLI);
            pong();
            pass(TICK);
        }
        assertThat(told).containsExactly("connected");
    }

    @Test
    void aPeerThatComesBackIsToldOnce() throws ProtocolViolation {
        send();
        pass(4 * SECOND);
        assertThat(stalls()).hasSize(1);
        pong();
        pass(TICK);
        arrives(FrameType.REPLY, 2, 1);
        pass(TICK);
        assertThat(told).hasSize(3).last().isEqualTo("responsive");
        pass(9 * SECOND);
        assertThat(told).hasSize(3);
        // And freezes again.
        send();
        pass(4 * SECOND);
        assertThat(stalls()).hasSize(2);
    }

    @Test
    void anIdleChannelIsNeverStalled() throws ProtocolViolation {
        send();
        arrives(FrameType.REPLY, 2, 1);
        pass(19 * SECOND);
        assertThat(pings()).as("keep-alive").isEqualTo(1);
        assertThat(told).containsExactly("connected");
    }

    /** With timeouts of less than the probe, no call is ever pending for long. */
    @Test
    void callersThatGiveUpEarlyFindOutAsWell() {
        send();
        arrives(FrameType.REPLY, 2, 1);
        pass(TICK);
        for (int i = 0; i < 10; i++) {
            PendingCall call = send();
            pass(200 * MILLI);
            call.cancel(FailureCode.DEADLINE_EXCEEDED);
            pass(100 * MILLI);
        }
        assertThat(stalls()).hasSize(1);
        assertThat(answers).hasSize(11);
    }

    /** This process was stopped itself: the answer lies in the socket, and the first tick comes before the read. */
    @Test
    void aFreezeOfThisProcessIsNotSilenceOfTheOther() throws ProtocolViolation {
        send();
        pass(SECOND);
        assertThat(pings()).isEqualTo(1);
        for (int i = 0; i < 10; i++) {
            now += 30 * SECOND;
            peer.tick(now, 2 * SECOND);
        }
        pong();
        pass(SECOND);
        assertThat(told).containsExactly("connected");
    }

    /** Whoever reads there, the timer sees it: here a caller that reads its own answer, on this thread. */
    @Test
    void whatALoneCallerReadsIsHeard() throws ProtocolViolation {
        PendingCall slow = send();
        pass(SECOND);
        assertThat(pings()).isEqualTo(1);
        pass(1_900 * MILLI);
        ManualLink link = links.get(0);
        link.arrives(ByteBuffer.wrap(ManualLink.frame(FrameHeader.of(FrameType.PONG, 0, 0, 0), 8)));
        assertThat(slow.read(MILLI)).as("it read, and nothing for it came").isTrue();
        assertThat(link.reading).as("the I/O thread does not read").isFalse();
        pass(900 * MILLI);
        assertThat(told).containsExactly("connected");
        pass(3 * SECOND);
        assertThat(stalls()).hasSize(1);
    }

    @Test
    void theEndOfTheChannelEndsTheStall() {
        send();
        pass(4 * SECOND);
        handlers.get(0).ended(null);
        assertThat(told).hasSize(3).last().isEqualTo("unreachable");
        now += context.settings().backoffMost().toNanos() + 1;
        send();
        assertThat(told).hasSize(4).last().isEqualTo("connected");
        pass(4 * SECOND);
        assertThat(stalls()).as("the new channel is judged by itself").hasSize(2);
        assertThat(told).doesNotContain("responsive");
    }

    /** A channel that is being left is not where new calls go. */
    @Test
    void aChannelThatDrainsIsNotStalled() {
        send();
        byte[] goAway = new GoAway(GoAway.EVERY_ID, GoAway.DRAINING, "bye").encode();
        byte[] frame = ManualLink.frame(FrameHeader.of(FrameType.GOAWAY, 0, 0, 0), goAway.length);
        System.arraycopy(goAway, 0, frame, frame.length - goAway.length, goAway.length);
        links.get(0).deliver(handlers.get(0), ByteBuffer.wrap(frame));
        pass(19 * SECOND);
        assertThat(told).containsExactly("connected", "draining");
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
                links.add(new ManualLink());
                handlers.add(outcome.opened(links.get(links.size() - 1), new NodeIdentity("s", "s-1"), 0));
                return () -> {};
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public PeerListener listener() {
        return new PeerListener() {
            @Override
            public void connected(Peer connected) {
                told.add("connected");
            }

            @Override
            public void unreachable(Peer lost, String reason) {
                told.add("unreachable");
            }

            @Override
            public void draining(Peer draining, String reason) {
                told.add("draining");
            }

            @Override
            public void stalled(Peer silent, String reason) {
                told.add("stalled: " + reason);
            }

            @Override
            public void responsive(Peer back) {
                told.add("responsive");
            }
        };
    }

    @Override
    public boolean closed() {
        return false;
    }

    @Override
    public long nanoTime() {
        return now;
    }

    /** One method that nobody announced before. */
    private static final class OneMethod implements Binding {
        @Override
        public int methods() {
            return 1;
        }

        @Override
        public byte[] bindBody(int firstMethodId, long capabilities) {
            return new byte[0];
        }

        @Override
        public boolean[] bound(Peer peer, byte[] boundBody) {
            return new boolean[0];
        }
    }
}
