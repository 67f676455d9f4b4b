package org.cdirpc.extension.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The adaptive limit against a model of a pool: so many threads, calls that take so long, more asked than it can do. */
class WaitGradientTest {

    private static final int THREADS = 16;
    private static final double MILLI = 1_000_000;

    /** Under overload the pool is full up to the limit, and what is beyond the threads waits its turn. */
    private static double waitAt(int limit, double ran) {
        return Math.max(0, limit - THREADS) * ran / THREADS;
    }

    private static int settled(WaitGradient gradient, int from, double ran) {
        int limit = from;
        for (int window = 0; window < 200; window++) {
            limit = gradient.next(waitAt(limit, ran), ran, limit);
        }
        return limit;
    }

    @Test
    void underOverloadCallsWaitAboutTwentyMillisecondsOrHalfOfWhatTheyTake() {
        for (double ran : new double[] {0.2 * MILLI, 2 * MILLI, 10 * MILLI, 100 * MILLI, 1000 * MILLI}) {
            WaitGradient gradient = new WaitGradient(THREADS, 4000);
            int limit = settled(gradient, 4000, ran);
            double aim = Math.max(20 * MILLI, ran / 2);
            assertThat(waitAt(limit, ran)).as("with calls of %s ns", ran).isBetween(0.5 * aim, 2 * aim);
        }
    }

    @Test
    void itIsThereWithinTwoSeconds() {
        WaitGradient gradient = new WaitGradient(THREADS, 1040);
        int limit = 1040;
        for (int window = 0; window < 40; window++) {
            limit = gradient.next(waitAt(limit, 10 * MILLI), 10 * MILLI, limit);
        }
        assertThat(waitAt(limit, 10 * MILLI)).isLessThan(40 * MILLI);
    }

    @Test
    void slowCallsAloneLowerNothing() {
        WaitGradient gradient = new WaitGradient(THREADS, 1040);
        for (int window = 0; window < 100; window++) {
            assertThat(gradient.next(0, 5000 * MILLI, THREADS)).isEqualTo(1040);
        }
    }

    @Test
    void itRisesAgainWhenTheOverloadIsOverAndSomebodyWantsIt() {
        WaitGradient gradient = new WaitGradient(THREADS, 1040);
        int low = settled(gradient, 1040, 100 * MILLI);
        assertThat(low).isLessThan(60);
        for (int window = 0; window < 100; window++) {
            assertThat(gradient.next(0, MILLI, 3)).as("nobody wants more").isEqualTo(low);
        }
        assertThat(settled(gradient, low, MILLI)).isGreaterThan(200);
    }

    @Test
    void itStaysWithinItsBounds() {
        WaitGradient gradient = new WaitGradient(THREADS, 100);
        for (int window = 0; window < 200; window++) {
            gradient.next(1e12, MILLI, 100);
        }
        assertThat(gradient.next(1e12, MILLI, 100)).isEqualTo(THREADS);
        for (int window = 0; window < 200; window++) {
            gradient.next(0, MILLI, 100);
        }
        assertThat(gradient.next(0, MILLI, 100)).isEqualTo(100);
    }
}
