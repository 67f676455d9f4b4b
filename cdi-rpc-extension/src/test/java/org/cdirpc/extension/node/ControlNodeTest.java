package org.cdirpc.extension.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.cdirpc.Remote;
import org.cdirpc.RpcControl;
import org.cdirpc.RpcControl.Lasting;
import org.cdirpc.RpcControl.Part;
import org.cdirpc.RpcEvent;
import org.cdirpc.RpcHealth;
import org.cdirpc.RpcTimeout;
import org.cdirpc.RpcUnavailableException;
import org.cdirpc.RpcVersions;
import org.cdirpc.spi.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nodes are withdrawn, put back and weighed while others call them without a pause; no call may fail. */
@Timeout(90)
class ControlNodeTest {

    @Remote(name = "control.Who")
    interface Who {
        String who();

        @RpcTimeout(30_000)
        String slowly();
    }

    @Remote(name = "control.Other")
    interface Other {
        String other();
    }

    /** Says who it is. */
    private static class Bean implements Who, Other {
        private final String name;
        private final CountDownLatch entered = new CountDownLatch(1);
        private final CompletableFuture<String> slow = new CompletableFuture<>();

        Bean(String name) {
            this.name = name;
        }

        @Override
        public String who() {
            return name;
        }

        @Override
        public String other() {
            return name;
        }

        @Override
        public String slowly() {
            entered.countDown();
            return slow.orTimeout(30, TimeUnit.SECONDS).join();
        }
    }

    private final InProcessCluster cluster = new InProcessCluster();
    private final List<RpcNode> nodes = new ArrayList<>();

    @AfterEach
    void stop() {
        nodes.forEach(RpcNode::close);
    }

    private RpcNode.Builder named(String name, Map<String, String> more) {
        Map<String, String> config = new java.util.HashMap<>(
                Map.of("cdirpc.node.name", name, "cdirpc.warm-up", "0ms", "cdirpc.balancer", "round-robin"));
        config.putAll(more);
        return RpcNode.builder().inProcess(cluster).config(RpcConfig.of(config));
    }

    private RpcNode started(RpcNode.Builder builder) {
        RpcNode node = builder.start();
        nodes.add(node);
        return node;
    }

    private RpcNode provider(String name) {
        Bean bean = new Bean(name);
        return started(named(name, Map.of()).export(Who.class, bean).export(Other.class, bean));
    }

    @Test
    void aNodeIsWithdrawnAndPutBackUnnoticedByItsCallers() {
        RpcNode a = provider("a");
        provider("b");
        RpcNode desk = started(named("desk", Map.of()));
        Who who = desk.proxy(Who.class);
        try (Callers callers = new Callers(4, who::who)) {
            callers.await("a", 100);
            for (int i = 0; i < 20; i++) {
                // By itself, by another node, and by its id in turn.
                RpcControl.Node target = List.of(
                                a.control().own(),
                                desk.control().of("a"),
                                desk.control().of(a.instance()))
                        .get(i % 3);
                if (i % 2 == 0) {
                    target.withdraw("round " + i);
                } else {
                    target.maintenance("round " + i);
                }
                assertThat(target.isWithdrawn(Part.WHOLE)).isTrue();
                assertThat(a.control().health().state()).isEqualTo(RpcHealth.State.DRAINING);
                assertThat(desk.control().health().state()).isEqualTo(RpcHealth.State.READY);
                // Those under way when it was withdrawn are at most one for each caller.
                long before = callers.answeredBy("a");
                callers.await("b", 100);
                assertThat(callers.answeredBy("a")).isBetween(before, before + 4);

                target.putBack();
                assertThat(target.isWithdrawn(Part.WHOLE)).isFalse();
                assertThat(desk.control().overrides()).isEmpty();
                assertThat(a.control().health()).isEqualTo(RpcHealth.of(RpcHealth.State.READY));
                callers.await("a", 20);
            }
        }
    }

