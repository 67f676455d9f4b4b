package org.cdirpc.cluster.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.cdirpc.cluster.RegistryException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class GridThreadTest {

    private final GridThread thread = new GridThread("test-grid-thread", GridThreadTest.class.getClassLoader());
    private final CountDownLatch stuck = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void end() {
        release.countDown();
        thread.close(10_000);
    }

    /** As the grid's own waiting does, this heeds no interrupt. */
    private void getStuck() {
        thread.soon(() -> {
            stuck.countDown();
            boolean released = false;
            while (!released) {
                try {
                    released = release.await(20, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    continue;
                }
            }
        });
        await(stuck);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatNobodyWaitsForAnyMoreIsNotBegun() {
        getStuck();
        AtomicInteger begun = new AtomicInteger();
        for (int i = 0; i < 3; i++) {
            assertThatExceptionOfType(RegistryException.class)
                    .isThrownBy(() -> thread.call("ask", begun::incrementAndGet, 20))
                    .withMessageStartingWith("CDIRPC202541: cannot ask: the grid did not answer within 20 ms: ");
        }
        release.countDown();
        assertThat(thread.call("ask", begun::incrementAndGet, 10_000)).isEqualTo(1);
    }

    @Test
    void whatTheWorkThrowsIsTheCause() {
        IllegalStateException stopped = new IllegalStateException("stopped");
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> thread.call(
                        "ask",
                        () -> {
                            throw stopped;
                        },
                        10_000))
                .withCause(stopped);
    }

    @Test
    void anInterruptEndsTheWaitingAndIsKept() {
        getStuck();
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(RegistryException.class).isThrownBy(() -> thread.call("ask", () -> 1, 20_000));
        assertThat(Thread.interrupted()).isTrue();
    }

    /** Else a node that stops would wait for each of them. */
    @Test
    void closingIsBoundedAndTellsWhoeverWaits() throws Exception {
        getStuck();
        CountDownLatch asks = new CountDownLatch(1);
        CompletableFuture<Integer> waiting = CompletableFuture.supplyAsync(() -> {
            asks.countDown();
            return thread.call("ask", () -> 1, 25_000);
        });
        await(asks);
        long begun = System.nanoTime();
        thread.close(100);
        assertThat(System.nanoTime() - begun).isLessThan(TimeUnit.SECONDS.toNanos(10));
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> waiting.get(10, TimeUnit.SECONDS))
                .withCauseInstanceOf(RegistryException.class);
        thread.soon(() -> {
            throw new AssertionError("it is closed");
        });
        thread.repeat(
                () -> {
                    throw new AssertionError("it is closed");
                },
                1);
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> thread.call("ask", () -> 1, 10_000))
                .withMessageStartingWith("CDIRPC202542: cannot ask: the store of contracts is closed");
    }

    @Test
    void settingsOutOfTheirRangesAreRefused() {
        assertThat(ContractStoreSettings.within(5000).startMillis()).isEqualTo(20_000);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ContractStoreSettings(2000, 5999, 100, 3000, 100))
                .withMessageContaining("lease of uses: '5999 ms' (expected: from 6000 to 600000 ms)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ContractStoreSettings(100, 2999, 100, 3000, 100))
                .withMessageContaining("from 3000 to");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ContractStoreSettings(100, 3000, 2000, 5999, 100))
                .withMessageContaining("lease of contracts: '5999 ms'");
        assertThatIllegalArgumentException().isThrownBy(() -> ContractStoreSettings.within(99));
    }
}
