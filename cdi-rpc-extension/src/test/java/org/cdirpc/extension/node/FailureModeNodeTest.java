package org.cdirpc.extension.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.cdirpc.BroadcastResult;
import org.cdirpc.CallScope;
import org.cdirpc.FailureMode;
import org.cdirpc.Idempotent;
import org.cdirpc.OneWay;
import org.cdirpc.Remote;
import org.cdirpc.RpcAttemptInterceptor;
import org.cdirpc.RpcBroadcastException;
import org.cdirpc.RpcFailureMode;
import org.cdirpc.RpcUnavailableException;
import org.cdirpc.spi.FailureCode;
import org.cdirpc.spi.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The failure modes between nodes of one JVM. */
@Timeout(60)
class FailureModeNodeTest {

    @Remote
    interface Desk {
        @RpcFailureMode(FailureMode.FAILSAFE)
        int count();

        @RpcFailureMode(FailureMode.FAILSAFE)
        List<String> names();

        @RpcFailureMode(FailureMode.FAILSAFE)
        CompletionStage<Optional<String>> later();

        @RpcFailureMode(FailureMode.BROADCAST)
        String clear(String what);

        @RpcFailureMode(FailureMode.BROADCAST)
        CompletionStage<String> clearLater(String what);

        @OneWay
        @RpcFailureMode(FailureMode.FAILBACK)
        void note(String what);

        @Idempotent
        @RpcFailureMode(FailureMode.HEDGED)
        String look(String what);
    }

    private static final class Clerk implements Desk {
        final String name;
        final BlockingQueue<String> notes = new LinkedBlockingQueue<>();
        final List<String> cleared = Collections.synchronizedList(new ArrayList<>());
        final CountDownLatch mayLook = new CountDownLatch(1);
        final CountDownLatch interrupted = new CountDownLatch(1);
        volatile boolean slow;

        Clerk(String name) {
            this.name = name;
        }

        @Override
        public int count() {
            throw new IllegalStateException("nobody counts");
        }

        @Override
        public List<String> names() {
            return List.of(name);
        }

        @Override
        public CompletionStage<Optional<String>> later() {
            return CompletableFuture.completedFuture(Optional.of(name));
        }

        @Override
        public String clear(String what) {
            if (what.equals("not " + name)) {
                throw new IllegalStateException("told so");
            }
            cleared.add(what);
            return name;
        }

        @Override
        public CompletionStage<String> clearLater(String what) {
            return CompletableFuture.completedFuture(clear(what));
        }

        @Override
        public void note(String what) {
            notes.add(what);
        }

        @Override
        public String look(String what) {
            // Long enough for hedging to be worth it: more than 1 ms.
            long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(2);
            while (System.nanoTime() < until) {
                Thread.onSpinWait();
            }
            if (slow) {
                try {
                    assertThat(mayLook.await(20, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException cancelled) {
                    interrupted.countDown();
                }
            }
            return name;
        }
    }

    private final InProcessCluster cluster = new InProcessCluster();
    private final List<RpcNode> nodes = new ArrayList<>();
    private final Clerk a = new Clerk("a");
    private final Clerk b = new Clerk("b");

    private RpcNode node(String name, Map<String, String> settings, Clerk... served) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("cdirpc.node.name", name);
        RpcNode.Builder builder = RpcNode.builder().inProcess(cluster).config(RpcConfig.of(all));
        for (Clerk each : served) {
            builder.export(Desk.class, each);
        }
        RpcNode node = builder.start();
        nodes.add(node);
        return node;
    }

    @AfterEach
    void stop() {
        a.mayLook.countDown();
        b.mayLook.countDown();
        for (int i = nodes.size(); i > 0; i--) {
            nodes.get(i - 1).close();
        }
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(deadline - System.nanoTime()).as("time left").isPositive();
            Thread.yield();
        }
    }

    @Test
    void failsafeAnswersWithNothingWhereNobodyServesAndWhereTheBeanFails() throws Exception {
        Desk desk = node("consumer", Map.of()).proxy(Desk.class);
        assertThat(desk.names()).isEmpty();
        assertThat(desk.later().toCompletableFuture().get(5, TimeUnit.SECONDS)).isEmpty();
        assertThat(desk.count()).isZero();
        node("a", Map.of(), a);
        assertThat(desk.count()).isZero();
        assertThat(desk.names()).containsExactly("a");
    }

    @Test
    void theInjectionPointsModeWinsOverTheMethods() {
        Desk desk = node("consumer", Map.of()).proxy(Desk.class, new ProxyOptions("", "", 0, "", FailureMode.FAILOVER));
        assertThat(catchThrowableOfType(RpcUnavailableException.class, desk::count))
                .isNotNull();
    }

    @Test
    void theServicesModeIsForMethodsWithout() {
        InProcessCluster nobody = new InProcessCluster();
        String key = "cdirpc.service." + Shop.class.getName() + ".failure-mode";
        try (RpcNode node = RpcNode.builder()
                .inProcess(nobody)
                .config(RpcConfig.of(Map.of(key, "failsafe")))
                .start()) {
            assertThat(node.proxy(Shop.class).add(1, 1)).isZero();
        }
    }

