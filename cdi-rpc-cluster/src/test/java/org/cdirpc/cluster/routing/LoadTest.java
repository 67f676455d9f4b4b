package org.cdirpc.cluster.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;

class LoadTest {

    private long clock = 1;
    private final Load load = new Load(() -> clock);

    /** The first answers are forgotten faster than those that follow. */
    private void mature(Load young) {
        for (int i = 0; i < 8; i++) {
            clock += 1_000_000;
            young.observe(1e3, clock);
        }
    }

    @Test
    void aSlowAnswerCountsAtOnceAndIsForgottenSlowly() {
        mature(load);
        load.observe(1e6, clock);
        assertThat(load.latencyNanos()).isEqualTo(1e6);
        load.observe(100e6, clock);
        assertThat(load.latencyNanos()).isEqualTo(100e6);
        clock += 10_000_000_000L;
        double decayed = 100e6 * Math.exp(-1);
        assertThat(load.latencyNanos()).isCloseTo(decayed, within(1.0));
        load.observe(1e6, clock);
        assertThat(load.latencyNanos()).isCloseTo(decayed + 1e6 * (1 - Math.exp(-1)), within(1.0));
    }

    @Test
    void aFastFailureNeverLooksLikeAFastAnswer() {
        load.observeFailure(10, clock);
        assertThat(load.latencyNanos()).isEqualTo(1e6);
        load.observe(50e6, clock);
        load.observeFailure(10, clock);
        assertThat(load.latencyNanos()).isCloseTo(100e6, within(1e5));
        for (int i = 0; i < 100; i++) {
            load.observeFailure(10, clock);
        }
        assertThat(load.latencyNanos()).isLessThanOrEqualTo(60e9);
    }

    /** Fast answers that are left out between two that count take nothing of the pull with them. */
    @Test
    void manyFastAnswersForgetASlowOneAsOneWould() {
        Load sampled = new Load(() -> clock);
        mature(load);
        mature(sampled);
        load.observe(100e6, clock);
        sampled.observe(100e6, clock);
        for (int i = 0; i < 100_000; i++) {
            clock += 100_000;
            sampled.observe(1e6, clock);
        }
        load.observe(1e6, clock);
        assertThat(sampled.latencyNanos()).isCloseTo(load.latencyNanos(), within(0.02 * load.latencyNanos()));
    }

    @Test
    void theSlowestOfManyAnswersAtOnceIsNeverMissed() throws Exception {
        for (int round = 0; round < 200; round++) {
            Load contended = new Load(() -> clock);
            int threads = 4;
            CyclicBarrier start = new CyclicBarrier(threads);
            List<Thread> observers = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                double slowest = 1e6 * (t + 1);
                observers.add(new Thread(() -> {
                    try {
                        start.await();
                    } catch (InterruptedException | BrokenBarrierException e) {
                        throw new IllegalStateException(e);
                    }
                    for (int i = 0; i < 50; i++) {
                        contended.observe(slowest - 50 + i + 1, clock);
                    }
                }));
            }
            observers.forEach(Thread::start);
            for (Thread observer : observers) {
                observer.join();
            }
            assertThat(contended.latencyNanos()).isEqualTo(threads * 1e6);
        }
    }
}
