package org.cdirpc.extension.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitTest {

    private static final long SECOND = 1_000_000_000L;
    /** Far from 0, and negative, as {@link System#nanoTime()} may be. */
    private static final long START = -7_777_777_777_777L;

    private static int taken(RateLimit limit, long from, long forNanos, long every) {
        int taken = 0;
        for (long at = from; at < from + forNanos; at += every) {
            if (limit.tryAcquire(at) == 0) {
                taken++;
            }
        }
        return taken;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 10, 999, 70_000})
    void soManyPerSecondAndABurstOfATenth(int rate) {
        RateLimit limit = new RateLimit(rate, START);
        int burst = Math.max(1, rate / 10);
        int atOnce = 0;
        while (limit.tryAcquire(START) == 0) {
            atOnce++;
        }
        assertThat(atOnce).isEqualTo(burst);
        assertThat((double) taken(limit, START, 10 * SECOND, SECOND / rate / 100))
                .isCloseTo(10.0 * rate, within(1 + 0.02 * 10 * rate));
    }

    @Test
    void whoIsRefusedIsToldWhenTheNextIsFree() {
        RateLimit limit = new RateLimit(10, START);
        assertThat(limit.tryAcquire(START)).isZero();
        long wait = limit.tryAcquire(START + 30_000_000);
        assertThat(wait).isCloseTo(70_000_000L, within(10L));
        assertThat(limit.tryAcquire(START + 30_000_000 + wait - 10)).isPositive();
        assertThat(limit.tryAcquire(START + 30_000_000 + wait)).isZero();
    }

    @Test
    void whatWasGivenBackIsThereAgain() {
        RateLimit limit = new RateLimit(5, START);
        assertThat(limit.tryAcquire(START)).isZero();
        assertThat(limit.tryAcquire(START)).isPositive();
        limit.giveBack();
        assertThat(limit.tryAcquire(START)).isZero();
    }

    @Test
    void aFasterRateHoldsAtOnce() {
        RateLimit limit = new RateLimit(0.01, START);
        assertThat(limit.tryAcquire(START)).isZero();
        assertThat(limit.tryAcquire(START + 1)).isGreaterThan(90 * SECOND);
        limit.change(100, START + 1);
        assertThat((double) taken(limit, START + 1, SECOND, 1_000_000)).isCloseTo(100, within(12.0));
    }

    @Test
    void threadsTogetherTakeNoMoreThanOneWould() throws Exception {
        RateLimit limit = new RateLimit(100_000, START);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Integer>> tasks = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                tasks.add(() -> taken(limit, START, 2000, 1) + taken(limit, START + SECOND, 2000, 1));
            }
            int all = 0;
            for (Future<Integer> each : threads.invokeAll(tasks, 20, TimeUnit.SECONDS)) {
                all += each.get();
            }
            assertThat(all).isBetween(10_000, 20_002);
        } finally {
            threads.shutdownNow();
        }
    }
}
