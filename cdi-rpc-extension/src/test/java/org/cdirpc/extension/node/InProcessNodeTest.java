package org.cdirpc.extension.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.cdirpc.CallScope;
import org.cdirpc.Remote;
import org.cdirpc.RpcConnectionLostException;
import org.cdirpc.RpcContext;
import org.cdirpc.RpcContractException;
import org.cdirpc.RpcException;
import org.cdirpc.RpcMarshallingException;
import org.cdirpc.RpcRejectedException;
import org.cdirpc.RpcRemoteException;
import org.cdirpc.RpcTimeoutException;
import org.cdirpc.RpcUnavailableException;
import org.cdirpc.spi.FailureCode;
import org.cdirpc.spi.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One call, end to end, between nodes of one JVM: real channels, frames and CBOR. */
@Timeout(30)
class InProcessNodeTest {

    private final InProcessCluster cluster = new InProcessCluster();
    /** The common pool may have a single thread, which a caller that waits would keep from everybody else. */
    private final ExecutorService callers = Executors.newCachedThreadPool();

    private final ShopBean bean = new ShopBean("a");
    private RpcNode provider;
    private RpcNode consumer;
    private Shop shop;

    private RpcNode node(String name, Map<String, String> settings, ShopBean served) {
        return builder(name, settings).export(Shop.class, served).start();
    }

    private RpcNode.Builder builder(String name, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("cdirpc.node.name", name);
        return RpcNode.builder().inProcess(cluster).config(RpcConfig.of(all));
    }

    @BeforeEach
    void start() {
        provider = node("provider", Map.of(), bean);
        consumer = builder("consumer", Map.of()).start();
        shop = consumer.proxy(Shop.class);
    }

    @AfterEach
    void stop() {
        bean.slowMayEnd.countDown();
        consumer.close();
        provider.close();
        callers.shutdownNow();
    }

    private static Shop.Order order(String id, int quantity) {
        return new Shop.Order(
                id,
                List.of(new Shop.Line("tea", quantity, new BigDecimal("2.50"))),
                Optional.of("ring twice"),
                Shop.Priority.HIGH,
                new Shop.Card("4111"),
                Instant.parse("2026-11-22T10:15:30.123456789Z"),
                Map.of("x", 1));
    }

    @Test
    void aCallTravelsByValueAndComesBack() throws Exception {
        Shop.Order order = order("o1", 3);

        assertThat(shop.place(order)).isEqualTo(new Shop.Receipt("o1", new BigDecimal("7.50"), "a"));
        assertThat(shop.echo(order)).isEqualTo(order).isNotSameAs(order);
        assertThat(bean.ran).containsExactly("o1");
    }

    @Test
    void primitivesNullsBytesOverloadsAndDefaultMethods() {
        assertThat(shop.add(40, 2)).isEqualTo(42);
        assertThat(shop.nullable(null)).isNull();
        assertThat(shop.reversed(new byte[] {1, 2, 3})).containsExactly(3, 2, 1);
        assertThat(shop.find(7)).isEqualTo("by id 7");
        assertThat(shop.find("7")).isEqualTo("by name 7");
        assertThat(shop.shout("local")).isEqualTo("LOCAL!");
    }