    @Test
    void weightsOfOperatorsCountAtOnceAndEndWithTheirWord() {
        provider("a");
        provider("b");
        RpcNode desk = started(named("desk", Map.of()));
        Who who = desk.proxy(Who.class);
        Other other = desk.proxy(Other.class);
        RpcControl.Node a = desk.control().of("a");
        try (Callers callers = new Callers(2, who::who)) {
            callers.await("a", 20);
            a.weigh(Part.WHOLE, 900, Lasting.UNTIL_ENDED);
            assertThat(a.overrides()).singleElement().satisfies(one -> {
                assertThat(one.weight()).isEqualTo(900);
                assertThat(one.by()).isEqualTo("desk");
                assertThat(one.lasting()).isEqualTo(Lasting.UNTIL_ENDED);
            });
            a.weigh(Part.of(Other.class), 100, Lasting.THIS_START);
        }
        // Turns go on when weights change, so the first ones are not even.
        assertThat(shareOfA(who::who, 100)).isBetween(85, 95);
        assertThat(shareOfA(other::other, 100)).isBetween(45, 55);
        a.weighAsConfigured(Part.WHOLE);
        assertThat(shareOfA(who::who, 100)).isBetween(45, 55);
        a.weighAsConfigured(Part.of(Other.class));
        assertThat(desk.control().overrides()).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> a.weigh(Part.WHOLE, 0, Lasting.THIS_START))
                .withMessageStartingWith("CDIRPC360167: weight: 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> a.weigh(Part.of(Who.class).version("1.0"), 5, Lasting.THIS_START))
                .withMessageStartingWith("CDIRPC200581");
    }

    private static int shareOfA(java.util.function.Supplier<String> call, int calls) {
        int share = 0;
        for (int i = 0; i < calls; i++) {
            share += call.get().equals("a") ? 1 : 0;
        }
        return share;
    }

    @Test
    void oneServiceOrVersionIsWithdrawnAndItsCallUnderWayFinishes() throws Exception {
        Bean bean = new Bean("a");
        RpcNode a = started(named("a", Map.of()).export(Who.class, bean).export(Other.class, bean));
        RpcNode desk = started(named("desk", Map.of()));
        Who who = desk.proxy(Who.class);
        CompletableFuture<String> underWay = CompletableFuture.supplyAsync(who::slowly);
        assertThat(bean.entered.await(20, TimeUnit.SECONDS)).isTrue();

        desk.control().of("a").withdraw(Part.of(Who.class), Lasting.THIS_START, "wrong prices");
        RpcUnavailableException refusal = catchThrowableOfType(RpcUnavailableException.class, who::who);
        assertThat(refusal).hasMessageContaining("1 withdrawn by an operator (wrong prices)");
        assertThat(refusal.progress()).isEqualTo(Progress.NOT_SENT);
        assertThat(desk.proxy(Other.class).other()).isEqualTo("a");
        assertThat(desk.versions().providersOf(Who.class))
                .singleElement()
                .extracting(RpcVersions.Provider::draining)
                .isEqualTo(true);
        assertThat(a.control().health().state()).isEqualTo(RpcHealth.State.READY);
        bean.slow.complete("late but true");
        assertThat(underWay.get(20, TimeUnit.SECONDS)).isEqualTo("late but true");

        RpcControl.Node own = a.control().own();
        own.putBack();
        assertThat(own.isWithdrawn(Part.of(Who.class)))
                .as("the whole is not the service")
                .isTrue();
        own.putBack(Part.of(Who.class));
        assertThat(who.who()).isEqualTo("a");
        own.withdraw(Part.of(Who.class).version("1.0"), Lasting.UNTIL_ENDED, "");
        assertThatThrownBy(who::who).hasMessageContaining("1 in maintenance");
        own.putBack(Part.of("control.Who").version("1.0"));
        assertThat(who.who()).isEqualTo("a");
    }

