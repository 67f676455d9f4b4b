package org.cdirpc.extension.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.cdirpc.BroadcastResult;
import org.cdirpc.CallScope;
import org.cdirpc.FailureMode;
import org.cdirpc.Idempotent;
import org.cdirpc.NonBlocking;
import org.cdirpc.OneWay;
import org.cdirpc.Remote;
import org.cdirpc.RpcAttemptInterceptor;
import org.cdirpc.RpcClientInterceptor;
import org.cdirpc.RpcFailureMode;
import org.cdirpc.RpcInterceptor;
import org.cdirpc.RpcInvocation;
import org.cdirpc.RpcUnavailableException;
import org.cdirpc.cluster.CanaryRules;
import org.cdirpc.cluster.ServiceKey;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nodes of several versions side by side: who is served by which, and canary rules. */
@Timeout(60)
class RangesAndCanariesTest {

    private static final ServiceKey DESK = new ServiceKey("desk", "");

    interface Desk {
        String ask();

        CompletionStage<String> later();

        @OneWay
        void note(String what);

        @Idempotent
        @RpcFailureMode(FailureMode.HEDGED)
        String look();

        @RpcFailureMode(FailureMode.BROADCAST)
        String all();
    }

    @Remote(name = "desk", version = "1.2")
    interface Desk12 extends Desk {}

    @Remote(name = "desk", version = "1.3")
    interface Desk13 extends Desk {}

    @Remote(name = "desk", version = "2.0")
    interface Desk20 extends Desk {}

    private record Clerk(String version, BlockingQueue<String> notes) implements Desk12, Desk13, Desk20 {

        @Override
        public String ask() {
            return version;
        }

        @Override
        public CompletionStage<String> later() {
            return CompletableFuture.completedFuture(version);
        }

        @Override
        public void note(String what) {
            notes.add(version + " " + what);
        }

        @Override
        public String look() {
            return version;
        }

        @Override
        public String all() {
            return version;
        }
    }

    private final InProcessCluster cluster = new InProcessCluster();
    private final BlockingQueue<String> notes = new LinkedBlockingQueue<>();
    private final List<RpcNode> nodes = new ArrayList<>();

    @AfterEach
    void close() {
        nodes.forEach(RpcNode::close);
    }

    private RpcNode node(RpcNode.Builder builder) {
        return node(builder, Map.of());
    }

    /** By turns, since by load the first slow call could keep an instance out of a few calls. */
    private RpcNode node(RpcNode.Builder builder, Map<String, String> configured) {
        Map<String, String> values = new HashMap<>(configured);
        values.put("cdirpc.balancer", "round-robin");
        // Turns go by the names of nodes.
        values.put("cdirpc.node.name", "node-" + nodes.size());
        RpcNode node = builder.config(RpcConfig.of(values)).inProcess(cluster).start();
        nodes.add(node);
        return node;
    }

    private <T> RpcNode provider(Class<T> contract, String version) {
        return node(RpcNode.builder().export(contract, contract.cast(new Clerk(version, notes))));
    }

    private static ProxyOptions versions(String range) {
        return new ProxyOptions(range, "", 0, "");
    }

    /** Who answers a few calls. */
    private static Set<String> servers(Desk desk) {
        Set<String> servers = new TreeSet<>();
        for (int i = 0; i < 100; i++) {
            servers.add(desk.ask());
        }
        return servers;
    }

    private static Set<String> blue(Desk desk) {
        return CallScope.create().attach("tenant", "blue").call(() -> servers(desk));
    }

