package org.cdirpc.extension.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** When a method counts as slow. */
class RunTimeTest {

    private final RunTime time = new RunTime();

    private int callsUntil(boolean slow, long nanos) {
        for (int calls = 0; calls < 1000; calls++) {
            if (time.isSlow() == slow) {
                return calls;
            }
            time.took(nanos);
        }
        throw new AssertionError("still " + time.averageNanos() + " ns");
    }

    @Test
    void aMethodThatNeverRanIsSlowUntilAFewQuickCallsWereSeen() {
        assertThat(time.isSlow()).isTrue();
        assertThat(callsUntil(false, 1000)).isEqualTo(6);
    }

    @Test
    void aMethodWhoseFirstCallsAreSlowStaysSlow() {
        for (int i = 0; i < 100; i++) {
            time.took(60_000);
            assertThat(time.isSlow()).isTrue();
        }
    }

    @Test
    void aMethodThatBecomesSlowIsSlowAtOnceAndThatBecomesQuickSoonIsNot() {
        callsUntil(false, 1000);
        assertThat(callsUntil(true, 5_000_000)).isBetween(2, 3);
        assertThat(callsUntil(false, 1000)).isBetween(3, 20);
    }

    /** Threads wait for processors, whatever their method does. */
    @Test
    void oneCallThatWasNotScheduledMakesNoMethodSlow() {
        callsUntil(false, 1000);
        for (int i = 0; i < 50; i++) {
            time.took(1000);
        }
        time.took(20_000_000);
        assertThat(time.isSlow()).isFalse();
    }

    @Test
    void betweenTheThresholdsNothingChanges() {
        for (int i = 0; i < 100; i++) {
            time.took(40_000);
        }
        assertThat(time.isSlow()).isTrue();
        callsUntil(false, 1000);
        for (int i = 0; i < 100; i++) {
            time.took(40_000);
        }
        assertThat(time.isSlow()).isFalse();
        assertThat(time.averageNanos()).isBetween(39_000, 40_000);
    }

    @Test
    void timesBeyondTheirScaleAreCutOff() {
        time.took(Long.MAX_VALUE);
        assertThat(time.isSlow()).isTrue();
        time.took(-1);
        assertThat(time.averageNanos()).isPositive();
        assertThat(callsUntil(false, 0)).isLessThan(120);
    }
}
