package org.cdirpc.extension.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.cdirpc.RpcException;
import org.cdirpc.extension.call.MethodCodec;
import org.cdirpc.extension.call.WriterPool;
import org.cdirpc.spi.FailureCode;
import org.cdirpc.spi.Progress;
import org.cdirpc.transport.cbor.CborLimits;
import org.cdirpc.transport.channel.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One hop for many answers, and user code that blocks holds up nobody else. */
@Timeout(60)
class StageQueueTest {

    private static final Answer FAILED =
            Answer.localFailure(Progress.NOT_SENT, FailureCode.UNAVAILABLE, "nobody", null);

    private static final MethodCodec BUY = ProxyCallsTest.method("buy");
    private static final Object[] NOTHING = {};
    private static final WriterPool WRITERS = new WriterPool(1024);

    private final ExecutorService pool = Executors.newFixedThreadPool(32);

    @AfterEach
    void end() {
        pool.shutdownNow();
    }

    private static RpcFuture stage(StageQueue queue) {
        ProxyCalls calls = new ProxyCalls(
                "s",
                (call, listener) -> {},
                0,
                1,
                queue,
                WRITERS,
                () -> false,
                CborLimits.DEFAULT,
                new Failures(CborLimits.DEFAULT));
        return new RpcFuture(new Call(BUY, NOTHING, 0, 1, Map.of(), null, WRITERS), calls);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aBatchOfAnswersIsOneHop() {
        LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
        StageQueue queue = new StageQueue(tasks::add);
        List<RpcFuture> stages = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            RpcFuture stage = stage(queue);
            stages.add(stage);
            stage.answered(FAILED);
        }
        assertThat(tasks).as("a drainer and a watch").hasSize(2);
        tasks.remove().run();
        assertThat(stages).allMatch(CompletableFuture::isCompletedExceptionally);
        tasks.remove().run();
        stage(queue).answered(FAILED);
        assertThat(tasks).as("nobody is in charge any more").hasSize(1);
    }

    @Test
    void aCallbackThatBlocksForEverHoldsUpNobody() throws Exception {
        StageQueue queue = new StageQueue(pool);
        CountDownLatch forEver = new CountDownLatch(1);
        int blocking = 8;
        int quick = 200;
        CountDownLatch blocked = new CountDownLatch(blocking);
        CountDownLatch completed = new CountDownLatch(quick);
        for (int i = 0; i < blocking + quick; i++) {
            RpcFuture stage = stage(queue);
            if (i % 26 == 0 && i / 26 < blocking) {
                stage.whenComplete((result, failure) -> {
                    blocked.countDown();
                    awaitQuietly(forEver);
                });
            } else {
                stage.whenComplete((result, failure) -> completed.countDown());
            }
            stage.answered(FAILED);
        }
        assertThat(blocked.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(completed.await(10, TimeUnit.SECONDS))
                .as("no further answer is needed")
                .isTrue();

        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < 21; i++) {
            CountDownLatch done = new CountDownLatch(1);
            RpcFuture later = stage(queue);
            later.whenComplete((result, failure) -> done.countDown());
            long began = System.nanoTime();
            later.answered(FAILED);
            assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
            waits.add(System.nanoTime() - began);
        }
        waits.sort(null);
        assertThat(Duration.ofNanos(waits.get(10))).as("the median").isLessThan(Duration.ofMillis(50));
        forEver.countDown();
    }

    /** The last one comes alone, behind one that blocks: no batch, and no later answer, calls for help. */
    @Test
    void anAnswerAloneBehindABlockedCallbackIsCompleted() throws Exception {
        StageQueue queue = new StageQueue(pool);
        CountDownLatch forEver = new CountDownLatch(1);
        CountDownLatch blocked = new CountDownLatch(1);
        RpcFuture first = stage(queue);
        first.whenComplete((result, failure) -> {
            blocked.countDown();
            awaitQuietly(forEver);
        });
        first.answered(FAILED);
        assertThat(blocked.await(10, TimeUnit.SECONDS)).isTrue();
        RpcFuture second = stage(queue);
        second.answered(FAILED);
        assertThat(second.handle((result, failure) -> failure).get(10, TimeUnit.SECONDS))
                .isInstanceOf(RpcException.class);
        forEver.countDown();
    }

    @Test
    void slowCallbacksRunSideBySide() throws Exception {
        StageQueue queue = new StageQueue(pool);
        CyclicBarrier together = new CyclicBarrier(4);
        AtomicInteger met = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(4);
        for (int i = 0; i < 4; i++) {
            RpcFuture stage = stage(queue);
            stage.whenComplete((result, failure) -> {
                try {
                    together.await(20, TimeUnit.SECONDS);
                    met.incrementAndGet();
                } catch (Exception alone) {
                    Thread.currentThread().interrupt();
                }
                done.countDown();
            });
            stage.answered(FAILED);
        }
        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(met).hasValue(4);
    }

    @Test
    void everyAnswerOfManyThreadsIsCompletedOnce() throws Exception {
        StageQueue queue = new StageQueue(pool);
        int threads = 4;
        int each = 20_000;
        AtomicInteger completions = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(threads * each);
        List<Thread> answering = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            answering.add(new Thread(() -> {
                for (int i = 0; i < each; i++) {
                    RpcFuture stage = stage(queue);
                    stage.whenComplete((result, failure) -> {
                        completions.incrementAndGet();
                        done.countDown();
                    });
                    stage.answered(FAILED);
                }
            }));
        }
        answering.forEach(Thread::start);
        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(completions).hasValue(threads * each);
    }

    /** As after close, when the pool runs nothing: each callback makes the next call, whose answer comes at once. */
    @Test
    void callbacksThatCallAgainDoNotRecurse() {
        StageQueue queue = new StageQueue(Runnable::run);
        AtomicInteger left = new AtomicInteger(200_000);
        callAgain(queue, left);
        assertThat(left).hasValue(0);
    }

    private static void callAgain(StageQueue queue, AtomicInteger left) {
        RpcFuture stage = stage(queue);
        stage.whenComplete((result, failure) -> {
            if (left.decrementAndGet() > 0) {
                callAgain(queue, left);
            }
        });
        stage.answered(FAILED);
    }
}