    @Test
    void majorAndMinorVersionsLiveSideBySide() {
        node(RpcNode.builder()
                .export(Desk12.class, new Clerk("1.2", notes))
                .export(Desk20.class, new Clerk("2.0", notes)));
        provider(Desk13.class, "1.3");
        RpcNode consumer = node(RpcNode.builder());

        assertThat(servers(consumer.proxy(Desk12.class))).containsExactly("1.2", "1.3");
        assertThat(servers(consumer.proxy(Desk13.class))).containsExactly("1.3");
        assertThat(servers(consumer.proxy(Desk20.class))).containsExactly("2.0");
        assertThat(servers(consumer.proxy(Desk13.class, versions("1.2")))).containsExactly("1.2", "1.3");
        assertThat(servers(consumer.proxy(Desk12.class, versions("[1.2,1.3)")))).containsExactly("1.2");
        assertThat(servers(consumer.proxy(Desk12.class, versions("[1.2]")))).containsExactly("1.2");
        assertThat(servers(consumer.proxy(Desk12.class, versions("[1.3,1.9]")))).containsExactly("1.3");
        RpcUnavailableException nobody = catchThrowableOfType(
                RpcUnavailableException.class,
                () -> consumer.proxy(Desk12.class, versions("[1.4,1.9)")).ask());
        assertThat(nobody)
                .hasMessageContaining("desk [1.4,1.9): 2 instances known: ")
                .hasMessageContaining("1 serves 1.2 and 2.0 (outside [1.4,1.9))")
                .hasMessageContaining("1 serves 1.3 (outside [1.4,1.9))");
        assertThatThrownBy(() -> consumer.proxy(Desk12.class, versions("1.4")).ask())
                .hasMessageContaining("1 serves 1.3 (older than 1.4)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> consumer.proxy(Desk12.class, versions("[1.4")))
                .withMessageContaining("an interval such as [1.2,2)");
    }

    @Test
    void rulesMoveCallsByAttachmentAndShareWhileNodesRun() {
        RpcNode old = provider(Desk12.class, "1.2");
        RpcNode canary = provider(Desk13.class, "1.3");
        RpcNode consumer = node(RpcNode.builder());
        Desk desk = consumer.proxy(Desk12.class);
        assertThat(servers(desk)).containsExactly("1.2", "1.3");

        old.canaries().set(DESK, CanaryRules.parse("[1.3,2) 0%; [1.3,2) tenant=blue"));
        assertThat(servers(desk)).containsExactly("1.2");
        assertThat(blue(desk)).containsExactly("1.3");
        assertThat(CallScope.create().attach("tenant", "red").call(() -> servers(desk)))
                .containsExactly("1.2");
        assertThat(servers(consumer.proxy(Desk13.class)))
                .as("it needs the new one")
                .containsExactly("1.3");

        canary.canaries().set(DESK, CanaryRules.parse("[1.3,2) 50%"));
        assertThat(servers(desk)).containsExactly("1.2", "1.3");
        consumer.canaries().set(DESK, CanaryRules.parse("[1.3,2) 100%"));
        assertThat(servers(desk)).containsExactly("1.3");
        canary.close();
        assertThat(servers(desk)).as("a canary never makes calls fail").containsExactly("1.2");
        assertThat(blue(desk)).containsExactly("1.2");
        consumer.canaries().set(DESK, CanaryRules.NONE);
        assertThat(consumer.canaries().rules()).isEmpty();
    }

    @Test
    void everyKindOfCallFollowsTheRules() throws Exception {
        provider(Desk12.class, "1.2");
        provider(Desk13.class, "1.3");
        RpcNode consumer = node(RpcNode.builder());
        consumer.canaries().set(DESK, CanaryRules.parse("[1.3,2) tenant=blue"));
        Desk desk = consumer.proxy(Desk12.class);
        for (int i = 0; i < 20; i++) {
            CallScope scope = CallScope.create().attach("tenant", "blue");
            String later = scope.call(() -> desk.later()).toCompletableFuture().get(10, TimeUnit.SECONDS);
            assertThat(later).isEqualTo("1.3");
            assertThat(desk.later().toCompletableFuture().get(10, TimeUnit.SECONDS))
                    .isEqualTo("1.2");
            assertThat(scope.<String, RuntimeException>call(desk::look)).isEqualTo("1.3");
            assertThat(desk.look()).isEqualTo("1.2");
            scope.call(() -> {
                desk.note("a");
                return "";
            });
            desk.note("b");
            assertThat(List.of(
                            String.valueOf(notes.poll(10, TimeUnit.SECONDS)),
                            String.valueOf(notes.poll(10, TimeUnit.SECONDS))))
                    .containsExactlyInAnyOrder("1.3 a", "1.2 b");
        }
        CallScope scope = CallScope.create();
        scope.call(desk::all);
        assertThat(scope.lastBroadcast())
                .extracting(BroadcastResult::value)
                .as("a broadcast goes to all")
                .containsExactlyInAnyOrder("1.2", "1.3");
    }

    @NonBlocking
    private record Attaching(String key, String value) implements RpcClientInterceptor {
        @Override
        public CompletionStage<@Nullable Object> intercept(RpcInvocation call) {
            call.attach(key, value);
            return call.proceed();
        }
    }

    @NonBlocking
    private record AttachingToAttempts(String key, String value) implements RpcAttemptInterceptor {
        @Override
        public CompletionStage<@Nullable Object> intercept(RpcInvocation call) {
            call.attach(key, value);
            return call.proceed();
        }
    }

    @Test
    void whatInterceptorsAttachToACallDecidesToo() {
        provider(Desk12.class, "1.2");
        provider(Desk13.class, "1.3");
        assertThat(servers(intercepted(new Attaching("tenant", "blue")))).containsExactly("1.3");
        assertThat(servers(intercepted(new Attaching("tenant", "red")))).containsExactly("1.2");
        // Where an attempt goes is decided before it has attachments of its own.
        assertThat(servers(intercepted(new AttachingToAttempts("tenant", "blue"))))
                .containsExactly("1.2");
    }

    private Desk intercepted(RpcInterceptor interceptor) {
        RpcNode consumer = node(RpcNode.builder().interceptor(interceptor));
        consumer.canaries().set(DESK, CanaryRules.parse("[1.3,2) tenant=blue"));
        return consumer.proxy(Desk12.class);
    }

    @Test
    void configuredRulesCountUntilTheClusterHasOthers() {
        provider(Desk12.class, "1.2");
        provider(Desk13.class, "1.3");
        RpcNode configured =
                node(RpcNode.builder(), Map.of("cdirpc.service.desk.canary", "[1.3,2) 0%; [1.3,2) tenant=blue"));
        RpcNode other = node(RpcNode.builder());
        Desk desk = configured.proxy(Desk12.class);
        assertThat(servers(desk)).containsExactly("1.2");
        assertThat(blue(desk)).containsExactly("1.3");
        assertThat(servers(other.proxy(Desk12.class))).containsExactly("1.2", "1.3");

        other.canaries().set(DESK, CanaryRules.parse("[1.3,2) 100%"));
        assertThat(servers(desk)).containsExactly("1.3");
        other.canaries().set(DESK, CanaryRules.NONE);
        assertThat(servers(desk)).containsExactly("1.2");
    }
}
