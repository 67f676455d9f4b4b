package org.cdirpc.transport.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cdirpc.transport.channel.ManualPeer.MILLI;
import static org.cdirpc.transport.channel.ManualPeer.SECOND;
import static org.cdirpc.transport.channel.ManualPeer.TICK;

import java.nio.ByteBuffer;
import java.util.List;
import org.cdirpc.spi.FailureCode;
import org.cdirpc.transport.frame.FrameHeader;
import org.cdirpc.transport.frame.FrameType;
import org.cdirpc.transport.frame.GoAway;
import org.cdirpc.transport.frame.ProtocolViolation;
import org.junit.jupiter.api.Test;

/** A peer whose process stops while calls wait, or only seems to; with time, link and ticks in the test's hands. */
final class StallTest {

    private final ManualPeer peer = new ManualPeer();

    private void pong() {
        peer.arrives(FrameType.PONG, 0, 8);
    }

    private List<String> stalls() {
        return peer.told.stream().filter(event -> event.startsWith("stalled")).toList();
    }

    /** Heard a moment ago, and then frozen under load: three seconds, however many calls come meanwhile. */
    @Test
    void aPeerThatFreezesIsToldOnceWithinThreeSeconds() throws ProtocolViolation {
        peer.send();
        peer.arrives(FrameType.REPLY, 2, 1);
        peer.pass(TICK);
        assertThat(peer.answers).hasSize(1);
        peer.send();
        peer.pass(990 * MILLI);
        assertThat(peer.pings()).isZero();
        peer.pass(TICK);
        assertThat(peer.pings()).isEqualTo(1);
        peer.send();
        peer.pass(1_990 * MILLI);
        assertThat(stalls()).isEmpty();
        peer.pass(TICK);
        assertThat(stalls())
                .singleElement()
                .asString()
                .contains("nothing received for 3000 ms, calls that wait: 2")
                .contains("answer to PING within 2000 ms");
        peer.pass(5 * SECOND);
        assertThat(stalls()).hasSize(1);
        assertThat(peer.pings()).as("it was asked once").isEqualTo(1);
        assertThat(peer.soon).as("ticks stay short, to see it come back").isTrue();
        assertThat(peer.link().closed).isFalse();
    }

    /** The silence of an idle channel says nothing, but the first call on it need not wait another second to ask. */
    @Test
    void theFirstCallAfterALongSilenceIsToldAfterTwoSeconds() throws ProtocolViolation {
        peer.send();
        peer.arrives(FrameType.REPLY, 2, 1);
        peer.pass(9 * SECOND);
        assertThat(peer.pings()).isZero();
        assertThat(peer.soon).isFalse();
        peer.send();
        peer.pass(TICK);
        assertThat(peer.pings()).isEqualTo(1);
        peer.pass(1_990 * MILLI);
        assertThat(stalls()).isEmpty();
        peer.pass(TICK);
        assertThat(stalls()).hasSize(1);
    }

    /** A bean that takes minutes: its process peer.answers each PING. */
    @Test
    void aSlowCallIsNoStallWhilePingsAreAnswered() throws ProtocolViolation {
        peer.send();
        for (int i = 1; i <= 60; i++) {
            peer.pass(SECOND);
            assertThat(peer.pings()).isEqualTo(i);
            // As late as may be.
            peer.pass(1_990 * MILLI);
            pong();
            peer.pass(TICK);
        }
        assertThat(peer.told).containsExactly("connected");
    }

    @Test
    void aPeerThatComesBackIsToldOnce() throws ProtocolViolation {
        peer.send();
        peer.pass(4 * SECOND);
        assertThat(stalls()).hasSize(1);
        pong();
        peer.pass(TICK);
        peer.arrives(FrameType.REPLY, 2, 1);
        peer.pass(TICK);
        assertThat(peer.told).hasSize(3).last().isEqualTo("responsive");
        peer.pass(9 * SECOND);
        assertThat(peer.told).hasSize(3);
        // And freezes again.
        peer.send();
        peer.pass(4 * SECOND);
        assertThat(stalls()).hasSize(2);
    }

