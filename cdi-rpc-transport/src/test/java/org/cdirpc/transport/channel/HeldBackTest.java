package org.cdirpc.transport.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cdirpc.transport.channel.Eventually.eventually;

import org.cdirpc.transport.frame.FrameHeader;
import org.cdirpc.transport.frame.FrameType;
import org.cdirpc.transport.frame.ProtocolViolation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of the calls of one who does not take his answers; the test is the I/O thread. */
final class HeldBackTest {

    private static final PeerInfo PEER = new PeerInfo("client", "c-1", "manual", 0);
    private static final int MOST = (int) Outbox.MOST_UNSENT;

    private static final int SOME = 60_000;

    private final EchoServer echo = new EchoServer();
    private final AcceptedChannels channels =
            new AcceptedChannels(new NodeIdentity("s", "s-1"), ChannelSettings.defaults(), echo);
    private final ManualLink link = new ManualLink();
    private final LinkHandler channel = channels.accept(link, PEER);
    private int nextId = 10;

    @AfterEach
    void nothingIsLeft() {
        for (IncomingCall call; (call = echo.held.poll()) != null; ) {
            call.ended();
        }
        channel.ended(null);
        link.runTasks();
        channels.close();
        assertThat(channels.heldBytes()).isZero();
    }

    @Test
    void nothingIsBegunWhileAnswersAreNotTaken() {
        clog();
        deliver(2, 3);
        assertThat(echo.held).isEmpty();
        takeAll();
        assertThat(echo.held).extracting(IncomingCall::id).containsExactly(2, 3);
    }

    /** It owes nobody anything, and may well be what the caller wants to be rid of. */
    @Test
    void oneWayCallsAreBegunAllTheSame() {
        clog();
        link.deliver(channel, ManualLink.together(ManualLink.oneWay(2, 0, 1)));
        assertThat(echo.held).extracting(IncomingCall::id).containsExactly(2);
    }

    /** Together they would owe the caller as many answers as there are threads. */
    @Test
    void theyGoOnOneByOneWhileSomethingIsUnsent() {
        clog();
        deliver(2, 3, 4);
        take(2 * MOST - MOST / 3);
        IncomingCall second = one(2);
        assertThat(echo.held).isEmpty();
        deliver(5);
        assertThat(echo.held).as("behind the others").isEmpty();
        answer(second, 10);
        link.runTasks();
        answer(one(3), MOST);
        link.runTasks();
        assertThat(echo.held).as("full again").isEmpty();
        takeAll();
        assertThat(echo.held).extracting(IncomingCall::id).containsExactly(4, 5);
    }

    /** One that waited for a thread meanwhile: begun only now, it would add to what is not taken. */
    @Test
    void oneThatWasHandedOnComesBackAndIsHandedOnAgain() {
        deliver(1, 2);
        IncomingCall first = one(1);
        IncomingCall second = one(2);
        assertThat(second.isClogged()).isFalse();
        link.room = 0;
        answer(first, 2 * MOST);
        assertThat(second.isClogged()).isTrue();
        second.holdBack();
        link.runTasks();
        assertThat(echo.held).isEmpty();
        takeAll();
        assertThat(one(2)).isSameAs(second);
        second.ended();
    }

    /** It waited for a thread as the first of them; at the end it would wait for all that came later. */
    @Test
    void theOneThatWentOnAndComesBackIsStillTheFirst() {
        clog();
        deliver(2, 3);
        take(2 * MOST - MOST / 3);
        IncomingCall second = one(2);
        second.holdBack();
        assertThat(one(2)).isSameAs(second);
        assertThat(echo.held).isEmpty();
        second.ended();
    }

    /** Nobody else would send the next one on before everything has been taken. */
    @Test
    void theNextGoesOnWhenTheOneBeforeComesBackTooLate() {
        clog();
        link.deliver(channel, ManualLink.together(callOf(2, 300, 1), ManualLink.call(3, 0, 1)));
        take(2 * MOST - MOST / 3);
        IncomingCall second = one(2);
        eventually("its time is over", () -> System.nanoTime() - second.deadlineNanos() >= 0);
        second.holdBack();
        link.runTasks();
        one(3).ended();
    }

