package org.cdirpc.extension.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.cdirpc.CallScope;
import org.cdirpc.Idempotent;
import org.cdirpc.Remote;
import org.cdirpc.RpcException;
import org.cdirpc.RpcMarshallingException;
import org.cdirpc.RpcRemoteException;
import org.cdirpc.RpcServerInterceptor;
import org.cdirpc.RpcTimeout;
import org.cdirpc.RpcUnavailableException;
import org.cdirpc.cluster.hazelcast.HazelcastMember;
import org.cdirpc.cluster.hazelcast.MemberSettings;
import org.cdirpc.extension.server.BeanAccess;
import org.cdirpc.spi.Progress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Writes with a key, through real nodes: each runs once, whatever its callers do. */
@Timeout(60)
class IdempotentNodeTest {

    record Order(String id, int amount) {}

    record Receipt(String id, int number, String servedBy) {}

    static final class OutOfStock extends Exception {
        private static final long serialVersionUID = 1L;

        public OutOfStock(String message) {
            super(message);
        }
    }

    @Remote
    interface Orders {
        @Idempotent(by = "order.id")
        @RpcTimeout(20_000)
        Receipt place(Order order) throws OutOfStock;

        @Idempotent(by = "order.id")
        CompletionStage<Receipt> placeLater(Order order);

        @Idempotent(by = "order.id")
        String thread(Order order);
    }

    private final AtomicInteger ran = new AtomicInteger();
    private final CountDownLatch forever = new CountDownLatch(1);
    private final LinkedBlockingQueue<String> began = new LinkedBlockingQueue<>();
    private final CountDownLatch cutOff = new CountDownLatch(1);

    private final class Bean implements Orders {
        private final String name;

        Bean(String name) {
            this.name = name;
        }

        @Override
        public Receipt place(Order order) throws OutOfStock {
            int number = ran.incrementAndGet();
            switch (order.id()) {
                case "declared" -> throw new OutOfStock("none of " + number);
                case "undeclared" -> throw new IllegalStateException("broken " + number);
                case "large" -> {
                    return new Receipt("x".repeat(70_000), number, name);
                }
                case "forever" -> {
                    began.add(name);
                    try {
                        assertThat(forever.await(40, TimeUnit.SECONDS)).isTrue();
                    } catch (InterruptedException e) {
                        cutOff.countDown();
                        throw new IllegalStateException("interrupted", e);
                    }
                }
                default -> {}
            }
            return new Receipt(order.id(), number, name);
        }

        @Override
        public CompletionStage<Receipt> placeLater(Order order) {
            return CompletableFuture.supplyAsync(() -> new Receipt(order.id(), ran.incrementAndGet(), name));
        }

        @Override
        public String thread(Order order) {
            return Thread.currentThread().getName();
        }
    }

    @AfterEach
    void release() {
        forever.countDown();
    }

