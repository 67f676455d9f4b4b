package org.cdirpc.extension.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.cdirpc.Remote;
import org.cdirpc.RpcContractException;
import org.cdirpc.extension.call.ContractCodec;
import org.cdirpc.extension.call.InterceptorChain;
import org.cdirpc.extension.call.MethodCodec;
import org.cdirpc.extension.call.WriterPool;
import org.cdirpc.extension.contract.Contract;
import org.cdirpc.spi.FailureCode;
import org.cdirpc.spi.Progress;
import org.cdirpc.transport.cbor.CborLimits;
import org.cdirpc.transport.cbor.CborMapping;
import org.cdirpc.transport.cbor.CborWriter;
import org.cdirpc.transport.channel.Answer;
import org.cdirpc.transport.channel.CallListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ProxyCallsTest {

    @Remote
    interface Shop {
        void buy(String sku);

        CompletionStage<String> order(String sku);
    }

    private static final Answer FAILED =
            Answer.localFailure(Progress.NOT_SENT, FailureCode.UNAVAILABLE, "nobody", null);

    private final WriterPool writers = new WriterPool(1 << 20);
    private final AtomicBoolean onIoThread = new AtomicBoolean();

    private static final ContractCodec CODEC = codec();

    static MethodCodec method(String name) {
        return CODEC.methods().stream()
                .filter(method -> method.method().method().getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static ContractCodec codec() {
        Contract contract = Contract.read(Shop.class).contract().orElseThrow();
        return ContractCodec.of(contract, new CborMapping(CborLimits.DEFAULT), 1 << 20);
    }

    private ProxyCalls calls(CallStep chain) {
        return new ProxyCalls(
                CODEC.contract(),
                chain,
                0,
                1_000_000_000L,
                Runnable::run,
                writers,
                onIoThread::get,
                new Results(CborLimits.DEFAULT, new Failures(CborLimits.DEFAULT)),
                new Failures(CborLimits.DEFAULT),
                InterceptorChain.of(List.of(), Shop.class),
                false);
    }

    private Shop proxy(CallStep chain) {
        return (Shop) RemoteProxy.of(CODEC, calls(chain));
    }

    @Test
    void aBlockingCallOnAnIoThreadFailsAtOnceAndAnAsynchronousOneDoesNot() {
        AtomicInteger begun = new AtomicInteger();
        Shop shop = proxy((call, listener) -> {
            begun.incrementAndGet();
            listener.answered(FAILED);
        });
        onIoThread.set(true);
        assertThatExceptionOfType(RpcContractException.class)
                .isThrownBy(() -> shop.buy("tea"))
                .withMessageStartingWith("CDIRPC340025: Shop.buy(text): a blocking call on the I/O thread \""
                        + Thread.currentThread().getName() + "\"")
                .withMessageContaining("CompletionStage")
                .withMessageContaining("@NonBlocking")
                .satisfies(thrown -> assertThat(thrown.progress()).isEqualTo(Progress.NOT_SENT));
        assertThat(begun).hasValue(0);
        assertThat(shop.order("tea").toCompletableFuture()).isCompletedExceptionally();
        assertThat(begun).hasValue(1);
    }

    @Test
    void methodsOfObjectRunHereAndEveryProxyMethodFindsItsOwn() {
        List<String> called = new ArrayList<>();
        Shop shop = proxy((call, listener) -> {
            called.add(call.method().method().getName());
            listener.answered(FAILED);
        });
        for (int i = 0; i < 3; i++) {
            assertThat(shop.order("x").toCompletableFuture()).isCompletedExceptionally();
            assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> shop.buy("x"));
        }
        assertThat(called).containsExactly("order", "buy", "order", "buy", "order", "buy");
        Object same = shop;
        assertThat(shop.equals(same)).isTrue();
        assertThat(shop).isNotEqualTo(proxy((call, listener) -> {}));
        assertThat(shop.hashCode()).isEqualTo(System.identityHashCode(shop));
        assertThat(shop).hasToString("remote " + Shop.class.getName() + " 1.0");
    }

    private Call call(String argument) {
        return new Call(method("buy"), new Object[] {argument}, 0, 1, Map.of(), null, writers);
    }

    @Test
    void bytesAreUsedAnewOnlyWhenAnsweredAndNoSenderReadsThem() {
        Call call = call("tea");
        call.hold();
        CborWriter bytes = call.encoded(false);
        call.answered();
        assertThat(call.encoded(false)).as("its sender still reads them").isSameAs(bytes);
        assertThat(call("other").encoded(false)).isNotSameAs(bytes);
        call.letGo();
        Call next = call("milk");
        assertThat(next.encoded(false)).isSameAs(bytes);
    }

    @Test
    void whatALargeCallLeftQueuedIsNotOverwritten() {
        Call large = call("x".repeat(60_000));
        CborWriter bytes = large.encoded(false);
        large.answered();
        assertThat(call("small").encoded(false)).isNotSameAs(bytes);
    }

    /** Answer and sender let go at once, over and over, on several threads that share the writers. */
    @Test
    void noTwoCallsEverShareBytes() throws Exception {
        int pairs = 3;
        AtomicInteger torn = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        CountDownLatch done = new CountDownLatch(pairs);
        for (int p = 0; p < pairs; p++) {
            String own = String.valueOf((char) ('a' + p)).repeat(100);
            Call[] running = new Call[1];
            CyclicBarrier step = new CyclicBarrier(2);
            threads.add(new Thread(() -> {
                try {
                    for (int i = 0; i < 3_000; i++) {
                        Call call = call(own);
                        running[0] = call;
                        call.hold();
                        CborWriter bytes = call.encoded(false);
                        byte[] before = bytes.toByteArray();
                        step.await();
                        byte[] read = Arrays.copyOf(bytes.buffer(), before.length);
                        if (!Arrays.equals(before, read)) {
                            torn.incrementAndGet();
                        }
                        call.letGo();
                        step.await();
                    }
                } catch (Exception broken) {
                    torn.incrementAndGet();
                }
                done.countDown();
            }));
            threads.add(new Thread(() -> {
                try {
                    for (int i = 0; i < 3_000; i++) {
                        step.await();
                        running[0].answered();
                        step.await();
                    }
                } catch (Exception broken) {
                    torn.incrementAndGet();
                }
            }));
        }
        threads.forEach(Thread::start);
        done.await();
        assertThat(torn).hasValue(0);
    }

    /** Cancelled by its caller and answered by its channel at once: one of the two completes it, and the call ends once. */
    @Test
    void cancelAgainstAnswerLeavesOneOutcome() throws Exception {
        for (int round = 0; round < 500; round++) {
            CallListener[] channel = new CallListener[1];
            AtomicInteger cancels = new AtomicInteger();
            AtomicBoolean answered = new AtomicBoolean();
            CompletableFuture<?> future = calls((call, listener) -> {
                        channel[0] = answer -> {
                            if (answered.compareAndSet(false, true)) {
                                listener.answered(answer);
                            }
                        };
                        call.sent(call.beginAttempt(), code -> {
                            cancels.incrementAndGet();
                            channel[0].answered(Answer.localFailure(Progress.UNKNOWN, code, "given up", null));
                        });
                    })
                    .async(method("order"), new Object[] {"x"});
            AtomicInteger completions = new AtomicInteger();
            future.whenComplete((result, failure) -> completions.incrementAndGet());
            CyclicBarrier start = new CyclicBarrier(2);
            Thread answering = new Thread(() -> {
                try {
                    start.await();
                    channel[0].answered(FAILED);
                } catch (Exception broken) {
                    throw new AssertionError(broken);
                }
            });
            answering.start();
            start.await();
            boolean cancelled = future.cancel(true);
            answering.join();
            assertThat(future).isDone();
            assertThat(completions).hasValue(1);
            assertThat(cancels).hasValue(cancelled ? 1 : 0);
            assertThat(future.isCancelled()).isEqualTo(cancelled);
        }
    }
}
