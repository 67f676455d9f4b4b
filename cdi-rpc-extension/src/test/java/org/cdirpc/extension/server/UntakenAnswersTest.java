package org.cdirpc.extension.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.cdirpc.extension.server.ServedWork.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A caller that has much in the queue for threads and takes no answers. */
@Timeout(60)
class UntakenAnswersTest {

    private static final String LARGE = "x".repeat(800_000);
    private static final int CALLS = 8;

    private final Semaphore letGo = new Semaphore(0);
    private final AtomicInteger ran = new AtomicInteger();

    private final class Worker implements ServedWork.Work, BeanAccess {
        @Override
        public Object call(BeanCall call) throws Throwable {
            return call.on(this);
        }

        @Override
        public String work(String what) {
            letGo.acquireUninterruptibly();
            return what;
        }

        @Override
        public String other(String what) {
            ran.incrementAndGet();
            return LARGE;
        }
    }

    /** Else each of them would become an answer that is kept here, and until then a place less for others. */
    @Test
    void itsCallsAreNotBegunAndKeepNoPlace() throws Exception {
        CountDownLatch takes = new CountDownLatch(1);
        try (ServedWork served = new ServedWork(new AdmissionSettings(1, 20, false), Map.of(), new Worker())) {
            CompletableFuture<Reply> first = served.call("work", "", 30_000);
            // Whoever reads answers tells them, and so reads nothing more until it goes on.
            CompletableFuture<Void> reading = first.thenRun(() -> await(takes));
            List<CompletableFuture<Reply>> calls = new ArrayList<>();
            for (int i = 0; i < CALLS; i++) {
                calls.add(served.call("other", "", 30_000));
            }
            eventually(() -> served.server.callsInPool() == 1 + CALLS);
            letGo.release();
            eventually(() -> ran.get() > 0 && served.server.callsInProgress() == 0);
            served.awaitNothingHeld();
            assertThat(ran.get()).as("begun before there was too much").isBetween(1, 3);
            takes.countDown();
            reading.get(10, TimeUnit.SECONDS);
            for (CompletableFuture<Reply> call : calls) {
                assertThat(call.get(10, TimeUnit.SECONDS).answer().ok()).isTrue();
            }
            assertThat(ran).hasValue(CALLS);
            served.awaitNothingHeld();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private static void eventually(BooleanSupplier state) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!state.getAsBoolean()) {
            assertThat(System.nanoTime() - end).as("not within 10 s").isNegative();
            Thread.onSpinWait();
        }
    }
}
