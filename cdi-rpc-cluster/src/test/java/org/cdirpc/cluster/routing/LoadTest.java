package org.cdirpc.cluster.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LoadTest {

    private long clock = 1;
    private final Load load = new Load(() -> clock);

    @Test
    void aSlowAnswerCountsAtOnceAndIsForgottenSlowly() {
        load.observe(1e6);
        assertThat(load.latencyNanos()).isEqualTo(1e6);
        load.observe(100e6);
        assertThat(load.latencyNanos()).isEqualTo(100e6);
        clock += 10_000_000_000L;
        double decayed = 100e6 * Math.exp(-1);
        assertThat(load.latencyNanos()).isCloseTo(decayed, within(1.0));
        load.observe(1e6);
        assertThat(load.latencyNanos()).isCloseTo(decayed + 1e6 * (1 - Math.exp(-1)), within(1.0));
    }

    @Test
    void aFastFailureNeverLooksLikeAFastAnswer() {
        load.observeFailure(10);
        assertThat(load.latencyNanos()).isEqualTo(1e6);
        load.observe(50e6);
        load.observeFailure(10);
        assertThat(load.latencyNanos()).isCloseTo(100e6, within(1e5));
        for (int i = 0; i < 100; i++) {
            load.observeFailure(10);
        }
        assertThat(load.latencyNanos()).isLessThanOrEqualTo(60e9);
    }
}
