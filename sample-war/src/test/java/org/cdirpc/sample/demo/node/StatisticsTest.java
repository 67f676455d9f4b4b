package org.cdirpc.sample.demo.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.cdirpc.sample.demo.account.Told.Answered;
import org.cdirpc.sample.demo.account.Told.Failed;
import org.cdirpc.sample.demo.account.Told.Kind;
import org.cdirpc.spi.Progress;
import org.junit.jupiter.api.Test;

class StatisticsTest {

    @Test
    void statisticsAreReadAsTheyWereWritten() {
        Statistics statistics = new Statistics(
                1500,
                10,
                2,
                3,
                1,
                4,
                new TreeMap<>(Map.of("provider-1", 5L, "provider-2", 2L)),
                new TreeMap<>(Map.of("ORDER UNKNOWN/CONNECTION_LOST", 1L)),
                700,
                9000,
                12345);
        assertThat(Statistics.parse(statistics.line())).isEqualTo(statistics);
        assertThat(Statistics.parse(Statistics.NONE.line())).isEqualTo(Statistics.NONE);
        assertThat(statistics.calls()).isEqualTo(7 + 3 + 4);
    }

    @Test
    void brokenStatisticsAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Statistics.parse("millis=1"));
        assertThatIllegalArgumentException().isThrownBy(() -> Statistics.parse("nonsense"));
    }

    @Test
    void aTallyKnowsWhatIsInFlightAndHowEachOrderEnded() {
        Tally tally = new Tally();
        assertThat(tally.place()).isZero();
        assertThat(tally.place()).isEqualTo(1);
        assertThat(tally.place()).isEqualTo(2);
        tally.quoteBegins();
        tally.ordered(new Answered(0, "provider-1", 2), 2_000_000);
        tally.ordered(
                new Failed(Kind.ORDER, 1, Optional.of(Progress.UNKNOWN), "CONNECTION_LOST", 1, 2, "provider-1", ""),
                1_000_000);
        Statistics now = tally.now();
        assertThat(now.placed()).isEqualTo(3);
        assertThat(now.inFlight()).isEqualTo(1);
        assertThat(now.quotesInFlight()).isEqualTo(1);
        assertThat(now.answered()).containsExactly(Map.entry("provider-1", 1L));
        assertThat(now.failures()).containsExactly(Map.entry("ORDER UNKNOWN/CONNECTION_LOST", 1L));
        assertThat(now.max()).isBetween(1_999L, 2_002L);
        assertThat(tally.nothingInFlight()).isFalse();

        tally.ordered(new Answered(2, "provider-2", 2), 3_000_000);
        tally.quoteEnds(true);
        assertThat(tally.nothingInFlight()).isTrue();
        assertThat(tally.total().max()).isBetween(2_999L, 3_003L);
        assertThat(tally.total().quotes()).isEqualTo(1);
    }
}
