package org.cdirpc.extension.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.cdirpc.cluster.Instance;
import org.cdirpc.cluster.InstanceState;
import org.cdirpc.cluster.LocalCluster;
import org.cdirpc.cluster.ServiceKey;
import org.cdirpc.cluster.ServiceOffer;
import org.cdirpc.cluster.routing.Balancers;
import org.cdirpc.cluster.routing.Chosen;
import org.cdirpc.cluster.routing.Requirement;
import org.cdirpc.cluster.routing.Route;
import org.cdirpc.cluster.routing.Router;
import org.cdirpc.cluster.routing.RouterOptions;
import org.cdirpc.cluster.routing.SelfCalls;
import org.cdirpc.cluster.routing.Subset;
import org.cdirpc.spi.Version;
import org.cdirpc.spi.VersionRange;
import org.cdirpc.transport.cbor.CborWriter;
import org.cdirpc.transport.channel.Binding;
import org.cdirpc.transport.channel.ChannelHandler;
import org.cdirpc.transport.channel.ChannelSettings;
import org.cdirpc.transport.channel.Dialler;
import org.cdirpc.transport.channel.InProcessNetwork;
import org.cdirpc.transport.channel.IncomingCall;
import org.cdirpc.transport.channel.Listener;
import org.cdirpc.transport.channel.NodeIdentity;
import org.cdirpc.transport.channel.OutgoingCall;
import org.cdirpc.transport.channel.Peer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A consumer of more instances than it uses: real channels, routes and newcomers; only the timer is the test's. */
@Timeout(60)
class UnusedPeersTest {

    private static final byte[] NOTHING = {};
    private static final int MOST = 20;
    private static final ServiceKey ORDERS = new ServiceKey("orders", "");

    private static final Binding BINDING = new Binding() {
        @Override
        public int methods() {
            return 1;
        }

        @Override
        public byte[] bindBody(int firstMethodId, long capabilities) {
            return new CborWriter(10).writeNull().toByteArray();
        }

        @Override
        public boolean[] bound(Peer peer, byte[] boundBody) {
            return new boolean[0];
        }
    };

    private final LocalCluster cluster = new LocalCluster();
    private final LocalCluster.Node directory = cluster.join();
    private final InProcessNetwork network = new InProcessNetwork();
    private final Dialler dialler = network.dialler();
    private final Map<String, Listener> listeners = new HashMap<>();
    private final Map<String, LocalCluster.Node> registries = new HashMap<>();
    /** What was called, and is answered by the test. */
    private final BlockingQueue<IncomingCall> held = new LinkedBlockingQueue<>();

    private volatile boolean holds;
    private final Deque<Runnable> due = new ArrayDeque<>();
    private volatile long now = System.nanoTime();

    private final Router router = new Router(
            directory,
            new RouterOptions("", SelfCalls.ALLOW, "", "round-robin", Balancers.builtIn(), System::nanoTime)
                    .withSubset(new Subset("consumer-1", MOST)));
    private final Peers peers = new Peers(
            new NodeIdentity("consumer", "consumer-1"),
            ChannelSettings.defaults(),
            dialler,
            router.witness(),
            directory::snapshot,
            Runnable::run,
            null);
    private final Newcomers newcomers =
            new Newcomers("consumer-1", peers, router.witness(), this::later, bound -> 0, router::used);
    private final UnusedPeers unused = new UnusedPeers(peers, router::used, MOST, this::later, () -> now);
    private final Route<Peers.Destination> route =
            router.route(new Requirement(ORDERS, VersionRange.parse("1"), ""), peers::to);

    private Runnable later(long nanos, Runnable task) {
        due.add(task);
        return () -> {};
    }

    private void runDue() {
        for (int left = due.size(); left > 0; left--) {
            due.remove().run();
        }
    }

    @AfterEach
    void closeAll() {
        unused.close();
        due.forEach(Runnable::run);
        router.close();
        peers.close();
        listeners.values().forEach(Listener::close);
        dialler.close();
    }

    private final class Answering implements ChannelHandler {
        @Override
        public byte[] bind(byte[] body) {
            return NOTHING;
        }

        @Override
        public void call(IncomingCall call) {
            if (holds) {
                held.add(call);
            } else {
                call.reply(NOTHING, NOTHING, 0, 0);
            }
        }

        @Override
        public void closed() {}
    }

    private void start(String id) {
        Listener listener =
                network.listen(new NodeIdentity(id, id), ChannelSettings.defaults(), peer -> new Answering());
        listeners.put(id, listener);
        LocalCluster.Node registry = cluster.join();
        registry.announce(new Instance(
                id,
                id,
                listener.host(),
                listener.port(),
                "",
                Instance.DEFAULT_WEIGHT,
                InstanceState.UP,
                1,
                List.of(new ServiceOffer(ORDERS, Version.parse("1.0"), "")),
                false));
        registries.put(id, registry);
        newcomers.changed(directory.snapshot());
    }

