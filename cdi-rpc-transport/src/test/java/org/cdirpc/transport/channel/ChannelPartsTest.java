package org.cdirpc.transport.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.cdirpc.transport.frame.GoAway;
import org.cdirpc.transport.frame.ProtocolViolation;
import org.junit.jupiter.api.Test;

/** The parts that judge time and load, with their time injected. */
final class ChannelPartsTest {

    private static final long SECOND = 1_000_000_000L;

    /** A dial that began before the network was whole again fails; then comes the longest wait; then a dial that succeeds. */
    @Test
    void whoeverWasCutOffIsBackWithinFiveSeconds() {
        ChannelSettings defaults = ChannelSettings.defaults();
        assertThat(defaults.connectTimeout().plus(defaults.backoffMost())).isLessThanOrEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void delayIsWhatIsAboveTheFastest() {
        ArrivalClock clock = new ArrivalClock();
        assertThat(clock.delayMillis(100 * SECOND, 5_000)).isZero();
        assertThat(clock.delayMillis(101 * SECOND, 5_990)).isEqualTo(10);
        assertThat(clock.delayMillis(102 * SECOND, 7_030)).isZero();
        assertThat(clock.delayMillis(132 * SECOND, 7_040)).as("frozen for 30 s").isBetween(29_980, 29_990);
    }

    @Test
    void delaySurvivesTheWrapOfTheSendersClock() {
        ArrivalClock clock = new ArrivalClock();
        assertThat(clock.delayMillis(0, -100)).isZero();
        assertThat(clock.delayMillis(SECOND, 895)).isEqualTo(5);
    }

    @Test
    void clocksThatDriftForDaysGiveNoDelay() {
        ArrivalClock clock = new ArrivalClock();
        for (long second = 0; second < 3 * 86_400; second += 10) {
            long sentAt = second * 1000 - second * 1000 * 100 / 1_000_000;
            assertThat(clock.delayMillis(second * SECOND, (int) sentAt)).isLessThan(5);
        }
    }

    @Test
    void clocksThatDriftUnderManyCallsGiveNoDelay() {
        ArrivalClock clock = new ArrivalClock();
        int most = 0;
        for (long milli = 0; milli < 6 * 3_600_000; milli++) {
            long sentAt = milli - milli * 100 / 1_000_000;
            most = Math.max(most, clock.delayMillis(milli * 1_000_000, (int) sentAt));
        }
        assertThat(most).isLessThan(5);
    }

    @Test
    void silenceLeadsToPingAndThenToDeath() {
        KeepAlive keepAlive = new KeepAlive(Duration.ofSeconds(10), Duration.ofSeconds(20));
        int pings = 0;
        for (int i = 1; i < 20; i++) {
            pings += keepAlive.tick(SECOND, false, 0, false) == KeepAlive.Action.PING ? 1 : 0;
        }
        assertThat(pings).isEqualTo(1);
        assertThat(keepAlive.tick(SECOND, true, 0, false)).isEqualTo(KeepAlive.Action.NOTHING);
        for (int i = 1; i < 20; i++) {
            assertThat(keepAlive.tick(SECOND, false, 0, false)).isNotEqualTo(KeepAlive.Action.DEAD);
        }
        assertThat(keepAlive.tick(SECOND, false, 0, false)).isEqualTo(KeepAlive.Action.DEAD);
        assertThat(keepAlive.complaint()).contains("nothing received");
    }

    @Test
    void bytesThatNobodyTakesAreDeathAndSlowOnesAreNot() {
        KeepAlive keepAlive = new KeepAlive(Duration.ofSeconds(10), Duration.ofSeconds(20));
        for (int i = 1; i < 100; i++) {
            assertThat(keepAlive.tick(SECOND, true, i, true)).isEqualTo(KeepAlive.Action.NOTHING);
        }
        KeepAlive.Action last = KeepAlive.Action.NOTHING;
        for (int i = 0; i < 20; i++) {
            last = keepAlive.tick(SECOND, true, 99, true);
        }
        assertThat(last).isEqualTo(KeepAlive.Action.DEAD);
    }

    @Test
    void backoffDoublesItsBoundAndNeverExceedsTheMost() {
        Backoff backoff = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(5), new Random(1));
        for (int i = 0; i < 100; i++) {
            long most = i > 30 ? 5 * SECOND : Math.min(5 * SECOND, 50_000_000L << i);
            assertThat(backoff.next()).isBetween(1L, most);
        }
    }

    @Test
    void cancelsAreFairWhileWorkIsDone() throws ProtocolViolation {
        FloodGuard guard = new FloodGuard();
        for (int i = 0; i < 10_000; i++) {
            guard.worked();
            guard.cancel(i);
        }
        for (int i = 0; i < 2 * FloodGuard.CANCELS_AHEAD; i++) {
            guard.cancel(40 * SECOND + i);
        }
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 2; i++) {
                        guard.cancel(40 * SECOND + 1_000 + i);
                    }
                })
                .isInstanceOfSatisfying(
                        ProtocolViolation.class,
                        e -> assertThat(e.goAwayReason()).isEqualTo(GoAway.FLOOD));
    }

    @Test
    void theBudgetWakesWhoeverWaits() {
        InboundBudget budget = new InboundBudget(100);
        AtomicInteger woken = new AtomicInteger();
        budget.hold(150);
        assertThat(budget.exceeded()).isTrue();
        budget.whenBelow(woken::incrementAndGet);
        budget.release(40);
        assertThat(woken).hasValue(0);
        budget.release(40);
        assertThat(woken).hasValue(1);
        assertThat(budget.tryReserveUnfinished(50)).isTrue();
        assertThat(budget.tryReserveUnfinished(1)).isFalse();
        budget.releaseUnfinished(50);
        budget.release(70);
        assertThat(budget.used()).isZero();
    }

    @Test
    void callsWhoseSlotIsHeldByALongRunningOneAreFound() {
        CallTable<Identified> table = new CallTable<>();
        for (int id = 1; id <= 20_000; id++) {
            int callId = id;
            table.put(() -> callId);
        }
        assertThat(table.size()).isEqualTo(20_000);
        AtomicInteger seen = new AtomicInteger();
        table.forEach(call -> seen.incrementAndGet());
        assertThat(seen).hasValue(20_000);
        for (int id = 20_000; id >= 1; id--) {
            assertThat(table.take(id)).isNotNull();
            assertThat(table.take(id)).isNull();
        }
        assertThat(table.size()).isZero();
    }

    @Test
    void settingsSayWhatWasExpected() {
        ChannelSettings defaults = ChannelSettings.defaults();
        assertThatThrownBy(() -> defaults.withMessageCap(5))
                .hasMessageContaining("CDIRPC100001")
                .hasMessageContaining("messageCap: 5 (expected: from 1024");
        assertThatThrownBy(() -> defaults.withKeepAlive(Duration.ofSeconds(2), Duration.ofSeconds(2)))
                .hasMessageContaining("deadAfter");
        assertThatThrownBy(() -> new NodeIdentity("with space", "i")).hasMessageContaining("with space");
    }
}
