package org.cdirpc.extension.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.undertow.Undertow;
import java.io.Closeable;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.cdirpc.NonBlocking;
import org.cdirpc.Remote;
import org.cdirpc.RpcEvent;
import org.cdirpc.RpcEvent.HealthChanged;
import org.cdirpc.RpcHealth.State;
import org.cdirpc.RpcRejectedException;
import org.cdirpc.RpcTimeout;
import org.cdirpc.cluster.Registry;
import org.cdirpc.cluster.hazelcast.HazelcastMember;
import org.cdirpc.cluster.hazelcast.MemberSettings;
import org.cdirpc.transport.channel.Listener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nodes under which something breaks say so, once, and say when it is over. */
@Timeout(90)
class HealthNodeTest {

    @Remote(name = "health.Desk")
    interface Desk {
        @RpcTimeout(60_000)
        String slowly();

        @RpcTimeout(60_000)
        String onTheIoThread();
    }

    private static final class Bean implements Desk {
        private final CountDownLatch entered = new CountDownLatch(1);
        private final CountDownLatch go = new CountDownLatch(1);

        @Override
        public String slowly() {
            return waited("slow");
        }

        @Override
        @NonBlocking
        public String onTheIoThread() {
            return waited("quick");
        }

        private String waited(String answer) {
            entered.countDown();
            try {
                return go.await(60, TimeUnit.SECONDS) ? answer : "nobody let it go";
            } catch (InterruptedException e) {
                return "interrupted";
            }
        }
    }

    private final BlockingQueue<HealthChanged> changes = new LinkedBlockingQueue<>();
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    private RpcNode.Builder node(Map<String, String> more) {
        Map<String, String> config = new HashMap<>(Map.of("cdirpc.node.name", "a", "cdirpc.cluster", "none"));
        config.putAll(more);
        return RpcNode.builder().config(RpcConfig.of(config)).events(this::told);
    }

    private void told(RpcEvent event) {
        if (event instanceof HealthChanged change) {
            assertThat(change.service() + change.group()).isEmpty();
            changes.add(change);
        }
    }

    private RpcNode started(RpcNode.Builder builder) {
        RpcNode node = builder.start();
        open.add(node);
        return node;
    }

    private void expect(State from, State to, String... reason) throws InterruptedException {
        HealthChanged change = changes.poll(30, TimeUnit.SECONDS);
        assertThat(change).isNotNull();
        assertThat(change.from()).isEqualTo(from);
        assertThat(change.to()).isEqualTo(to);
        for (String part : reason) {
            assertThat(change.reason()).contains(part);
        }
        if (to == State.READY) {
            assertThat(change.reason()).isEmpty();
        }
    }

    /** A private part of an object: what breaks under a node breaks inside of it. */
    private static Object part(Object whole, String name) throws ReflectiveOperationException {
        Field field = whole.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field.get(whole);
    }

    private static Listener listenerOf(RpcNode node) throws ReflectiveOperationException {
        return (Listener) ((Optional<?>) part(part(node, "running"), "listener")).orElseThrow();
    }

    @Test
    void eachStateOfALifeIsToldInItsOrder() throws Exception {
        RpcNode a = started(node(Map.of("cdirpc.node.announce", "manual")).export(Desk.class, new Bean()));
        assertThat(a.control().health().state()).isEqualTo(State.STARTING);
        assertThat(changes).isEmpty();
        a.control().ready();
        expect(State.STARTING, State.READY);
        a.control().own().withdraw("new disks");
        expect(State.READY, State.DRAINING, "new disks");
        a.control().own().putBack();
        expect(State.DRAINING, State.READY);
        a.close();
        expect(State.READY, State.DRAINING, "CDIRPC360161");
        expect(State.DRAINING, State.STOPPED, "CDIRPC360162");
        assertThat(changes).isEmpty();
    }

    @Test
    void aListenerThatIsClosedUnderItsNodeIsNoticed() throws Exception {
        RpcNode a = started(node(Map.of()).export(Desk.class, new Bean()));
        expect(State.STARTING, State.READY);
        Undertow server = (Undertow) part(part(listenerOf(a), "server"), "server");
        for (Object accepting : (List<?>) part(server, "channels")) {
            ((Closeable) accepting).close();
        }
        expect(State.READY, State.DEGRADED, "CDIRPC100372: nothing listens on " + a.address() + " any more");
        assertThat(a.control().health().state()).isEqualTo(State.DEGRADED);
        a.close();
        expect(State.DEGRADED, State.DRAINING);
        expect(State.DRAINING, State.STOPPED);
    }