    @Test
    void asynchronousResults() throws Exception {
        assertThat(shop.stock("tea").toCompletableFuture().get(5, TimeUnit.SECONDS))
                .isEqualTo(3);
        assertThat(shop.future("x").get(5, TimeUnit.SECONDS)).isEqualTo("x from a");
        assertThatThrownBy(() -> shop.later("luck").get(5, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(RpcRemoteException.class)
                .hasMessageContaining("java.lang.IllegalStateException: no luck");
    }

    @Test
    void cancellingTheFutureCancelsTheBeansOwn() throws Exception {
        CompletableFuture<String> future = shop.later("pending");
        assertThat(bean.laterEntered.await(5, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<String> cancelledOn = new CompletableFuture<>();
        bean.pending.whenComplete(
                (value, thrown) -> cancelledOn.complete(Thread.currentThread().getName()));

        assertThat(future.cancel(true)).isTrue();

        // What depends on the bean's stage is user code: it must not stand in the way of a channel.
        assertThat(cancelledOn.get(5, TimeUnit.SECONDS)).contains("-callback-");
        assertThat(bean.pending).isCancelled();
    }

    @Test
    void oneWayIsServedWithoutAnAnswer() throws Exception {
        shop.seen("tea");

        assertThat(bean.seen.poll(5, TimeUnit.SECONDS)).isEqualTo("tea");
    }

    @Test
    void declaredExceptionsAreRebuiltWithTheRemoteTrace() {
        Shop.OutOfStock thrown = catchThrowableOfType(Shop.OutOfStock.class, () -> shop.place(order("o2", 101)));

        assertThat(thrown).hasMessage("tea is out of stock, 100 left");
        assertThat(thrown.getSku()).isEqualTo("tea");
        assertThat(thrown.getLeft()).isEqualTo(100);
        assertThat(thrown.getStackTrace()[0].getClassName()).doesNotContain("ShopBean");
        assertThat(thrown.getSuppressed()[0]).hasMessageContaining("ShopBean.place");
    }

    @Test
    void undeclaredExceptionsArriveAsText() {
        RpcRemoteException thrown = catchThrowableOfType(RpcRemoteException.class, () -> shop.undeclared("not today"));

        assertThat(thrown.remoteType()).isEqualTo(UnsupportedOperationException.class.getName());
        assertThat(thrown).hasMessageContaining("not today").hasMessageStartingWith("CDIRPC350018");
        assertThat(thrown.remoteFrames().get(0)).contains("ShopBean.undeclared");
        assertThat(thrown.progress()).isEqualTo(Progress.COMPLETED);
    }

    @Test
    void aTimeoutByAnnotationEndsBothSides() throws Exception {
        long began = System.nanoTime();
        RpcTimeoutException thrown = catchThrowableOfType(RpcTimeoutException.class, () -> shop.slow("x"));
        long millis = (System.nanoTime() - began) / 1_000_000;

        assertThat(millis).isBetween(190L, 5000L);
        assertThat(thrown.code()).isEqualTo(FailureCode.DEADLINE_EXCEEDED);
        assertThat(thrown.progress()).isEqualTo(Progress.UNKNOWN);
        assertThat(thrown).hasMessageContaining("no answer within 200 ms").hasMessageContaining("Shop.slow(text)");
        assertThat(bean.interrupted.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void timeoutsPerProxyAndPerCallOverrideTheAnnotation() throws Exception {
        Shop patient = consumer.proxy(Shop.class, new ProxyOptions("", "", 10_000, ""));
        CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> patient.slow("x"), callers);
        assertThat(bean.slowEntered.await(5, TimeUnit.SECONDS)).isTrue();
        RpcTimeoutException thrown = catchThrowableOfType(
                RpcTimeoutException.class,
                () -> CallScope.withTimeout(Duration.ofMillis(50)).call(() -> patient.slow("y")));
        assertThat(thrown).hasMessageContaining("within 50 ms");
        bean.slowMayEnd.countDown();
        assertThat(answer.get(5, TimeUnit.SECONDS)).isEqualTo("x");
    }

    @Test
    void aConsumerThatStopsGetsItsAnswersFirstAndBeginsNothingNew() throws Exception {
        Shop patient = consumer.proxy(Shop.class, new ProxyOptions("", "", 10_000, ""));
        CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> patient.slow("x"), callers);
        assertThat(bean.slowEntered.await(5, TimeUnit.SECONDS)).isTrue();
        Future<?> stop = callers.submit(consumer::close);

        Throwable refused = null;
        for (long end = System.nanoTime() + 5_000_000_000L; refused == null && System.nanoTime() - end < 0; ) {
            refused = catchThrowable(() -> patient.add(1, 2));
        }
        assertThat(refused).isInstanceOf(RpcUnavailableException.class).hasMessageContaining("no calls after the stop");
        assertThat(((RpcException) refused).progress()).isEqualTo(Progress.NOT_SENT);
        assertThat(stop.isDone()).isFalse();

        bean.slowMayEnd.countDown();
        assertThat(answer.get(5, TimeUnit.SECONDS)).isEqualTo("x");
        stop.get(5, TimeUnit.SECONDS);
    }

    @Test
    void aConsumerThatStopsWaitsNoLongerThanItsDrainLimit() throws Exception {
        RpcNode hasty = builder("hasty", Map.of("cdirpc.drain", "50ms")).start();
        Shop patient = hasty.proxy(Shop.class, new ProxyOptions("", "", 10_000, ""));
        CompletableFuture<Throwable> thrown =
                CompletableFuture.supplyAsync(() -> catchThrowable(() -> patient.slow("x")), callers);
        assertThat(bean.slowEntered.await(5, TimeUnit.SECONDS)).isTrue();

        hasty.close();

        assertThat(thrown.get(5, TimeUnit.SECONDS)).isInstanceOf(RpcConnectionLostException.class);
        assertThat(((RpcException) thrown.get()).progress()).isEqualTo(Progress.UNKNOWN);
    }

    /** Their waits have no limit of their own: the channel must keep the deadline. */
    @Test
    void callersOnVirtualThreadsTimeOutToo() throws Exception {
        assumeTrue(Runtime.version().feature() >= 21, "virtual threads");
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Runnable task = () -> thrown.complete(catchThrowable(
                () -> CallScope.withTimeout(Duration.ofMillis(50)).call(() -> shop.slow("virtual"))));
        Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
        assertThat(thrown.get(5, TimeUnit.SECONDS)).isInstanceOf(RpcTimeoutException.class);
        bean.slowMayEnd.countDown();
    }

    @Test
    void theContextIsSeenAtBothEnds() {
        CallScope scope = CallScope.withTimeout(Duration.ofMillis(500)).attach("tenant", "blue");

        assertThat(scope.call(shop::context)).isEqualTo("{tenant=blue} true consumer context()");

        RpcContext seen = scope.lastCall().orElseThrow();
        assertThat(seen.replyAttachments()).containsExactly(Map.entry("served-by", "a"));
        assertThat(seen.peer().orElseThrow().node()).isEqualTo("provider");
        assertThat(seen.attachments()).containsEntry("tenant", "blue");
        assertThat(seen.service()).isEqualTo(Shop.class.getName());
        assertThatThrownBy(RpcContext::current).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anInterruptGivesTheCallUpAndHarmsNobodyElse() throws Exception {
        Thread caller = Thread.currentThread();
        CompletableFuture<Void> interrupter = CompletableFuture.runAsync(
                () -> {
                    try {
                        assertThat(bean.slowEntered.await(5, TimeUnit.SECONDS)).isTrue();
                    } catch (InterruptedException e) {
                        throw new CompletionException(e);
                    }
                    caller.interrupt();
                },
                callers);
        Shop patient = consumer.proxy(Shop.class, new ProxyOptions("", "", 10_000, ""));

        RpcException thrown = catchThrowableOfType(RpcException.class, () -> patient.slow("x"));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(thrown.code()).isEqualTo(FailureCode.CANCELLED);
        assertThat(thrown).hasMessageContaining("interrupted");
        interrupter.get(5, TimeUnit.SECONDS);
        assertThat(bean.interrupted.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(shop.add(1, 2)).isEqualTo(3);
    }

    @Test
    void argumentsAndResultsAboveTheCapFailTheirCallOnly() {
        Map<String, String> small = Map.of("cdirpc.message-cap", "64KiB");
        InProcessCluster own = new InProcessCluster();
        try (RpcNode node = RpcNode.builder()
                .inProcess(own)
                .config(RpcConfig.of(small))
                .export(Shop.class, new ShopBean("small"))
                .start()) {
            Shop capped = node.proxy(Shop.class);
            RpcMarshallingException argument =
                    catchThrowableOfType(RpcMarshallingException.class, () -> capped.size(new byte[70_000]));
            assertThat(argument.code()).isEqualTo(FailureCode.ARGUMENTS_TOO_LARGE);
            assertThat(argument.progress()).isEqualTo(Progress.NOT_SENT);
            RpcMarshallingException result =
                    catchThrowableOfType(RpcMarshallingException.class, () -> capped.bytes(70_000));
            assertThat(result.code()).isEqualTo(FailureCode.RESULT_TOO_LARGE);
            assertThat(result.progress()).isEqualTo(Progress.COMPLETED);
            assertThat(result).hasMessageContaining("70005 bytes to write (expected: at most 65536)");
            assertThat(capped.size(new byte[60_000])).isEqualTo(60_000);
        }
        assertThat(shop.size(new byte[5_000_000])).isEqualTo(5_000_000);
    }

    @Test
    void argumentsThatCannotBeEncodedAreNotSent() {
        assertThatExceptionOfType(RpcMarshallingException.class)
                .isThrownBy(() -> shop.find("\uD800"))
                .satisfies(thrown -> {
                    assertThat(thrown.code()).isEqualTo(FailureCode.BAD_ARGUMENTS);
                    assertThat(thrown.progress()).isEqualTo(Progress.NOT_SENT);
                });
    }

    @Test
    void nobodyServesIt() {
        provider.close();

        RpcUnavailableException thrown = catchThrowableOfType(RpcUnavailableException.class, () -> shop.add(1, 1));

        assertThat(thrown.progress()).isEqualTo(Progress.NOT_SENT);
        assertThat(thrown).hasMessageContaining(Shop.class.getName() + " 1.2");
    }

    @Test
    void aSecondInstanceTakesOverWhenOneStops() throws Exception {
        ShopBean other = new ShopBean("b");
        try (RpcNode second = node("second", Map.of(), other)) {
            for (int i = 0; i < 50; i++) {
                shop.place(order("o" + i, 1));
            }
            assertThat(bean.ran).isNotEmpty();
            assertThat(other.ran).isNotEmpty();
            provider.close();
            for (int i = 50; i < 100; i++) {
                assertThat(shop.place(order("o" + i, 1)).servedBy()).isEqualTo("b");
            }
        }
        List<String> all = new ArrayList<>(bean.ran);
        all.addAll(other.ran);
        assertThat(all).hasSize(100).doesNotHaveDuplicates();
    }

    @Test
    void callsThatRunWhenTheNodeStopsAreAnswered() throws Exception {
        Shop patient = consumer.proxy(Shop.class, new ProxyOptions("", "", 10_000, ""));
        CompletableFuture<String> running = CompletableFuture.supplyAsync(() -> patient.slow("x"), callers);
        assertThat(bean.slowEntered.await(5, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(provider::close, callers);
        Throwable refused = null;
        while (refused == null) {
            refused = catchThrowable(() -> patient.add(1, 1));
        }
        assertThat(refused).isInstanceOf(RpcUnavailableException.class);
        assertThat(stopped).isNotDone();
        bean.slowMayEnd.countDown();
        assertThat(running.get(5, TimeUnit.SECONDS)).isEqualTo("x");
        stopped.get(10, TimeUnit.SECONDS);
    }

    @Test
    void overloadIsRefusedAtOnce() throws Exception {
        Map<String, String> narrow = Map.of("cdirpc.server.threads", "1", "cdirpc.server.queue", "1");
        InProcessCluster own = new InProcessCluster();
        ShopBean busy = new ShopBean("busy");
        try (RpcNode node = RpcNode.builder()
                .inProcess(own)
                .config(RpcConfig.of(narrow))
                .export(Shop.class, busy)
                .start()) {
            Shop patient = node.proxy(Shop.class, new ProxyOptions("", "", 10_000, ""));
            CompletableFuture<String> running = CompletableFuture.supplyAsync(() -> patient.slow("1"), callers);
            assertThat(busy.slowEntered.await(5, TimeUnit.SECONDS)).isTrue();
            CompletableFuture<Integer> queued = patient.stock("x").toCompletableFuture();
            RpcRejectedException thrown = catchThrowableOfType(RpcRejectedException.class, () -> patient.add(1, 1));
            assertThat(thrown.progress()).isEqualTo(Progress.NOT_STARTED);
            assertThat(thrown).hasMessageContaining("all 2 permits are in use");
            busy.slowMayEnd.countDown();
            assertThat(running.get(5, TimeUnit.SECONDS)).isEqualTo("1");
            assertThat(queued.get(5, TimeUnit.SECONDS)).isEqualTo(1);
            assertThat(patient.add(1, 1)).isEqualTo(2);
        }
    }

    @Remote(name = "org.cdirpc.extension.node.Shop", version = "1.1")
    interface OlderShop {
        int add(int one, int other);

        String add(int one, String other);
    }

    @Test
    void aMethodThatTheProviderDoesNotHaveIsNamedWithBothShapes() {
        OlderShop older = consumer.proxy(OlderShop.class);
        assertThat(older.add(1, 2)).isEqualTo(3);

        RpcContractException thrown = catchThrowableOfType(RpcContractException.class, () -> older.add(1, "2"));

        assertThat(thrown.progress().certainlyNotRun()).isTrue();
        assertThat(thrown).hasMessageContaining("add(int, String)").hasMessageContaining("add(int, int)");
    }

    @Test
    void aProviderThatIsTooOldIsPassedOverWithAReason() {
        Shop newer = consumer.proxy(Shop.class, new ProxyOptions("1.3", "", 0, ""));

        assertThatThrownBy(() -> newer.add(1, 1))
                .isInstanceOf(RpcUnavailableException.class)
                .hasMessageContaining("1.3")
                .hasMessageContaining("1.2");
    }

    @Test
    void proxiesAreSharedPerOptionsAndKnowThemselves() {
        assertThat(consumer.proxy(Shop.class)).isSameAs(shop);
        assertThat(consumer.proxy(Shop.class, new ProxyOptions("", "", 7, ""))).isNotSameAs(shop);
        assertThat(new HashSet<>(List.of(shop, consumer.proxy(Shop.class)))).hasSize(1);
        assertThat(shop).hasToString("remote " + Shop.class.getName() + " 1.2");
        assertThatThrownBy(() -> consumer.proxy(Shop.class, new ProxyOptions("", "", 0, "fastest")))
                .hasMessageContaining("fastest")
                .hasMessageContaining("p2c");
    }

    @Test
    void problemsOfAllExportsAreReportedTogether() {
        RpcStartException thrown = catchThrowableOfType(
                RpcStartException.class,
                () -> RpcNode.builder()
                        .inProcess(cluster)
                        .export(Shop.class, bean)
                        .export(Shop.class, new ShopBean("again"))
                        .export(Runnable.class, () -> {})
                        .start());

        assertThat(thrown.problems()).hasSize(2);
        assertThat(thrown).hasMessageContaining("exported twice").hasMessageContaining("java.lang.Runnable");
    }

    @Remote
    interface Hidden {
        CompletableFuture<String> fail();
    }

    /** An exception that cannot even be described. */
    private static final class Unspeakable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("no words");
        }
    }

    @Test
    void anExceptionThatCannotBeDescribedIsAnsweredAllTheSame() {
        Hidden hidden = () -> CompletableFuture.failedFuture(new Unspeakable());
        try (RpcNode node =
                builder("hidden", Map.of()).export(Hidden.class, hidden).start()) {
            assertThatThrownBy(() -> node.proxy(Hidden.class).fail().get(5, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOf(RpcRemoteException.class)
                    .hasMessageContaining(Unspeakable.class.getName());
        }
    }

    @Test
    void aBeanThatCannotBeMadeDidNotRunAndAnotherInstanceTakesTheCall() {
        InProcessCluster own = new InProcessCluster();
        ShopBean sound = new ShopBean("sound");
        try (RpcNode broken = RpcNode.builder()
                        .inProcess(own)
                        .export(Shop.class, "a broken bean", call -> {
                            throw new IllegalStateException("cannot be constructed");
                        })
                        .start();
                RpcNode caller = RpcNode.builder().inProcess(own).start()) {
            Shop calls = caller.proxy(Shop.class);
            RpcUnavailableException thrown = catchThrowableOfType(RpcUnavailableException.class, () -> calls.add(1, 1));
            assertThat(thrown.progress().certainlyNotRun()).isTrue();
            assertThat(thrown).hasMessageContaining("a broken bean").hasMessageContaining("cannot be constructed");
            try (RpcNode works =
                    RpcNode.builder().inProcess(own).export(Shop.class, sound).start()) {
                for (int i = 0; i < 20; i++) {
                    assertThat(calls.add(i, 1)).isEqualTo(i + 1);
                }
            }
        }
    }

    /** Callbacks that block must not keep calls from going on to another instance. */
    @Test
    void furtherAttemptsDoNotWaitBehindUserCode() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch blocked = new CountDownLatch(32);
        for (int i = 0; i < 64; i++) {
            shop.stock("tea").thenAccept(left -> {
                blocked.countDown();
                try {
                    assertThat(release.await(20, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException e) {
                    throw new CompletionException(e);
                }
            });
        }
        assertThat(blocked.await(10, TimeUnit.SECONDS)).isTrue();
        try (RpcNode second = node("second", Map.of(), new ShopBean("b"))) {
            provider.close();
            for (int i = 0; i < 20; i++) {
                assertThat(shop.add(i, 1)).isEqualTo(i + 1);
            }
        } finally {
            release.countDown();
        }
    }

    @Test
    void manyCallersAreNotMixedUp() throws Exception {
        List<CompletableFuture<Void>> running = new ArrayList<>();
        for (int caller = 0; caller < 16; caller++) {
            int own = caller;
            running.add(CompletableFuture.runAsync(
                    () -> {
                        for (int i = 0; i < 500; i++) {
                            assertThat(shop.add(own * 1000, i)).isEqualTo(own * 1000 + i);
                        }
                    },
                    callers));
        }
        CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)).get(20, TimeUnit.SECONDS);
    }
}
