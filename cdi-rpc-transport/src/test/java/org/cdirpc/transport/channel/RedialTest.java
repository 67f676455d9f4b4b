package org.cdirpc.transport.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RedialTest {

    private static final long MILLI = 1_000_000;

    /** In milliseconds after the end, for a thousand consumers. */
    private static int[] dialledAfter(ChannelSettings settings, boolean drained) {
        Random random = new Random(1);
        return IntStream.range(0, 1000)
                .map(i -> {
                    Redial redial = new Redial(settings, random);
                    if (drained) {
                        redial.drained(0);
                    } else {
                        redial.failed(0);
                    }
                    int millis = 0;
                    while (!redial.dueForCalls(millis * MILLI)) {
                        millis++;
                    }
                    return millis;
                })
                .sorted()
                .toArray();
    }

    /** They all hear of it at one moment, and who is back at once is refused by a process that has other things to do. */
    @Test
    void thoseWhoseInstanceDrainedComeBackSpreadOverTwoSeconds() {
        int[] lost = dialledAfter(ChannelSettings.defaults(), false);
        assertThat(lost[999]).isBetween(40, 51);
        int[] drained = dialledAfter(ChannelSettings.defaults(), true);
        assertThat(drained[999]).isBetween(1900, 2001);
        for (int from = 0; from < 2000; from += 100) {
            int first = from;
            assertThat(IntStream.of(drained).filter(at -> at >= first && at < first + 100))
                    .hasSizeBetween(20, 85);
        }
    }

    @Test
    void noWaitIsLongerThanConfigured() {
        ChannelSettings quick = ChannelSettings.defaults().withBackoff(Duration.ofMillis(1), Duration.ofMillis(100));
        assertThat(dialledAfter(quick, true)[999]).isBetween(90, 101);
    }

    /** It refuses whoever comes while it ends what runs, and each of them would be back at once. */
    @Test
    void untilItAnswersEachWaitIsSpread() {
        Random random = new Random(1);
        int soon = 0;
        for (int i = 0; i < 1000; i++) {
            Redial redial = new Redial(ChannelSettings.defaults(), random);
            redial.drained(0);
            redial.failed(0);
            soon += redial.dueForCalls(101 * MILLI) ? 1 : 0;
            redial.succeeded();
            redial.failed(0);
            assertThat(redial.dueForCalls(51 * MILLI)).isTrue();
        }
        assertThat(soon).isBetween(20, 85);
    }
}
