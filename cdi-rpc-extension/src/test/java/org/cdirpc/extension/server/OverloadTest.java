package org.cdirpc.extension.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.cdirpc.RpcContext;
import org.cdirpc.RpcLimit;
import org.cdirpc.extension.call.WriterPool;
import org.cdirpc.extension.server.ServedWork.Reply;
import org.cdirpc.spi.FailureCode;
import org.cdirpc.spi.Progress;
import org.cdirpc.transport.cbor.CborLimits;
import org.cdirpc.transport.channel.ChannelHandler;
import org.cdirpc.transport.channel.IncomingCall;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** More calls than a provider can do: what runs, what is refused, and that nothing is lost of what bounds them. */
@Timeout(60)
class OverloadTest {

    private static final long MILLI = 1_000_000;

    private final Semaphore letGo = new Semaphore(0);
    private final AtomicInteger ran = new AtomicInteger();
    private final AtomicInteger ranLate = new AtomicInteger();

    /** Does what it is told: "hold", or so many milliseconds. */
    private class Worker implements ServedWork.Work, BeanAccess {
        @Override
        public Object call(BeanCall call) throws Throwable {
            return call.on(this);
        }

        @Override
        public String work(String what) {
            ran.incrementAndGet();
            if (RpcContext.current().remaining().isZero()) {
                ranLate.incrementAndGet();
            }
            try {
                if (what.equals("hold")) {
                    return "" + letGo.tryAcquire(20, TimeUnit.SECONDS);
                }
            } catch (InterruptedException e) {
                return "interrupted";
            }
            if (!what.isEmpty()) {
                long until = System.nanoTime() + Long.parseLong(what) * MILLI;
                for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
            }
            return what;
        }

        @Override
        public String other(String what) {
            return work(what);
        }
    }

    private static ServedWork serve(int threads, int queue, boolean adaptive, BeanAccess bean) {
        return new ServedWork(new AdmissionSettings(threads, threads + queue, adaptive), Map.of(), bean);
    }