    /** One who sends fast and takes slowly would fill what the whole node may hold, and nobody be read. */
    @Test
    void aChannelThatHoldsTooMuchIsNotReadUntilHalfOfItHasGoneOn() {
        clog();
        deliver(2, 3);
        take(2 * MOST - MOST / 3);
        assertThat(echo.held).hasSize(1);
        assertThat(link.reading).isTrue();
        deliverUntilNotRead(60_000);
        assertThat(channels.heldBytes()).isBetween(HeldBack.MOST_HELD, HeldBack.MOST_HELD + SOME + 2_000);
        int ended = 0;
        for (; !link.reading; ended++) {
            assertThat(echo.held).as("one by one").hasSize(1);
            answer(echo.held.remove(), 10);
            link.runTasks();
        }
        assertThat(ended).as("half of them").isBetween(9, 12);
        deliverUntilNotRead(60_000);
        takeAll();
        assertThat(link.reading).as("all have gone on").isTrue();
    }

    /** Else a caller who takes nothing and waits would never be read again. */
    @Test
    void aChannelThatHeldTooMuchIsReadAgainWhenTheirTimeIsOver() {
        clog();
        deliver(2, 3);
        take(2 * MOST - MOST / 3);
        deliverUntilNotRead(300);
        eventually("read again", () -> {
            channels.tickAll(System.nanoTime(), 1);
            link.runTasks();
            return link.reading;
        });
        eventually("only those run that have time", () -> {
            channels.tickAll(System.nanoTime(), 1);
            link.runTasks();
            return channels.runningCalls() == 2;
        });
        assertThat(echo.held).hasSize(1);
    }

    private void deliverUntilNotRead(int millis) {
        for (int left = 30; link.reading; left--) {
            assertThat(left).as("it is read for ever").isPositive();
            link.deliver(channel, ManualLink.together(callOf(nextId++, millis, SOME)));
        }
    }

    private static byte[] callOf(int id, int millis, int size) {
        return ManualLink.frame(new FrameHeader(FrameType.CALL, 0, 1 + EchoServer.HOLD, id, millis, 0), size);
    }

    /** Room was made between the look and the call back: nobody would tell it again. */
    @Test
    void oneThatComesBackTooLateIsNotForgotten() {
        deliver(1);
        IncomingCall call = one(1);
        call.holdBack();
        assertThat(one(1)).isSameAs(call);
        call.ended();
    }

    @Test
    void oneThatIsTooLateIsToldThatItDidNotStart() throws ProtocolViolation {
        clog();
        link.deliver(
                channel,
                ManualLink.together(
                        ManualLink.frame(new FrameHeader(FrameType.CALL, 0, 1 + EchoServer.HOLD, 2, 5, 0), 1)));
        eventually("answered", () -> {
            channels.tickAll(System.nanoTime(), 1);
            link.runTasks();
            return channels.runningCalls() == 0;
        });
        takeAll();
        assertThat(echo.held).isEmpty();
        assertThat(link.frames(false))
                .filteredOn(frame -> frame.id() == 2)
                .extracting(FrameHeader::type)
                .containsExactly(FrameType.FAIL);
    }

    @Test
    void aChannelThatEndsTakesThemAlong() {
        clog();
        deliver(2, 3);
        channel.ended(null);
        assertThat(channels.runningCalls()).isZero();
        assertThat(echo.held).isEmpty();
    }

    @Test
    void oneThatComesBackToAChannelThatHasEndedEnds() {
        deliver(1, 2);
        IncomingCall first = one(1);
        IncomingCall second = one(2);
        link.room = 0;
        answer(first, 2 * MOST);
        channel.ended(null);
        second.holdBack();
        assertThat(channels.runningCalls()).isZero();
    }

    /** Answers a call with more than the link takes. */
    private void clog() {
        deliver(1);
        link.room = 0;
        answer(one(1), 2 * MOST);
    }

    private static void answer(IncomingCall call, int bytes) {
        call.reply(new byte[0], new byte[bytes], 0, bytes);
    }

    private IncomingCall one(int id) {
        IncomingCall call = echo.held.poll();
        assertThat(call).isNotNull();
        assertThat(call.id()).isEqualTo(id);
        return call;
    }

    private void deliver(int... ids) {
        byte[][] calls = new byte[ids.length][];
        for (int i = 0; i < ids.length; i++) {
            calls[i] = ManualLink.call(ids[i], 0, 1);
        }
        link.deliver(channel, ManualLink.together(calls));
    }

    private void takeAll() {
        take(Integer.MAX_VALUE);
    }

    /** The link takes so many bytes, and so much only, of what is there now. */
    private void take(int bytes) {
        link.room = bytes;
        do {
            link.awaited = false;
            channel.writable();
            link.runTasks();
        } while (link.awaited && link.room > 0);
        link.room = bytes == Integer.MAX_VALUE ? bytes : 0;
    }
}
