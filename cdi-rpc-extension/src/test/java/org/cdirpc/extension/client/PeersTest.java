package org.cdirpc.extension.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.cdirpc.cluster.Endpoint;
import org.cdirpc.cluster.Instance;
import org.cdirpc.cluster.InstanceState;
import org.cdirpc.cluster.LocalCluster;
import org.cdirpc.cluster.Snapshot;
import org.cdirpc.cluster.routing.Witness;
import org.cdirpc.transport.cbor.CborWriter;
import org.cdirpc.transport.channel.Binding;
import org.cdirpc.transport.channel.ChannelHandler;
import org.cdirpc.transport.channel.ChannelSettings;
import org.cdirpc.transport.channel.DialOutcome;
import org.cdirpc.transport.channel.DialRequest;
import org.cdirpc.transport.channel.Dialler;
import org.cdirpc.transport.channel.InProcessNetwork;
import org.cdirpc.transport.channel.IncomingCall;
import org.cdirpc.transport.channel.Listener;
import org.cdirpc.transport.channel.NodeIdentity;
import org.cdirpc.transport.channel.OutgoingCall;
import org.cdirpc.transport.channel.Peer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PeersTest {

    private static final NodeIdentity PROVIDER = new NodeIdentity("provider", "instance-1");
    private static final byte[] NOTHING = {};

    private final CountDownLatch answered = new CountDownLatch(1);
    private final CountDownLatch judged = new CountDownLatch(1);
    private volatile Snapshot snapshot = Snapshot.empty();

    private final Witness witness = new Witness() {
        @Override
        public void reachable(String instanceId) {}

        @Override
        public void joining(String instanceId) {}

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

    private Peers peers(Dialler dialler) {
        return new Peers(
                new NodeIdentity("consumer", "instance-2"),
                ChannelSettings.defaults(),
                dialler,
                witness,
                () -> snapshot,
                Runnable::run,
                null);
    }

    /** First the registry loses it, and its channel lives on; then the channel goes as well. */
    @Test
    void anInstanceThatBothWitnessesLostIsNotDialledAnyMore() throws Exception {
        ChannelSettings settings = ChannelSettings.defaults();
        InProcessNetwork network = new InProcessNetwork();
        try (Listener listener = network.listen(PROVIDER, settings, peer -> new Silent());
                Dialler dialler = network.dialler();
                Peers peers = new Peers(
                        new NodeIdentity("consumer", "instance-2"),
                        settings,
                        dialler,
                        witness,
                        () -> snapshot,
                        task -> {
                            task.run();
                            judged.countDown();
                        },
                        null)) {
            Instance instance = new Instance(
                    "provider",
                    PROVIDER.instance(),
                    listener.host(),
                    listener.port(),
                    "",
                    Instance.DEFAULT_WEIGHT,
                    InstanceState.UP,
                    1,
                    List.of(),
                    false);
            LocalCluster.Node registry = new LocalCluster().join();
            registry.announce(instance);
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            peers.of(instance)
                    .send(
                            new OutgoingCall(BINDING, 0, deadline, NOTHING, NOTHING, 0, 0, false),
                            answer -> answered.countDown());
            assertThat(answered.await(10, TimeUnit.SECONDS)).isTrue();
            peers.retain(registry.snapshot());
            registry.withdraw();
            snapshot = registry.snapshot();
            peers.retain(snapshot);
            assertThat(peers.known()).as("its channel lives").isEqualTo(1);

            listener.close();

            assertThat(judged.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(peers.known()).isZero();
        }
    }

    /** The registry may lose an instance and list it again while a route still keeps where it was. */
    @Test
    void aRouteThatKeepsARetiredDestinationReachesThePresentOne() {
        InProcessNetwork network = new InProcessNetwork();
        try (Dialler dialler = network.dialler();
                Peers peers = peers(dialler)) {
            Instance instance = Instance.at(new Endpoint("localhost", 7));
            Peers.Destination kept = peers.to(instance);
            Peer first = peers.reach(kept);
            assertThat(peers.to(instance)).isSameAs(kept);
            peers.retain(Snapshot.empty());
            Peer second = peers.reach(kept);
            assertThat(second).isNotSameAs(first).isSameAs(peers.of(instance));
        }
    }

    /** Else what its channel shows is noted of an instance that nobody knows. */
    @Test
    void thePeerOfAnEndpointHasItsIdWhateverKindOfAddressItIs() {
        InProcessNetwork network = new InProcessNetwork();
        try (Dialler dialler = network.dialler();
                Peers peers = peers(dialler)) {
            for (String address : List.of("localhost:7", "10.0.0.5:7", "[::1]:7")) {
                Instance instance = Instance.at(Endpoint.parse(address));
                assertThat(Peers.idOf(peers.of(instance))).isEqualTo(instance.instanceId());
            }
        }
    }

    /** It would be closed wherever it is called ever after, and its instance be blamed for that. */
    @Test
    void whoCallsWhileAnInstanceIsLeftKeepsNoPeerThatIsClosed() throws Exception {
        AtomicInteger dials = new AtomicInteger();
        Dialler dialler = new Dialler() {
            @Override
            public Dial dial(DialRequest request, DialOutcome outcome) {
                dials.incrementAndGet();
                return () -> {};
            }

            @Override
            public void close() {}
        };
        AtomicBoolean over = new AtomicBoolean();
        Instance instance = Instance.at(new Endpoint("localhost", 7));
        try (Peers peers = new Peers(
                new NodeIdentity("consumer", "instance-2"),
                ChannelSettings.defaults(),
                dialler,
                witness,
                () -> snapshot,
                Runnable::run,
                null)) {
            Thread caller = new Thread(() -> {
                while (!over.get()) {
                    peers.of(instance);
                }
            });
            caller.start();
            try {
                for (int i = 1; i <= 20_000; i++) {
                    peers.leaveAllBut(Set.of(), System.nanoTime() + TimeUnit.HOURS.toNanos(1));
                    peers.of(instance).connect();
                    assertThat(dials).as("the peer that is known now is of use").hasValue(i);
                }
            } finally {
                over.set(true);
                caller.join(10_000);
            }
        }
    }
}
