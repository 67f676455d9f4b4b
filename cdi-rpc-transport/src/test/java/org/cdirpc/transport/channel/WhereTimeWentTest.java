package org.cdirpc.transport.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cdirpc.transport.channel.ManualPeer.MILLI;
import static org.cdirpc.transport.channel.ManualPeer.SECOND;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cdirpc.spi.FailureCode;
import org.cdirpc.spi.Progress;
import org.cdirpc.transport.frame.FrameType;
import org.junit.jupiter.api.Test;

/** The messages of calls whose deadline passed: each says where it was, for how long, and what was seen meanwhile. */
final class WhereTimeWentTest {

    private final ManualPeer peer = new ManualPeer();

    private String reason(Progress progress) {
        Answer answer = peer.lastAnswer();
        assertThat(answer.code()).isEqualTo(FailureCode.DEADLINE_EXCEEDED);
        assertThat(answer.progress()).isEqualTo(progress);
        return answer.reason();
    }

    private static long number(String text, String before, String behind) {
        Matcher found = Pattern.compile(Pattern.quote(before) + "(\\d+)" + Pattern.quote(behind))
                .matcher(text);
        assertThat(found.find()).as(text).isTrue();
        return Long.parseLong(found.group(1));
    }

    @Test
    void waitingForTheFirstDial() {
        peer.answersDials = false;
        peer.send(1_200 * MILLI, 1);
        peer.pass(1_200 * MILLI);
        assertThat(reason(Progress.NOT_SENT))
                .contains("CDIRPC100002")
                .contains("waited 1200 ms for a channel to host:1 (connecting for 1200 ms, first attempt)");
    }

    @Test
    void waitingForARepeatedDial() {
        peer.answersDials = false;
        peer.send(60 * SECOND, 1);
        peer.dials.get(0).failed("connection refused", null);
        peer.now += peer.context().settings().backoffMost().toNanos();
        peer.send(500 * MILLI, 1);
        peer.pass(500 * MILLI);
        assertThat(reason(Progress.NOT_SENT))
                .contains("waited 500 ms for a channel to host:1")
                .contains("connecting for 500 ms, attempt 2; before: connection refused");
    }

    @Test
    void waitingForTheChannelThatWasLost() {
        peer.send(60 * SECOND, 1);
        peer.answersDials = false;
        peer.handler().ended(null);
        PendingCall waits = peer.send(60 * SECOND, 1);
        waits.cancel(FailureCode.DEADLINE_EXCEEDED);
        assertThat(reason(Progress.NOT_SENT))
                .contains("waited 0 ms for a channel to host:1 (s)")
                .contains("the next attempt is in ")
                .contains("; before: closed by the other side");
    }

    /** What arrives is noted on the real clock: the call begins 2,988 ms before it, and is given up 12 ms after. */
    @Test
    void sentToAPeerThatRuns() {
        peer.answersDials = false;
        peer.now = System.nanoTime() - 2_988 * MILLI;
        PendingCall call = peer.send(3 * SECOND, 1);
        peer.now += 3 * MILLI;
        peer.opened(peer.dials.get(0));
        peer.arrives(FrameType.PONG, 0, 8);
        peer.now = System.nanoTime() + 12 * MILLI;
        call.cancel(FailureCode.DEADLINE_EXCEEDED);
        String reason = reason(Progress.UNKNOWN);
        assertThat(reason).contains("CDIRPC100004").contains("sent after 3 ms, no answer from host:1 (s) for ");
        assertThat(number(reason, "(s) for ", " ms; the channel ")).isBetween(2_997L, 9_000L);
        assertThat(number(reason, "the channel last heard from it ", " ms ago, so that it runs"))
                .isBetween(12L, 2_996L);
    }

    @Test
    void sentToAPeerThatIsSilent() {
        PendingCall before = peer.send(60 * SECOND, 1);
        peer.arrives(FrameType.PONG, 0, 8);
        long heard = System.nanoTime();
        peer.now = heard + 100 * MILLI;
        PendingCall call = peer.send(3 * SECOND, 1);
        peer.now += 3 * SECOND;
        call.cancel(FailureCode.DEADLINE_EXCEEDED);
        String reason = reason(Progress.UNKNOWN);
        assertThat(reason)
                .contains("sent after 0 ms, no answer from host:1 (s) for 3000 ms; the channel heard nothing");
        assertThat(number(reason, "heard nothing from it for ", " ms, since before this call"))
                .isBetween(3_100L, 8_000L);
        before.cancel(FailureCode.CANCELLED);
    }

    @Test
    void takenByNoNetwork() {
        PendingCall first = peer.send(60 * SECOND, 1);
        peer.link().room = 0;
        PendingCall stuck = peer.send(700 * MILLI, 100_000);
        peer.now += 700 * MILLI;
        stuck.cancel(FailureCode.DEADLINE_EXCEEDED);
        String reason = reason(Progress.NOT_SENT);
        assertThat(reason).contains("CDIRPC100003").contains("unsent to host:1 (s) for 700 ms");
        assertThat(number(reason, "700 ms, ", " bytes wait for the network")).isPositive();
        first.cancel(FailureCode.CANCELLED);
    }

    @Test
    void lateAlreadyWhenItCame() {
        peer.send(60 * SECOND, 1);
        peer.send(-5 * MILLI, 1);
        assertThat(reason(Progress.NOT_SENT))
                .contains("CDIRPC100005")
                .contains("by 5 ms: its time was over when it came to the channel");
    }

    /** The channel comes at last, between the deadline and the tick that would have noticed. */
    @Test
    void lateByTheWaitForTheChannel() {
        peer.answersDials = false;
        peer.send(400 * MILLI, 1);
        peer.now += 405 * MILLI;
        peer.opened(peer.dials.get(0));
        assertThat(reason(Progress.NOT_SENT)).contains("by 5 ms: it waited 405 ms for the channel");
    }
}