    /** A newcomer is dialled within a second, and gets its share from then on. */
    private static void awaitA(Who who) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!who.who().equals("a")) {
            assertThat(System.nanoTime() - end).as("a is called again").isNegative();
        }
    }

    @Test
    void onlyMaintenanceOutlastsARestart() {
        provider("b");
        RpcNode desk = started(named("desk", Map.of()));
        Who who = desk.proxy(Who.class);
        RpcNode a = provider("a");
        desk.control().of("a").withdraw("for a moment");
        assertThat(shareOfA(who::who, 10)).isZero();
        a.close();
        assertThat(desk.control().overrides()).as("what a start leaves behind").isEmpty();
        a = provider("a");
        awaitA(who);
        assertThat(shareOfA(who::who, 10)).isBetween(4, 6);

        desk.control().of("a").maintenance("new disks");
        a.close();
        provider("a");
        assertThat(shareOfA(who::who, 10)).isZero();
        desk.control().of("a").putBack();
        awaitA(who);
        assertThat(shareOfA(who::who, 10)).isBetween(4, 6);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> desk.control().of("nobody").withdraw(""))
                .withMessageContainingAll("CDIRPC360166: 'nobody'", "known nodes: a, b");
        desk.control().of("c").maintenance("is down");
        provider("c");
        for (int i = 0; i < 10; i++) {
            assertThat(who.who()).isNotEqualTo("c");
        }
        assertThatIllegalArgumentException().isThrownBy(() -> desk.control().of(""));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> desk.control().of("a").withdraw("two\nlines"));
    }

    @Test
    void aNodeTellsItsApplicationWhatOperatorsDoWithIt() throws Exception {
        BlockingQueue<RpcEvent> events = new LinkedBlockingQueue<>();
        RpcNode a =
                started(named("a", Map.of()).export(Who.class, new Bean("a")).events(event -> {
                    if (!(event instanceof RpcEvent.HealthChanged)) {
                        events.add(event);
                    }
                }));
        RpcNode desk = started(named("desk", Map.of()));
        desk.control().of("a").withdraw(Part.of(Who.class).version("1.0"), Lasting.THIS_START, "slow");
        assertThat(events.poll(20, TimeUnit.SECONDS))
                .isEqualTo(new RpcEvent.InstanceWithdrawn("control.Who", "", "1.0", "a", a.instance(), "slow"));
        desk.control().of("a").maintenance("new disks");
        assertThat(events.poll(20, TimeUnit.SECONDS))
                .isEqualTo(new RpcEvent.InstanceWithdrawn("", "", "", "a", a.instance(), "new disks"));
        desk.control().of("a").putBack();
        assertThat(events.poll(20, TimeUnit.SECONDS))
                .isEqualTo(new RpcEvent.InstancePutBack("", "", "", "a", a.instance(), "new disks"));
        desk.control().own().maintenance("not a's");
        desk.control().own().putBack();
        a.close();
        assertThat(events).isEmpty();
    }

    @Test
    void aNodeThatIsNotReadyIsNotAnnounced() {
        provider("b");
        RpcNode desk = started(named("desk", Map.of()));
        Who who = desk.proxy(Who.class);
        try (Callers callers = new Callers(2, who::who)) {
            RpcNode a =
                    started(named("a", Map.of("cdirpc.node.announce", "manual")).export(Who.class, new Bean("a")));
            assertThat(a.control().health().state()).isEqualTo(RpcHealth.State.STARTING);
            assertThat(a.control().health().reasons())
                    .singleElement()
                    .asString()
                    .contains("RpcControl.ready()");
            assertThat(a.proxy(Who.class).who())
                    .as("it can call others already")
                    .isEqualTo("b");
            callers.await("b", 50);
            assertThat(callers.answeredBy("a")).isZero();

            a.control().ready();
            a.control().ready();
            assertThat(a.control().health()).isEqualTo(RpcHealth.of(RpcHealth.State.READY));
            callers.await("a", 20);
            a.close();
            assertThat(a.control().health().state()).isEqualTo(RpcHealth.State.STOPPED);
            assertThatThrownBy(a.control()::ready)
                    .isInstanceOf(RpcUnavailableException.class)
                    .hasMessageStartingWith("CDIRPC360168: node a is not announced");
        }
        RpcNode never =
                started(named("never", Map.of("cdirpc.node.announce", "manual")).export(Who.class, new Bean("never")));
        never.close();
        assertThat(desk.versions().providersOf(Who.class))
                .extracting(RpcVersions.Provider::node)
                .containsExactly("b");
    }

    @Test
    void aNodeThatStopsSaysSoUntilItHas() throws Exception {
        Bean bean = new Bean("a");
        RpcNode a = started(named("a", Map.of()).export(Who.class, bean));
        RpcNode desk = started(named("desk", Map.of()));
        CompletableFuture<String> underWay = CompletableFuture.supplyAsync(desk.proxy(Who.class)::slowly);
        assertThat(bean.entered.await(20, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<Void> closing = CompletableFuture.runAsync(a::close);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
        while (a.control().health().state() == RpcHealth.State.READY) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
        assertThat(a.control().health())
                .isEqualTo(new RpcHealth(RpcHealth.State.DRAINING, List.of("CDIRPC360161: it stops")));
        assertThat(a.control().health().takesCalls()).isFalse();
        bean.slow.complete("done");
        assertThat(underWay.get(20, TimeUnit.SECONDS)).isEqualTo("done");
        closing.get(20, TimeUnit.SECONDS);
        assertThat(a.control().health().state()).isEqualTo(RpcHealth.State.STOPPED);
        assertThat(Set.copyOf(desk.control().overrides())).isEmpty();
    }
}