    private void stop(String id) {
        registries.remove(id).withdraw();
        newcomers.changed(directory.snapshot());
        listeners.remove(id).close();
        await(() -> !connected(id));
        peers.retain(directory.snapshot());
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - end).as("too late").isNegative();
            Thread.onSpinWait();
        }
    }

    private CountDownLatch call(Peers.Destination destination) {
        CountDownLatch answered = new CountDownLatch(1);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        peers.reach(destination).send(new OutgoingCall(BINDING, 0, deadline, NOTHING, NOTHING, 0, 0, false), answer -> {
            assertThat(answer.ok()).isTrue();
            answered.countDown();
        });
        return answered;
    }

    /** The ids of those that so many calls went to. */
    private Set<String> called(int calls) throws InterruptedException {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < calls; i++) {
            Chosen<Peers.Destination> chosen = (Chosen<Peers.Destination>) route.pick(Set.of());
            ids.add(chosen.instance().instanceId());
            assertThat(call(chosen.target()).await(10, TimeUnit.SECONDS)).isTrue();
            chosen.succeeded(1000);
        }
        return ids;
    }

    private boolean connected(String id) {
        Instance instance = directory.snapshot().instances().get(id);
        return instance != null && peers.of(instance).connected();
    }

    /** How many channels providers have open. */
    private int open() {
        return listeners.values().stream().mapToInt(Listener::openChannels).sum();
    }

    @Test
    void whoGoesIsReplacedAndWhoComesTakesItsShareAndTheDisplacedAreLeft() throws Exception {
        for (int i = 0; i < 40; i++) {
            start("provider-" + i);
        }
        Set<String> first = called(100);
        assertThat(first).hasSize(MOST);
        assertThat(open()).isEqualTo(MOST);
        // Five of its peers go: the others fill their places.
        List<String> gone = List.copyOf(first).subList(0, 5);
        gone.forEach(this::stop);
        Set<String> second = called(100);
        assertThat(second).hasSize(MOST).doesNotContainAnyElementsOf(gone);
        await(() -> open() == MOST);
        // Ten come: it dials those of them that it likes better, at once, and no others; one of these may have to make
        // room for a later one.
        for (int i = 40; i < 50; i++) {
            start("provider-" + i);
        }
        Set<String> wanted = new HashSet<>(router.used());
        wanted.removeAll(second);
        assertThat(wanted).isNotEmpty().hasSizeLessThan(10);
        runDue();
        await(() -> wanted.stream().allMatch(this::connected));
        Set<String> third = called(100);
        assertThat(third).hasSize(MOST).containsAll(wanted);
        // Those that had to make room are left, but not while they may be wanted again.
        runDue();
        assertThat(open()).isBetween(MOST + wanted.size(), MOST + 9);
        now = System.nanoTime() + UnusedPeers.UNUSED_NANOS;
        called(100);
        runDue();
        await(() -> open() == MOST);
        assertThat(router.used()).isEqualTo(third);
        assertThat(called(100)).isEqualTo(third);
    }

    /** Leaving is no reason to lose an answer; and who is called nevertheless is reached over a new channel. */
    @Test
    void aPeerWithACallUnderWayIsNotLeftAndALaterCallFindsANewChannel() throws Exception {
        for (int i = 0; i < 25; i++) {
            start("provider-" + i);
        }
        called(100);
        Instance other = directory.snapshot().instances().values().stream()
                .filter(instance -> !router.used().contains(instance.instanceId()))
                .findFirst()
                .orElseThrow();
        Peers.Destination destination = peers.to(other);
        holds = true;
        CountDownLatch answered = call(destination);
        IncomingCall running = held.poll(10, TimeUnit.SECONDS);
        assertThat(running).isNotNull();
        now = System.nanoTime() + UnusedPeers.UNUSED_NANOS;
        runDue();
        assertThat(open()).isEqualTo(MOST + 1);
        assertThat(answered.getCount()).isEqualTo(1);
        running.reply(NOTHING, NOTHING, 0, 0);
        assertThat(answered.await(10, TimeUnit.SECONDS)).isTrue();
        runDue();
        await(() -> open() == MOST);
        holds = false;
        Peer before = peers.reach(destination);
        assertThat(call(destination).await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(open()).isEqualTo(MOST + 1);
        assertThat(peers.reach(destination)).isSameAs(before).isSameAs(peers.of(other));
    }

    @Test
    void aClosedTimerDoesNotLookForEver() {
        List<Runnable> waiting = new ArrayList<>();
        UnusedPeers closed = new UnusedPeers(
                peers,
                router::used,
                MOST,
                (nanos, task) -> {
                    waiting.add(task);
                    return () -> {};
                },
                () -> now);
        closed.close();
        waiting.get(0).run();
        assertThat(waiting).hasSize(1);
    }

    /** Else the channels to all that are not used any more would stay for ever. */
    @Test
    void aLookThatFailsIsNotTheLast() {
        List<Runnable> waiting = new ArrayList<>();
        UnusedPeers failing = new UnusedPeers(
                peers,
                () -> {
                    throw new IllegalStateException("a balancer of somebody's");
                },
                -1,
                (nanos, task) -> {
                    waiting.add(task);
                    return () -> {};
                },
                () -> now);
        waiting.get(0).run();
        assertThat(waiting).hasSize(2);
        failing.close();
    }
}