    @Test
    void broadcastReachesEveryInstanceOnceAndTellsWhatEachSaid() throws Exception {
        Desk desk = node("consumer", Map.of()).proxy(Desk.class);
        RpcUnavailableException nobody = catchThrowableOfType(RpcUnavailableException.class, () -> desk.clear("x"));
        assertThat(nobody.progress()).isEqualTo(Progress.NOT_SENT);
        node("a", Map.of(), a);
        node("b", Map.of(), b);

        CallScope scope = CallScope.create();
        assertThat(scope.call(() -> desk.clear("x"))).isIn("a", "b");
        assertThat(scope.lastBroadcast()).allMatch(BroadcastResult::ok).hasSize(2);
        Set<String> values =
                scope.lastBroadcast().stream().map(one -> (String) one.value()).collect(Collectors.toSet());
        assertThat(values).containsExactlyInAnyOrder("a", "b");
        assertThat(desk.clearLater("y").toCompletableFuture().get(5, TimeUnit.SECONDS))
                .isIn("a", "b");
        assertThat(a.cleared).containsExactly("x", "y");
        assertThat(b.cleared).containsExactly("x", "y");
    }

    @Test
    void broadcastFailsWithTheResultsOfAllWhereOneFails() {
        Desk desk = node("consumer", Map.of()).proxy(Desk.class);
        node("a", Map.of(), a);
        node("b", Map.of(), b);

        RpcBroadcastException thrown = catchThrowableOfType(RpcBroadcastException.class, () -> desk.clear("not b"));

        assertThat(thrown.progress()).isEqualTo(Progress.COMPLETED);
        assertThat(thrown).hasMessageContaining("1 of 2 instances failed").hasMessageContaining("told so");
        Map<String, Boolean> byNode = thrown.results().stream()
                .collect(Collectors.toMap(one -> one.peer().node(), BroadcastResult::ok));
        assertThat(byNode).isEqualTo(Map.of("a", true, "b", false));
    }

    @Test
    void aBroadcastThatRanAnywhereIsNotToldAsNotSentAndGetsNoFallback() {
        Clerk fallback = new Clerk("fallback");
        RpcNode consumer = RpcNode.builder()
                .inProcess(cluster)
                .config(RpcConfig.of(Map.of("cdirpc.node.name", "consumer")))
                .fallback(Desk.class, fallback)
                .interceptor((RpcAttemptInterceptor) call -> {
                    if (call.context().peer().orElseThrow().node().equals("b")) {
                        throw new RpcUnavailableException(FailureCode.UNAVAILABLE, Progress.NOT_SENT, "not b", null);
                    }
                    return call.proceed();
                })
                .start();
        nodes.add(consumer);
        node("a", Map.of(), a);
        node("b", Map.of(), b);
        Desk desk = consumer.proxy(Desk.class);

        RpcBroadcastException thrown = catchThrowableOfType(RpcBroadcastException.class, () -> desk.clear("x"));

        assertThat(thrown.progress()).isEqualTo(Progress.COMPLETED);
        assertThat(a.cleared).containsExactly("x");
        assertThat(fallback.cleared).isEmpty();
    }

    @Test
    void failbackSendsLaterInOrderAndIsBounded() throws Exception {
        RpcNode consumer = node("consumer", Map.of("cdirpc.failback.queue", "3"));
        Desk desk = consumer.proxy(Desk.class);
        desk.note("1");
        desk.note("2");
        desk.note("3");
        assertThat(consumer.failback().queued()).isEqualTo(3);
        RpcUnavailableException full = catchThrowableOfType(RpcUnavailableException.class, () -> desk.note("4"));
        assertThat(full).hasMessageContaining("3 one-way calls wait").hasMessageContaining("cdirpc.failback.queue");
        assertThat(full.progress()).isEqualTo(Progress.NOT_SENT);

        node("a", Map.of("cdirpc.server.threads", "1"), a);

        for (String expected : List.of("1", "2", "3")) {
            assertThat(a.notes.poll(10, TimeUnit.SECONDS)).isEqualTo(expected);
        }
        await(() -> consumer.failback().queued() == 0);
        assertThat(consumer.failback().resent()).isEqualTo(3);
        assertThat(consumer.failback().dropped()).isEqualTo(1);
        desk.note("5");
        assertThat(a.notes.poll(10, TimeUnit.SECONDS)).isEqualTo("5");
        assertThat(consumer.failback().resent()).isEqualTo(3);
    }

    @Test
    void failbackGivesUpWhatIsTooOld() {
        RpcNode consumer = node("consumer", Map.of("cdirpc.failback.keep", "30ms"));
        consumer.proxy(Desk.class).note("1");
        await(() -> consumer.failback().dropped() == 1);
        assertThat(consumer.failback().queued()).isZero();
    }

    @Test
    void hedgingAnswersFromTheOtherInstanceAndCancelsTheSlowOne() throws Exception {
        Desk desk = node("consumer", Map.of("cdirpc.timeout", "15s")).proxy(Desk.class);
        node("a", Map.of(), a);
        node("b", Map.of(), b);
        for (int i = 0; i < 40; i++) {
            desk.look("x");
        }
        a.slow = true;
        int seen = 0;
        // Some of these go to a first.
        while (a.interrupted.getCount() > 0) {
            assertThat(desk.look("y")).isEqualTo("b");
            assertThat(seen++).isLessThan(500);
        }
    }
}