    @Test
    void aListenerInProcessLikewise() throws Exception {
        RpcNode a = started(node(Map.of()).inProcess(new InProcessCluster()).export(Desk.class, new Bean()));
        expect(State.STARTING, State.READY);
        listenerOf(a).close();
        expect(State.READY, State.DEGRADED, "CDIRPC100041: nothing listens on in-process:");
    }

    @Test
    void anIoThreadThatWaitsIsNoticedAndSoIsItsEnd() throws Exception {
        Bean bean = new Bean();
        RpcNode a = started(node(Map.of("cdirpc.server.io-threads", "1")).export(Desk.class, bean));
        expect(State.STARTING, State.READY);
        RpcNode desk = RpcNode.builder()
                .config(RpcConfig.of(Map.of("cdirpc.node.name", "desk", "cdirpc.endpoints", a.address())))
                .start();
        open.add(desk);
        CompletableFuture<String> stuck = CompletableFuture.supplyAsync(desk.proxy(Desk.class)::onTheIoThread);
        assertThat(bean.entered.await(20, TimeUnit.SECONDS)).isTrue();
        expect(State.READY, State.DEGRADED, "CDIRPC100374: I/O thread cdi-rpc-io-a-");
        bean.go.countDown();
        assertThat(stuck.get(20, TimeUnit.SECONDS)).isEqualTo("quick");
        expect(State.DEGRADED, State.READY);
    }

    @Test
    void aPoolThatLetsNobodyInIsNoticed() throws Exception {
        Bean bean = new Bean();
        RpcNode a = started(
                node(Map.of("cdirpc.server.threads", "1", "cdirpc.server.queue", "0", "cdirpc.retry.percent", "0"))
                        .inProcess(new InProcessCluster())
                        .export(Desk.class, bean));
        expect(State.STARTING, State.READY);
        Desk desk = a.proxy(Desk.class);
        CompletableFuture<String> holds = CompletableFuture.supplyAsync(desk::slowly);
        assertThat(bean.entered.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(changes.poll(NodeHealth.EXHAUSTED_MILLIS / 2, TimeUnit.MILLISECONDS))
                .as("that it is busy is no reason")
                .isNull();
        assertThat(catchThrowable(desk::slowly)).isInstanceOf(RpcRejectedException.class);
        assertThat(a.control().health().state()).as("one refusal is none").isEqualTo(State.READY);
        expect(State.READY, State.DEGRADED, "CDIRPC360201: all calls that need a thread have been refused for 5 s");
        bean.go.countDown();
        assertThat(holds.get(20, TimeUnit.SECONDS)).isEqualTo("slow");
        expect(State.DEGRADED, State.READY);
    }

    @Test
    void anEntryThatTheRegistryHasLostIsNoticed() throws Exception {
        RpcNode a = started(node(Map.of()).inProcess(new InProcessCluster()).export(Desk.class, new Bean()));
        expect(State.STARTING, State.READY);
        Registry registry = (Registry) ((Optional<?>) part(part(a, "running"), "registry")).orElseThrow();
        registry.withdraw();
        expect(State.READY, State.DEGRADED, "CDIRPC360164");
    }

    @Test
    void aRegistryThatIsGoneIsNoticed() throws Exception {
        HazelcastMember member = HazelcastMember.start(MemberSettings.onLoopback(
                "health-" + UUID.randomUUID(), GridPorts.free(), 20, getClass().getClassLoader()));
        try (member) {
            RpcNode a = started(RpcNode.builder()
                    .hazelcast(member.instance())
                    .config(RpcConfig.of(Map.of("cdirpc.node.name", "a", "cdirpc.drain", "1s")))
                    .events(this::told)
                    .export(Desk.class, new Bean()));
            expect(State.STARTING, State.READY);
            member.instance().getLifecycleService().terminate();
            expect(State.READY, State.DEGRADED, "CDIRPC360163: the registry is out of reach");
        }
    }
}
