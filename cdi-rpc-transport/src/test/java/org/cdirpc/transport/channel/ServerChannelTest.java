package org.cdirpc.transport.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.cdirpc.transport.channel.Eventually.eventually;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
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
    private static final PeerInfo PEER = new PeerInfo("client", "c-1", "manual", 0);

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

    /** An Error, where the system has no thread left, and not a rejection. */
    @Test
    void callsAreServedHereWhenAWorkerCannotStart() throws ProtocolViolation {
        EchoServer echoes = new EchoServer();
        AcceptedChannels without =
                new AcceptedChannels(new NodeIdentity("s", "s-1"), ChannelSettings.defaults(), echoes, task -> {
                    throw new OutOfMemoryError("unable to create native thread");
                });
        ManualLink own = new ManualLink();
        LinkHandler accepted = without.accept(own, PEER);
        own.deliver(accepted, ManualLink.together(ManualLink.call(1, 0, 100)));
        assertThat(echoes.held).hasSize(1);
        echoes.held.forEach(IncomingCall::ended);
        accepted.ended(null);
        without.close();
        assertThat(without.heldBytes()).isZero();
    }

    /** Else the caller is told NOT_STARTED, repeats it elsewhere, and it runs twice. */
    @Test
    void nothingAboveTheAnnouncedLastIdRuns() throws ProtocolViolation {
        link.deliver(
                channel,
                ManualLink.together(
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
        link.deliver(channel, ManualLink.together(ManualLink.call(1, 0, 1)));
        assertThat(echo.held).hasSize(1);
        link.runTasks();
        assertThat(link.goAways()).extracting(GoAway::lastId).containsExactly(1);
        link.deliver(channel, ManualLink.together(ManualLink.call(2, 0, 1)));
        assertThat(echo.held).hasSize(1);
    }

    /** Between a call's end and its answer's place in the queue of bytes all looks quiet. */
    @Test
    void whatComesToBeSentAfterAllWasQuietIsNotCutOff() throws Exception {
        CompletableFuture<DrainResult> drain =
                CompletableFuture.supplyAsync(() -> channels.drain(Duration.ofSeconds(20)));
        eventually("first GOAWAY", () -> link.takenBytes() > 0);
        link.deliver(channel, ManualLink.together(ManualLink.frame(FrameHeader.of(FrameType.PONG, 0, 0, 0), 8)));
        eventually("last id", () -> {
            link.runTasks();
            return goAways() == 2;
        });
        link.room = 0;
        link.deliver(channel, ManualLink.together(ManualLink.frame(FrameHeader.of(FrameType.PING, 0, 0, 0), 8)));

        assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> drain.get(1200, TimeUnit.MILLISECONDS));
        assertThat(link.closed).isFalse();

        int before = link.takenBytes();
        link.room = Integer.MAX_VALUE;
        channel.writable();
        assertThat(link.takenBytes()).isGreaterThan(before);
        eventually("drained", () -> {
            if (link.closed) {
                channel.ended(null);
            }
            return drain.isDone();
        });
    }

    /** A call that is half here when the drain begins was accepted: it must not be cut while there is time. */
    @Test
    void aDrainWaitsForCallsThatAreStillArriving() throws Exception {
        link.deliver(channel, ManualLink.together(ManualLink.call(1, Wire.MORE, 2_000)));
        CompletableFuture<DrainResult> drain =
                CompletableFuture.supplyAsync(() -> channels.drain(Duration.ofSeconds(20)));
        eventually("first GOAWAY", () -> link.takenBytes() > 0);
        link.deliver(channel, ManualLink.together(ManualLink.frame(FrameHeader.of(FrameType.PONG, 0, 0, 0), 8)));
        eventually("last id", () -> {
            link.runTasks();
            return goAways() == 2;
        });
        link.deliver(channel, ManualLink.together(ManualLink.call(1, 0, 1), ManualLink.call(2, 0, 1)));
        IncomingCall call = echo.held.poll(10, TimeUnit.SECONDS);
        assertThat(link.closed).isFalse();
        assertThat(call.id()).isEqualTo(1);
        assertThat(echo.held).as("above the last id").isEmpty();
        call.ended();
        eventually("drained", () -> {
            if (link.closed) {
                channel.ended(null);
            }
            return drain.isDone();
        });
        assertThat(drain.join().accepted()).isEqualTo(1);
        assertThat(drain.join().finished()).isEqualTo(1);
        assertThat(drain.join().cut()).isZero();
    }

    @Test
    void callsThatAreStillArrivingAreCutAtTheLimitOnlyAndCounted() {
        link.deliver(channel, ManualLink.together(ManualLink.call(1, Wire.MORE, 2_000)));
        CompletableFuture<DrainResult> drain =
                CompletableFuture.supplyAsync(() -> channels.drain(Duration.ofMillis(400)));
        eventually("first GOAWAY", () -> link.takenBytes() > 0);
        link.deliver(channel, ManualLink.together(ManualLink.frame(FrameHeader.of(FrameType.PONG, 0, 0, 0), 8)));
        eventually("drained", () -> {
            link.runTasks();
            if (link.closed) {
                channel.ended(null);
            }
            return drain.isDone();
        });
        assertThat(drain.join().cut()).isEqualTo(1);
        assertThat(drain.join().accepted()).isEqualTo(1);
        assertThat(drain.join().millis()).isGreaterThanOrEqualTo(400);
    }

    /** Else a caller that leaves in the middle of its fragments holds the node's room for ever. */
    @Test
    void unfinishedMessagesThatAreNotContinuedAreDropped() throws ProtocolViolation {
        long dead = settings.deadAfter().toNanos();
        link.deliver(channel, ManualLink.together(ManualLink.call(1, Wire.MORE, 2_000)));
        tick(dead / 2);
        link.deliver(channel, ManualLink.together(ManualLink.call(1, Wire.MORE, 2_000)));
        tick(dead / 2);
        assertThat(channels.heldBytes()).isEqualTo(4_000);
        link.deliver(channel, ManualLink.together(ManualLink.frame(FrameHeader.of(FrameType.PONG, 0, 0, 0), 8)));
        tick(dead / 2);
        assertThat(channels.heldBytes()).isZero();
        assertThat(link.frames(false)).extracting(FrameHeader::type).contains(FrameType.FAIL);
        link.deliver(channel, ManualLink.together(ManualLink.call(1, 0, 1)));
        assertThat(echo.held).isEmpty();
    }

    private void tick(long elapsed) {
        channels.tickAll(System.nanoTime(), elapsed);
        link.runTasks();
    }

    /** One that begins messages and never finishes any must leave room for the others. */
    @Test
    void oneChannelHoldsOnlyItsShareOfUnfinishedMessages() throws ProtocolViolation {
        ChannelSettings little = settings.withInboundBudget(16L * CAP);
        AcceptedChannels small = new AcceptedChannels(new NodeIdentity("s", "s-2"), little, echo);
        try {
            ManualLink greedy = new ManualLink();
            LinkHandler handler = small.accept(greedy, PEER);
            for (int id = 1; id <= 3; id++) {
                greedy.deliver(handler, ManualLink.together(ManualLink.call(id, Wire.MORE, 60_000)));
            }
            assertThat(small.heldBytes()).isEqualTo(2 * 60_000);
            assertThat(greedy.frames(false)).extracting(FrameHeader::id).containsExactly(3);
            ManualLink other = new ManualLink();
            LinkHandler fair = small.accept(other, PEER);
            other.deliver(fair, ManualLink.together(ManualLink.call(1, Wire.MORE, 60_000)));
            assertThat(small.heldBytes()).isEqualTo(3 * 60_000);
            handler.ended(null);
            fair.ended(null);
            assertThat(small.heldBytes()).isZero();
        } finally {
            small.close();
        }
    }

    /** Nobody is answered, so that the log is the only place where it can be seen. */
    @Test
    void droppedOneWayCallsAreLoggedOncePerReason() {
        Logger log = Logger.getLogger("org.cdirpc.transport.channel");
        List<String> lines = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(line.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        log.addHandler(handler);
        try {
            FrameHeader expired = new FrameHeader(FrameType.CALL, Wire.NO_REPLY, 1, 1, 0, 0);
            FrameHeader again = new FrameHeader(FrameType.CALL, Wire.NO_REPLY, 1, 2, 0, 0);
            link.deliver(
                    channel,
                    ManualLink.together(
                            ManualLink.frame(expired, 1),
                            ManualLink.frame(again, 1),
                            ManualLink.oneWay(3, Wire.MORE, 60_000),
                            ManualLink.call(3, 0, 60_000)));
        } finally {
            log.removeHandler(handler);
        }
        assertThat(echo.calls).hasValue(0);
        assertThat(lines).hasSize(2).allMatch(line -> line.startsWith("CDIRPC100111"));
        assertThat(lines.get(0)).contains("message cap").contains("Raise");
        assertThat(lines.get(1)).contains("deadline").contains("timeout");
    }

    private int goAways() {
        try {
            return link.goAways().size();
        } catch (ProtocolViolation e) {
            throw new AssertionError(e);
        }
    }
}