    @Test
    void anIdleChannelIsNeverStalled() throws ProtocolViolation {
        peer.send();
        peer.arrives(FrameType.REPLY, 2, 1);
        peer.pass(19 * SECOND);
        assertThat(peer.pings()).as("keep-alive").isEqualTo(1);
        assertThat(peer.told).containsExactly("connected");
    }

    /** With timeouts of less than the probe, no call is ever pending for long. */
    @Test
    void callersThatGiveUpEarlyFindOutAsWell() {
        peer.send();
        peer.arrives(FrameType.REPLY, 2, 1);
        peer.pass(TICK);
        for (int i = 0; i < 10; i++) {
            PendingCall call = peer.send();
            peer.pass(200 * MILLI);
            call.cancel(FailureCode.DEADLINE_EXCEEDED);
            peer.pass(100 * MILLI);
        }
        assertThat(stalls()).hasSize(1);
        assertThat(peer.answers).hasSize(11);
    }

    /** This process was stopped itself: the answer lies in the socket, and the first tick comes before the read. */
    @Test
    void aFreezeOfThisProcessIsNotSilenceOfTheOther() throws ProtocolViolation {
        peer.send();
        peer.pass(SECOND);
        assertThat(peer.pings()).isEqualTo(1);
        for (int i = 0; i < 10; i++) {
            peer.now += 30 * SECOND;
            peer.peer.tick(peer.now, 2 * SECOND);
        }
        pong();
        peer.pass(SECOND);
        assertThat(peer.told).containsExactly("connected");
    }

    /** Whoever reads there, the timer sees it: here a caller that reads its own answer, on this thread. */
    @Test
    void whatALoneCallerReadsIsHeard() throws ProtocolViolation {
        PendingCall slow = peer.send();
        peer.pass(SECOND);
        assertThat(peer.pings()).isEqualTo(1);
        peer.pass(1_900 * MILLI);
        ManualLink link = peer.link();
        link.arrives(ByteBuffer.wrap(ManualLink.frame(FrameHeader.of(FrameType.PONG, 0, 0, 0), 8)));
        assertThat(slow.read(MILLI)).as("it read, and nothing for it came").isTrue();
        assertThat(link.reading).as("the I/O thread does not read").isFalse();
        peer.pass(900 * MILLI);
        assertThat(peer.told).containsExactly("connected");
        peer.pass(3 * SECOND);
        assertThat(stalls()).hasSize(1);
    }

    @Test
    void theEndOfTheChannelEndsTheStall() {
        peer.send();
        peer.pass(4 * SECOND);
        peer.handler().ended(null);
        assertThat(peer.told).hasSize(3).last().isEqualTo("unreachable");
        peer.now += peer.context().settings().backoffMost().toNanos() + 1;
        peer.send();
        assertThat(peer.told).hasSize(4).last().isEqualTo("connected");
        peer.pass(4 * SECOND);
        assertThat(stalls()).as("the new channel is judged by itself").hasSize(2);
        assertThat(peer.told).doesNotContain("responsive");
    }

    /** A channel that is being left is not where new calls go. */
    @Test
    void aChannelThatDrainsIsNotStalled() {
        peer.send();
        byte[] goAway = new GoAway(GoAway.EVERY_ID, GoAway.DRAINING, "bye").encode();
        byte[] frame = ManualLink.frame(FrameHeader.of(FrameType.GOAWAY, 0, 0, 0), goAway.length);
        System.arraycopy(goAway, 0, frame, frame.length - goAway.length, goAway.length);
        peer.link().deliver(peer.handler(), ByteBuffer.wrap(frame));
        peer.pass(19 * SECOND);
        assertThat(peer.told).containsExactly("connected", "draining");
    }
}
