package org.cdirpc.transport.channel;

import static org.assertj.core.api.Assertions.assertThat;

import org.cdirpc.transport.frame.FrameHeader;
import org.cdirpc.transport.frame.FrameType;
import org.cdirpc.transport.frame.GoAway;
import org.cdirpc.transport.frame.ProtocolViolation;
import org.cdirpc.transport.frame.Wire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is told of the calls of an ending channel; the test is its I/O thread. */
final class ServerChannelTest {

    private static final int CAP = 64 << 10;
    private static final PeerInfo PEER = new PeerInfo("client", "c-1", "manual");

    private final EchoServer echo = new EchoServer();
    private final ChannelSettings settings = ChannelSettings.defaults().withMessageCap(CAP);
    private final AcceptedChannels channels = new AcceptedChannels(new NodeIdentity("s", "s-1"), settings, echo);
    private final ManualLink link = new ManualLink();
    private final LinkHandler channel = channels.accept(link, PEER);

    @AfterEach
    void end() {
        for (IncomingCall call; (call = echo.held.poll()) != null; ) {
            call.ended();
        }
        channel.ended(null);
        channels.close();
        assertThat(channels.heldBytes()).isZero();
    }

    /** Else the caller is told NOT_STARTED, repeats it elsewhere, and it runs twice. */
    @Test
    void nothingAboveTheAnnouncedLastIdRuns() throws ProtocolViolation {
        channel.received(ManualLink.together(
                ManualLink.call(1, 0, 1),
                ManualLink.frame(FrameHeader.of(FrameType.BIND, Wire.MORE, 1, 2), 60 << 10),
                ManualLink.frame(FrameHeader.of(FrameType.BIND, 0, 1, 2), 60 << 10),
                ManualLink.call(3, 0, 1),
                ManualLink.call(4, 0, 1)));
        assertThat(link.goAways()).extracting(GoAway::lastId).containsExactly(2);
        assertThat(echo.held).extracting(IncomingCall::id).containsExactly(1);
    }

    /** A timer that finds the channel dead must not announce an id while a later call is being read. */
    @Test
    void theLastIdIsDecidedByTheThreadThatReads() throws ProtocolViolation {
        long dead = settings.deadAfter().toNanos();
        channels.tickAll(System.nanoTime(), dead);
        assertThat(link.goAways()).isEmpty();
        channel.received(ManualLink.together(ManualLink.call(1, 0, 1)));
        assertThat(echo.held).hasSize(1);
        link.runTasks();
        assertThat(link.goAways()).extracting(GoAway::lastId).containsExactly(1);
        channel.received(ManualLink.together(ManualLink.call(2, 0, 1)));
        assertThat(echo.held).hasSize(1);
    }
}