    private static RpcConfig config(String... keysAndValues) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            values.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return RpcConfig.of(values);
    }

    private RpcNode provider(InProcessCluster cluster, String name) {
        return RpcNode.builder()
                .inProcess(cluster)
                .config(config("cdirpc.node.name", name))
                .export(Orders.class, new Bean(name))
                .start();
    }

    private static String servedBy(CallScope scope) {
        return scope.lastCall().orElseThrow().peer().orElseThrow().node();
    }

    @Test
    void aRepeatOnAnotherInstanceGetsTheSameAnswerAndDoesNotRun() throws Exception {
        InProcessCluster cluster = new InProcessCluster();
        try (RpcNode one = provider(cluster, "one");
                RpcNode other = provider(cluster, "other");
                RpcNode consumer = RpcNode.builder().inProcess(cluster).start()) {
            Orders orders = consumer.proxy(Orders.class, new ProxyOptions("", "", 0, "round-robin"));
            Receipt first = orders.place(new Order("k", 1));
            Set<String> answered = new HashSet<>();
            for (int i = 0; i < 10; i++) {
                CallScope scope = CallScope.create();
                assertThat(scope.call(() -> orders.place(new Order("k", 1)))).isEqualTo(first);
                assertThat(scope.lastCall().orElseThrow().replyAttachments()).containsEntry("cdirpc-repeated", "true");
                answered.add(servedBy(scope));
            }
            assertThat(answered).containsExactlyInAnyOrder("one", "other");
            assertThat(ran).hasValue(1);
            Receipt later =
                    orders.placeLater(new Order("k", 1)).toCompletableFuture().get(10, TimeUnit.SECONDS);
            assertThat(later.number()).as("another method, another call").isEqualTo(2);
            for (int i = 0; i < 4; i++) {
                assertThat(orders.placeLater(new Order("k", 1))
                                .toCompletableFuture()
                                .get(10, TimeUnit.SECONDS))
                        .isEqualTo(later);
            }
            assertThat(ran).hasValue(2);
        }
    }

    @Test
    void whatItThrewIsToldAgainAsItWas() {
        InProcessCluster cluster = new InProcessCluster();
        try (RpcNode one = provider(cluster, "one");
                RpcNode other = provider(cluster, "other");
                RpcNode consumer = RpcNode.builder().inProcess(cluster).start()) {
            Orders orders = consumer.proxy(Orders.class, new ProxyOptions("", "", 0, "round-robin"));
            for (int i = 0; i < 4; i++) {
                assertThatThrownBy(() -> orders.place(new Order("declared", 1)))
                        .isInstanceOf(OutOfStock.class)
                        .hasMessage("none of 1");
            }
            Set<String> messages = new HashSet<>();
            for (int i = 0; i < 4; i++) {
                RpcRemoteException thrown =
                        catchThrowableOfType(RpcRemoteException.class, () -> orders.place(new Order("undeclared", 1)));
                assertThat(thrown.remoteType()).isEqualTo(IllegalStateException.class.getName());
                assertThat(thrown.remoteFrames()).anyMatch(frame -> frame.contains("Bean.place"));
                assertThat(thrown.progress()).isEqualTo(Progress.COMPLETED);
                messages.add(thrown.getMessage());
            }
            assertThat(messages).singleElement().asString().contains("broken 2");
            assertThat(ran).hasValue(2);
        }
    }

    @Test
    void misuseAndLargeResultsAreTold() throws Exception {
        InProcessCluster cluster = new InProcessCluster();
        try (RpcNode one = provider(cluster, "one");
                RpcNode consumer = RpcNode.builder().inProcess(cluster).start()) {
            Orders orders = consumer.proxy(Orders.class);
            orders.place(new Order("k", 1));
            assertThatThrownBy(() -> orders.place(new Order("k", 2)))
                    .isInstanceOfSatisfying(
                            RpcMarshallingException.class,
                            refused -> assertThat(refused.progress()).isEqualTo(Progress.NOT_STARTED))
                    .hasMessageContaining("used with other arguments");
            assertThat(orders.place(new Order("large", 1)).id()).hasSize(70_000);
            assertThatThrownBy(() -> orders.place(new Order("large", 1)))
                    .isInstanceOfSatisfying(
                            RpcMarshallingException.class,
                            gone -> assertThat(gone.progress()).isEqualTo(Progress.COMPLETED));
            assertThat(ran).hasValue(2);
        }
    }

    /** Else whoever knows a key could have its answer without the checks that an application puts before its beans. */
    @Test
    void interceptorsSeeRepeatsToo() throws Exception {
        InProcessCluster cluster = new InProcessCluster();
        AtomicInteger seen = new AtomicInteger();
        RpcServerInterceptor third = call -> {
            if (seen.incrementAndGet() == 3) {
                throw new SecurityException("not you");
            }
            return call.proceed();
        };
        try (RpcNode one = RpcNode.builder()
                        .inProcess(cluster)
                        .interceptor(third)
                        .export(Orders.class, new Bean("one"))
                        .start();
                RpcNode consumer = RpcNode.builder().inProcess(cluster).start()) {
            Orders orders = consumer.proxy(Orders.class);
            Receipt first = orders.place(new Order("k", 1));
            assertThat(orders.place(new Order("k", 1))).isEqualTo(first);
            assertThatThrownBy(() -> orders.place(new Order("k", 1))).hasMessageContaining("not you");
            assertThat(ran).hasValue(1);
        }
    }

    private RpcNode losing(InProcessCluster cluster, String name, AtomicBoolean lost, LinkedBlockingQueue<String> at) {
        RpcServerInterceptor losesTheFirst = call -> {
            CompletionStage<@Nullable Object> answer = call.proceed();
            if (!lost.compareAndSet(false, true)) {
                return answer;
            }
            answer.thenAccept(there -> at.add(name));
            return new CompletableFuture<>();
        };
        return RpcNode.builder()
                .inProcess(cluster)
                .config(config("cdirpc.node.name", name, "cdirpc.drain", "0ms"))
                .interceptor(losesTheFirst)
                .export(Orders.class, new Bean(name))
                .start();
    }

    /** What it is all for: the write happened, its answer was lost, and the caller gets it all the same. */
    @Test
    void aCallWhoseAnswerIsLostOnTheWayIsRepeatedByTheClientAndAnswered() throws Exception {
        InProcessCluster cluster = new InProcessCluster();
        AtomicBoolean lost = new AtomicBoolean();
        LinkedBlockingQueue<String> at = new LinkedBlockingQueue<>();
        try (RpcNode one = losing(cluster, "one", lost, at);
                RpcNode other = losing(cluster, "other", lost, at);
                RpcNode consumer = RpcNode.builder().inProcess(cluster).start()) {
            Orders orders = consumer.proxy(Orders.class);
            CompletableFuture<Receipt> caller = CompletableFuture.supplyAsync(() -> {
                try {
                    return orders.place(new Order("k", 1));
                } catch (OutOfStock e) {
                    throw new IllegalStateException(e);
                }
            });
            String ranAt = at.poll(10, TimeUnit.SECONDS);
            assertThat(caller).isNotDone();
            ("one".equals(ranAt) ? one : other).close();
            assertThat(caller.get(20, TimeUnit.SECONDS)).isEqualTo(new Receipt("k", 1, ranAt));
            assertThat(ran).hasValue(1);
        }
    }

    /** A claim waits for the grid: on an I/O thread it would hold up every channel of that thread. */
    @Test
    void aMethodWithAKeyRunsInThePoolWhateverItPromises() {
        InProcessCluster cluster = new InProcessCluster();
        Bean bean = new Bean("one");
        BeanAccess promising = new BeanAccess() {
            @Override
            public Object call(BeanCall call) throws Throwable {
                return call.on(bean);
            }

            @Override
            public boolean isNonBlocking(Method method) {
                return true;
            }
        };
        try (RpcNode one = RpcNode.builder()
                        .inProcess(cluster)
                        .export(Orders.class, "a bean that promises not to wait", promising)
                        .start();
                RpcNode consumer = RpcNode.builder().inProcess(cluster).start()) {
            Orders orders = consumer.proxy(Orders.class);
            for (int i = 0; i < 50; i++) {
                assertThat(orders.thread(new Order("k" + i, 1))).contains("-worker-");
            }
        }
    }

    private static MemberSettings grid() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // Two members find each other in a range of ports that begins with a free one.
            int port = Math.min(free.getLocalPort(), 65_000);
            return MemberSettings.onLoopback(
                    "idempotent-" + UUID.randomUUID(), port, 20, IdempotentNodeTest.class.getClassLoader());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private RpcNode onGrid(HazelcastMember member, String name) {
        return RpcNode.builder()
                .hazelcast(member.instance())
                .config(config("cdirpc.node.name", name, "cdirpc.drain", "0ms"))
                .export(Orders.class, new Bean(name))
                .start();
    }

    private static RpcNode calling(String... addresses) {
        return RpcNode.builder()
                .config(config("cdirpc.endpoints", String.join(",", addresses)))
                .start();
    }

    @Test
    void theGridCarriesAnswersFromOneInstanceToAnother() throws Exception {
        MemberSettings grid = grid();
        try (HazelcastMember first = HazelcastMember.start(grid);
                HazelcastMember second = HazelcastMember.start(grid);
                RpcNode one = onGrid(first, "one");
                RpcNode other = onGrid(second, "other");
                RpcNode toOne = calling(one.address());
                RpcNode toOther = calling(other.address())) {
            assertThat(second.instance().getCluster().getMembers()).hasSize(2);
            Receipt receipt = toOne.proxy(Orders.class).place(new Order("k", 1));
            one.close();
            first.close();
            assertThat(toOther.proxy(Orders.class).place(new Order("k", 1))).isEqualTo(receipt);
            assertThat(receipt.servedBy()).isEqualTo("one");
            assertThat(ran).hasValue(1);
        }
    }

    @Test
    void aProviderThatDiesBetweenClaimAndAnswerLeavesItUnknownAndItNeverRunsAgain() throws Exception {
        MemberSettings grid = grid();
        try (HazelcastMember first = HazelcastMember.start(grid);
                HazelcastMember second = HazelcastMember.start(grid);
                RpcNode one = onGrid(first, "one");
                RpcNode other = onGrid(second, "other");
                RpcNode consumer = calling(one.address(), other.address())) {
            Orders orders = consumer.proxy(Orders.class);
            CompletableFuture<RpcException> caller = CompletableFuture.supplyAsync(
                    () -> catchThrowableOfType(RpcException.class, () -> orders.place(new Order("forever", 1))));
            boolean onOne = "one".equals(began.poll(20, TimeUnit.SECONDS));
            (onOne ? first : second).instance().getLifecycleService().terminate();
            (onOne ? one : other).close();
            assertThat(cutOff.await(10, TimeUnit.SECONDS)).isTrue();

            // The client itself has repeated it elsewhere, as the method may be repeated.
            assertThat(caller.get(30, TimeUnit.SECONDS).progress()).isEqualTo(Progress.UNKNOWN);
            try (RpcNode survivor = calling((onOne ? other : one).address())) {
                assertThatThrownBy(() -> survivor.proxy(Orders.class).place(new Order("forever", 1)))
                        .isInstanceOfSatisfying(
                                RpcException.class,
                                lost -> assertThat(lost.progress()).isEqualTo(Progress.UNKNOWN))
                        .hasMessageContaining("node " + (onOne ? "one" : "other"))
                        .hasMessageContaining("began it and left no answer");
                assertThat(survivor.proxy(Orders.class).place(new Order("k", 1)).number())
                        .isEqualTo(2);
            }
            assertThat(ran).hasValue(2);
        }
    }

    @Test
    void withoutItsGridAProviderStartsNothing() throws Exception {
        try (HazelcastMember member = HazelcastMember.start(grid());
                RpcNode one = onGrid(member, "one");
                RpcNode consumer = calling(one.address())) {
            Orders orders = consumer.proxy(Orders.class);
            orders.place(new Order("k", 1));
            member.instance().getLifecycleService().terminate();
            assertThatThrownBy(() -> orders.place(new Order("another", 1)))
                    .isInstanceOfSatisfying(
                            RpcUnavailableException.class,
                            refused -> assertThat(refused.progress()).isEqualTo(Progress.NOT_STARTED))
                    .hasMessageContaining("nobody can tell whether it is a repeat");
            assertThat(ran).hasValue(1);
        }
    }

    @Test
    void aNodeWithoutAClusterWarnsThatItKnowsItsOwnRepeatsOnly() throws Exception {
        LinkedBlockingQueue<String> logged = new LinkedBlockingQueue<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                logged.add(record.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger("org.cdirpc.node");
        logger.addHandler(handler);
        try (RpcNode one = RpcNode.builder()
                        .config(config("cdirpc.cluster", "none"))
                        .export(Orders.class, new Bean("one"))
                        .start();
                RpcNode consumer = calling(one.address())) {
            assertThat(logged)
                    .filteredOn(message -> message.contains("CDIRPC360022"))
                    .singleElement()
                    .asString()
                    .contains("Orders.place(object)");
            Orders orders = consumer.proxy(Orders.class);
            assertThat(List.of(orders.place(new Order("k", 1)), orders.place(new Order("k", 1))))
                    .containsOnly(new Receipt("k", 1, "one"));
        } finally {
            logger.removeHandler(handler);
        }
    }
}
