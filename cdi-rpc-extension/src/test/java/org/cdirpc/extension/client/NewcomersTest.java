package org.cdirpc.extension.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.cdirpc.cluster.Instance;
import org.cdirpc.cluster.InstanceState;
import org.cdirpc.cluster.LocalCluster;
import org.cdirpc.cluster.ServiceKey;
import org.cdirpc.cluster.ServiceOffer;
import org.cdirpc.cluster.routing.Witness;
import org.cdirpc.spi.Version;
import org.cdirpc.transport.channel.ChannelHandler;
import org.cdirpc.transport.channel.ChannelSettings;
import org.cdirpc.transport.channel.Dialler;
import org.cdirpc.transport.channel.InProcessNetwork;
import org.cdirpc.transport.channel.IncomingCall;
import org.cdirpc.transport.channel.Listener;
import org.cdirpc.transport.channel.NodeIdentity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class NewcomersTest {

    private static final byte[] NOTHING = {};
    private static final long RANDOM = 123_456_789;

    private final LocalCluster cluster = new LocalCluster();
    private final LocalCluster.Node directory = cluster.join();
    private final InProcessNetwork network = new InProcessNetwork();
    private final Dialler dialler = network.dialler();
    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<Long> waits = new ArrayList<>();
    private final List<Runnable> due = new ArrayList<>();
    private final List<Long> bounds = new ArrayList<>();
    /** What is announced is used, unless a test says otherwise. */
    private final Set<String> used = new HashSet<>();

    private final List<String> joining = new ArrayList<>();
    private final Witness witness = new Witness() {
        @Override
        public void joining(String instanceId) {
            joining.add(instanceId);
        }

        @Override
        public void reachable(String instanceId) {}

        @Override
        public void unreachable(String instanceId, String reason) {}

        @Override
        public void draining(String instanceId) {}

        @Override
        public void stalled(String instanceId, String reason) {}

        @Override
        public void responsive(String instanceId) {}

        @Override
        public void left(String instanceId) {}
    };
    private final Peers peers = new Peers(
            new NodeIdentity("consumer", "self"),
            ChannelSettings.defaults(),
            dialler,
            witness,
            directory::snapshot,
            Runnable::run,
            null);
    private final Newcomers newcomers = new Newcomers(
            "self",
            peers,
            witness,
            (nanos, task) -> {
                waits.add(nanos);
                due.add(task);
                return () -> {};
            },
            bound -> {
                bounds.add(bound);
                return RANDOM;
            },
            () -> used);

    @AfterEach
    void closeAll() throws Exception {
        peers.close();
        for (AutoCloseable each : open) {
            each.close();
        }
        dialler.close();
    }

    private static final class Silent implements ChannelHandler {
        @Override
        public byte[] bind(byte[] body) {
            return NOTHING;
        }

        @Override
        public void call(IncomingCall call) {
            call.reply(NOTHING, NOTHING, 0, 0);
        }

        @Override
        public void closed() {}
    }

    /** Listens, and is announced. */
    private Instance starts(String id, String service, InstanceState state) {
        Listener listener = network.listen(new NodeIdentity(id, id), ChannelSettings.defaults(), peer -> new Silent());
        open.add(listener::close);
        Instance instance = new Instance(
                id,
                id,
                listener.host(),
                listener.port(),
                "",
                Instance.DEFAULT_WEIGHT,
                state,
                1,
                List.of(new ServiceOffer(new ServiceKey(service, ""), Version.parse("1.0"), "")),
                false);
        used.add(id);
        registry = cluster.join();
        registry.announce(instance);
        return instance;
    }

    private LocalCluster.Node registry = directory;

    private void called(Instance instance) {
        peers.of(instance).connect();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!peers.of(instance).connected() && System.nanoTime() - end < 0) {
            Thread.onSpinWait();
        }
        assertThat(peers.of(instance).connected()).isTrue();
    }

    private void changed() {
        newcomers.changed(directory.snapshot());
    }

    /** Every consumer learns of it at the same moment, and would dial at its next call. */
    @Test
    void anInstanceThatAppearsBesideOthersIsDialledAfterARandomPartOfASecond() {
        Instance old = starts("old", "orders", InstanceState.UP);
        changed();
        called(old);
        Instance fresh = starts("fresh", "orders", InstanceState.UP);
        changed();
        assertThat(joining).containsExactly("fresh");
        assertThat(bounds).containsExactly(TimeUnit.SECONDS.toNanos(1));
        assertThat(waits).containsExactly(RANDOM);
        assertThat(peers.known()).as("not dialled yet").isEqualTo(1);
        due.get(0).run();
        called(fresh);
        changed();
        assertThat(due).as("once").hasSize(1);
    }

    /** They would stay behind the others for nothing, or have a channel that nobody needs. */
    @Test
    void nobodyElseIs() {
        Instance old = starts("old", "orders", InstanceState.UP);
        Instance other = starts("from-the-start", "orders", InstanceState.UP);
        changed();
        starts("early", "orders", InstanceState.UP);
        changed();
        called(old);
        starts("other-service", "stock", InstanceState.UP);
        starts("drains", "orders", InstanceState.DRAINING);
        starts("self", "orders", InstanceState.UP);
        changed();
        assertThat(joining).isEmpty();
        assertThat(due).isEmpty();
        assertThat(peers.of(other).connected()).isFalse();
    }

    /** With many instances a node uses some of them, and others use the rest. */
    @Test
    void oneThatThisNodeDoesNotUseIsLeftToOthers() {
        Instance old = starts("old", "orders", InstanceState.UP);
        changed();
        called(old);
        starts("fresh", "orders", InstanceState.UP);
        used.remove("fresh");
        changed();
        assertThat(joining).isEmpty();
        assertThat(due).isEmpty();
    }

    @Test
    void whoIsGoneBeforeItsTimeIsNotDialled() {
        Instance old = starts("old", "orders", InstanceState.UP);
        changed();
        called(old);
        starts("fresh", "orders", InstanceState.UP);
        changed();
        registry.withdraw();
        changed();
        due.get(0).run();
        assertThat(peers.known()).isEqualTo(1);
    }
}
