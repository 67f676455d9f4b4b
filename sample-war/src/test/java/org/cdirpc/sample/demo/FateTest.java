package org.cdirpc.sample.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.cdirpc.sample.demo.Fate.Strike;
import org.junit.jupiter.api.Test;

class FateTest {

    @Test
    void aSeedRepeatsItsStrikes() {
        assertThat(strikes(42, 30)).isEqualTo(strikes(42, 30)).isNotEqualTo(strikes(43, 30));
    }

    @Test
    void everyoneIsStruckBeforeAnyoneIsStruckAgain() {
        List<Strike> strikes = strikes(42, 30);
        for (int round = 0; round < 30; round += 3) {
            assertThat(strikes.subList(round, round + 3))
                    .extracting(Strike::victim)
                    .containsExactlyInAnyOrder(0, 1, 2);
        }
    }

    @Test
    void pausesAndAbsencesKeepTheirBounds() {
        assertThat(strikes(1, 1000)).allSatisfy(strike -> {
            assertThat(strike.pauseMillis()).isBetween(Fate.LEAST_PAUSE, Fate.MOST_PAUSE);
            assertThat(strike.absenceMillis()).isBetween(0, Fate.MOST_ABSENCE);
        });
    }

    private static List<Strike> strikes(long seed, int count) {
        return Stream.generate(new Fate(seed, 3)::next).limit(count).toList();
    }
}