    private void awaitRan(int calls) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (ran.get() < calls) {
            assertThat(System.nanoTime() - deadline)
                    .as("%d of %d ran", ran.get(), calls)
                    .isNegative();
            Thread.onSpinWait();
        }
    }

    @Test
    void aFullPoolRefusesTheNewestAtOnceAndSaysWhenToComeBack() throws Exception {
        try (ServedWork served = serve(2, 3, false, new Worker())) {
            List<CompletableFuture<Reply>> held = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                held.add(served.call("work", "hold", 20_000));
            }
            awaitRan(2);
            List<Long> times = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                Reply reply = served.answered("work", 5000);
                assertThat(reply.isRejected()).isTrue();
                assertThat(reply.answer().progress()).isEqualTo(Progress.NOT_STARTED);
                assertThat(reply.answer().retryAfterMillis()).isBetween(1, 2500);
                assertThat(reply.message()).contains("all 5 permits are in use (expected: ");
                times.add(reply.nanos());
            }
            times.sort(null);
            assertThat(times.get(times.size() * 9 / 10))
                    .as("the slowest tenth but")
                    .isLessThan(10 * MILLI);
            assertThat(held).noneMatch(CompletableFuture::isDone);
            letGo.release(5);
            for (CompletableFuture<Reply> each : held) {
                assertThat(each.get(10, TimeUnit.SECONDS).answer().ok()).isTrue();
            }
            served.awaitNothingHeld();
            assertThat(ran).hasValue(5);
        }
    }

    @Test
    void aFullPoolDoesNotRefuseWhatNeverWaits() throws Exception {
        Worker quickAtOther = new Worker() {
            @Override
            public boolean isNonBlocking(Method method) {
                return method.getName().equals("other");
            }
        };
        try (ServedWork served = serve(1, 1, false, quickAtOther)) {
            List<CompletableFuture<Reply>> held =
                    List.of(served.call("work", "hold", 20_000), served.call("work", "hold", 20_000));
            awaitRan(1);

            assertThat(served.answered("work", 5000).isRejected()).isTrue();
            for (int i = 0; i < 20; i++) {
                assertThat(served.answered("other", 5000).answer().ok()).isTrue();
            }
            letGo.release(2);
            for (CompletableFuture<Reply> each : held) {
                assertThat(each.get(10, TimeUnit.SECONDS).answer().ok()).isTrue();
            }
            served.awaitNothingHeld();
        }
    }

    @Test
    void threeTimesWhatItCanDoLeavesItDoingWhatItCan() throws Exception {
        try (ServedWork served = serve(8, 1024, true, new Worker())) {
            double peak = 0;
            double under = 0;
            // The machine may be busy with something else in one of the two measurements.
            for (int round = 0; round < 3 && under <= 0.9 * peak || round == 0; round++) {
                peak = goodput(served, 1500, 8.0 / 20);
                served.awaitNothingHeld();
                int before = ran.get();
                under = goodput(served, 2500, 3 * 8.0 / 20);
                served.awaitNothingHeld();
                // What runs is answered in time: nobody works for callers that have given up.
                assertThat(ran.get() - before).isLessThan((int) (1.1 * under * 2500) + 20);
            }
            assertThat(under).as("answers per ms, at most %s", peak).isGreaterThan(0.9 * peak);
            assertThat(ranLate.get()).isLessThan(5);
        }
    }

    /** Calls of 20 ms at so many per millisecond with 500 ms to live; how many per millisecond were answered in time. */
    private double goodput(ServedWork served, int millis, double perMilli) throws Exception {
        List<CompletableFuture<Reply>> calls = new ArrayList<>();
        long began = System.nanoTime();
        long forNanos = millis * MILLI;
        for (long at = 0; at < forNanos; at = System.nanoTime() - began) {
            while (calls.size() < at / 1e6 * perMilli) {
                calls.add(served.call("work", "20", 500));
            }
            LockSupport.parkNanos(MILLI / 2);
        }
        int good = 0;
        for (CompletableFuture<Reply> call : calls) {
            Reply reply = call.get(10, TimeUnit.SECONDS);
            if (reply.answer().ok()) {
                good++;
            } else if (reply.isRejected()) {
                assertThat(reply.answer().retryAfterMillis()).isPositive();
            }
        }
        return (double) good / millis;
    }

    @Test
    void aCallThatWouldComeTooLateIsRefusedBeforeItWaits() throws Exception {
        try (ServedWork served = serve(1, 100, false, new Worker())) {
            // Until it is known what calls take.
            for (int i = 0; i < 15; i++) {
                assertThat(served.call("work", "20", 5000)
                                .get(10, TimeUnit.SECONDS)
                                .answer()
                                .ok())
                        .isTrue();
            }
            served.awaitNothingHeld();
            List<CompletableFuture<Reply>> held = new ArrayList<>();
            for (int i = 0; i < 11; i++) {
                held.add(served.call("work", "hold", 20_000));
            }
            awaitRan(16);
            Reply late = served.answered("work", 100);
            assertThat(late.isRejected()).isTrue();
            assertThat(late.message()).contains("refused, it would wait about").contains("gives up in");
            assertThat(late.answer().retryAfterMillis()).isBetween(150, 2500);
            CompletableFuture<Reply> patient = served.call("work", "", 20_000);
            letGo.release(11);
            assertThat(patient.get(10, TimeUnit.SECONDS).answer().ok()).isTrue();
            served.awaitNothingHeld();
        }
    }

    @Test
    void workWhoseTimeIsUpWhenItsTurnComesDoesNotRun() throws Exception {
        try (ServedWork served = serve(1, 10, true, new Worker())) {
            CompletableFuture<Reply> held = served.call("work", "hold", 20_000);
            awaitRan(1);
            Reply waited = served.answered("work", 50);
            assertThat(waited.answer().ok()).isFalse();
            assertThat(waited.answer().code()).isEqualTo(FailureCode.DEADLINE_EXCEEDED);
            letGo.release(1);
            assertThat(held.get(10, TimeUnit.SECONDS).answer().ok()).isTrue();
            served.awaitNothingHeld();
            assertThat(ran).hasValue(1);
        }
    }

    /** A worker that read them may give calls to the pool too: then they wait like all others. */
    @Test
    void whatAWorkerHandedOverIsTimedAndCheckedLikeAllThatWaited() throws Exception {
        List<Boolean> measured = new ArrayList<>();
        CountDownLatch all = new CountDownLatch(20);
        Responder responder = new Responder(new WriterPool(1 << 20));
        ServerStep last = call -> {
            synchronized (measured) {
                measured.add(call.isMeasured());
            }
            responder.reject(call, "seen", 1);
            all.countDown();
        };
        Worker bean = new Worker();
        AdmissionSettings settings = new AdmissionSettings(2, 50, true);
        ExecutorService pool = Executors.newFixedThreadPool(2);
        AdmissionGate gate = new AdmissionGate(last, settings, pool, responder, System::nanoTime);
        try (ServedWork served = new ServedWork(settings, Map.of(), bean, (server, exports) -> peer -> {
            Dispatcher dispatcher = new Dispatcher(exports, gate, responder, CborLimits.DEFAULT);
            return new ChannelHandler() {
                @Override
                public byte[] bind(byte[] body) {
                    return dispatcher.bind(body);
                }

                @Override
                public void call(IncomingCall call) {
                    dispatcher.callOnWorker(call);
                }

                @Override
                public void closed() {
                    dispatcher.closed();
                }
            };
        })) {
            for (int i = 0; i < 20; i++) {
                served.call("work", "", 5000);
            }
            assertThat(all.await(10, TimeUnit.SECONDS)).isTrue();
        } finally {
            pool.shutdownNow();
        }
        assertThat(measured).hasSize(20).containsOnly(true);
    }

    /** Else each of them would leave a call fewer in the pool, and in the end none. */
    @Test
    void withoutAThreadACallDoesNotStartAndHoldsNothing() throws Exception {
        Responder responder = new Responder(new WriterPool(1 << 20));
        AdmissionSettings settings = new AdmissionSettings(2, 50, true);
        AdmissionGate gate = new AdmissionGate(
                call -> responder.returned(call, "ran"),
                settings,
                task -> {
                    throw new OutOfMemoryError("unable to create native thread");
                },
                responder,
                System::nanoTime);
        try (ServedWork served = new ServedWork(
                settings,
                Map.of(),
                new Worker(),
                (server, exports) -> peer -> new Dispatcher(exports, gate, responder, CborLimits.DEFAULT))) {
            for (int i = 0; i < 10; i++) {
                Reply reply = served.answered("work", 5000);
                assertThat(reply.answer().code()).isEqualTo(FailureCode.UNAVAILABLE);
                assertThat(reply.answer().progress()).isEqualTo(Progress.NOT_STARTED);
                assertThat(reply.message()).contains("unable to create native thread");
            }
            assertThat(gate.pool().size()).isZero();
            assertThat(gate.inUse()).isZero();
        }
    }

    /** The consumer's own timer is held up, or the consumer would know by itself that the time is up. */
    @Test
    void whatAnInterruptedMethodThrowsAtItsDeadlineIsThatTheTimeIsUp() throws Exception {
        CountDownLatch entered = new CountDownLatch(2);
        BeanAccess stuck = new Worker() {
            @Override
            public String work(String what) {
                entered.countDown();
                try {
                    return "" + letGo.tryAcquire(20, TimeUnit.SECONDS);
                } catch (InterruptedException told) {
                    throw new IllegalStateException("interrupted in its work", told);
                }
            }

            /** Deaf to interrupts, so that only the consumer's timer answers for it. */
            @Override
            public String other(String what) {
                entered.countDown();
                letGo.acquireUninterruptibly();
                return "";
            }
        };
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        try (ServedWork served = serve(2, 10, false, stuck)) {
            served.call("other", "", 100).thenAccept(first -> {
                held.countDown();
                try {
                    over.await(20, TimeUnit.SECONDS);
                } catch (InterruptedException ended) {
                    Thread.currentThread().interrupt();
                }
            });
            CompletableFuture<Reply> late = served.call("work", "", 1500);
            assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(held.await(10, TimeUnit.SECONDS)).isTrue();
            Reply reply = late.get(15, TimeUnit.SECONDS);
            over.countDown();
            letGo.release();
            assertThat(reply.answer().code()).isEqualTo(FailureCode.DEADLINE_EXCEEDED);
            assertThat(reply.answer().progress()).isEqualTo(Progress.UNKNOWN);
            assertThat(reply.message())
                    .contains("the deadline passed while the method ran")
                    .contains("IllegalStateException: interrupted in its work");
            served.awaitNothingHeld();
        } finally {
            over.countDown();
            letGo.release();
        }
    }

    @Test
    void aLimitedMethodIsInNobodyElsesWay() throws Exception {
        Map<String, ServiceLimits> limits =
                Map.of("work", new ServiceLimits(CallLimit.NONE, Map.of("work", new CallLimit(1, 0)), null));
        try (ServedWork served = new ServedWork(new AdmissionSettings(2, 4, true), limits, new Worker())) {
            CompletableFuture<Reply> held = served.call("work", "hold", 20_000);
            awaitRan(1);
            for (int i = 0; i < 50; i++) {
                Reply refused = served.answered("work", 5000);
                assertThat(refused.isRejected()).isTrue();
                assertThat(refused.message()).contains("1 calls of work.work are unfinished, which is its limit");
                assertThat(served.server.callsInProgress()).isEqualTo(1);
            }
            assertThat(served.answered("other", 5000).answer().ok()).isTrue();
            letGo.release(1);
            assertThat(held.get(10, TimeUnit.SECONDS).answer().ok()).isTrue();
            served.awaitNothingHeld();
            assertThat(served.answered("work", 5000).answer().ok()).isTrue();
        }
    }

    @Test
    void aRateSaysWhenTheNextCallIsDue() throws Exception {
        ClusterRate cluster = new ClusterRate(1000, System::nanoTime);
        Map<String, ServiceLimits> limits = Map.of("work", new ServiceLimits(new CallLimit(0, 1), Map.of(), cluster));
        try (ServedWork served = new ServedWork(new AdmissionSettings(2, 4, true), limits, new Worker())) {
            assertThat(served.answered("work", 5000).answer().ok()).isTrue();
            Reply refused = served.answered("other", 5000);
            assertThat(refused.isRejected()).isTrue();
            assertThat(refused.message()).contains("its limit is 1 calls of work per second");
            assertThat(refused.answer().retryAfterMillis()).isBetween(1, 1251);
            assertThat(cluster.asked()).isEqualTo(1);
            served.awaitNothingHeld();
        }
    }

    /** It has not begun, and pays when it does: else it would be refused for what it took itself. */
    @Test
    void aCallThatIsHeldBackHasSpentNothingOfItsRate() throws Exception {
        CountDownLatch nothingIsTaken = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        Worker bean = new Worker() {
            @Override
            public String work(String what) {
                if (what.equals("large")) {
                    waitFor(nothingIsTaken);
                    return "x".repeat(900_000);
                }
                return super.work(what);
            }
        };
        Map<String, ServiceLimits> limits =
                Map.of("work", new ServiceLimits(CallLimit.NONE, Map.of("other", new CallLimit(0, 1)), null));
        try (ServedWork served = new ServedWork(new AdmissionSettings(1, 10, false), limits, bean)) {
            // Whose answer holds up the thread that would read the others.
            served.call("work", "hold", 20_000).thenAccept(first -> {
                nothingIsTaken.countDown();
                waitFor(over);
            });
            List<CompletableFuture<Reply>> large =
                    List.of(served.call("work", "large", 20_000), served.call("work", "large", 20_000));
            CompletableFuture<Reply> limited = served.call("other", "", 20_000);
            awaitRan(1);
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            while (served.server.callsInPool() < 4) {
                assertThat(System.nanoTime() - deadline).as("all are there").isNegative();
                Thread.onSpinWait();
            }
            letGo.release(1);
            assertThat(nothingIsTaken.await(10, TimeUnit.SECONDS)).isTrue();
            served.awaitNothingHeld();
            assertThat(limited).as("held back").isNotDone();
            over.countDown();
            for (CompletableFuture<Reply> each : large) {
                assertThat(each.get(10, TimeUnit.SECONDS).answer().ok()).isTrue();
            }
            assertThat(limited.get(10, TimeUnit.SECONDS).answer().ok()).isTrue();
            assertThat(ran).as("once each").hasValue(2);
        } finally {
            nothingIsTaken.countDown();
            over.countDown();
        }
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void thisNodesPartOfTheClustersRateIsKept() throws Exception {
        ClusterRate cluster = new ClusterRate(1000, System::nanoTime);
        cluster.part(0.5);
        Map<String, ServiceLimits> limits = Map.of("work", new ServiceLimits(CallLimit.NONE, Map.of(), cluster));
        try (ServedWork served = new ServedWork(new AdmissionSettings(2, 4, true), limits, new Worker())) {
            assertThat(served.answered("work", 5000).answer().ok()).isTrue();
            Reply refused = served.answered("work", 5000);
            assertThat(refused.message())
                    .contains("the cluster's limit is 1000 calls of work per second, of which this instance has 0.5");
            assertThat(refused.answer().retryAfterMillis()).isBetween(1, 2501);
            assertThat(cluster.asked()).isEqualTo(2);
            assertThat(cluster.admitted()).isEqualTo(1);
        }
    }

    @RpcLimit(concurrent = 3)
    private final class Limited extends Worker {
        @Override
        public RpcLimit limit() {
            return Limited.class.getAnnotation(RpcLimit.class);
        }

        @Override
        public @Nullable RpcLimit limit(Method method) {
            return null;
        }
    }

    @Test
    void theBeansOwnLimitHoldsForAllMethodsTogetherUnlessConfigured() throws Exception {
        try (ServedWork served = serve(10, 10, true, new Limited())) {
            served.call("work", "hold", 20_000);
            served.call("other", "hold", 20_000);
            served.call("work", "hold", 20_000);
            awaitRan(3);
            assertThat(served.answered("other", 5000).message()).contains("3 calls of work are unfinished");
            letGo.release(3);
            served.awaitNothingHeld();
        }
        ran.set(0);
        Map<String, ServiceLimits> configured = Map.of("work", new ServiceLimits(new CallLimit(4, 0), Map.of(), null));
        try (ServedWork served = new ServedWork(new AdmissionSettings(10, 20, true), configured, new Limited())) {
            for (int i = 0; i < 4; i++) {
                served.call("work", "hold", 20_000);
            }
            awaitRan(4);
            assertThat(served.answered("other", 5000).message()).contains("4 calls of work are unfinished");
            letGo.release(4);
            served.awaitNothingHeld();
        }
    }
}
