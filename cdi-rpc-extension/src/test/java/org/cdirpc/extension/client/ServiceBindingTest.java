package org.cdirpc.extension.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.cdirpc.Remote;
import org.cdirpc.cluster.ServiceKey;
import org.cdirpc.extension.call.BindAnswer;
import org.cdirpc.extension.call.BindRequest;
import org.cdirpc.extension.call.ContractCodec;
import org.cdirpc.extension.contract.Contract;
import org.cdirpc.extension.version.ContractDescriptor;
import org.cdirpc.spi.VersionRange;
import org.cdirpc.transport.cbor.CborLimits;
import org.cdirpc.transport.cbor.CborMapping;
import org.cdirpc.transport.cbor.CborWriter;
import org.cdirpc.transport.channel.ChannelSettings;
import org.cdirpc.transport.channel.ClientChannels;
import org.cdirpc.transport.channel.Dialler;
import org.cdirpc.transport.channel.InProcessNetwork;
import org.cdirpc.transport.channel.NodeIdentity;
import org.cdirpc.transport.channel.Peer;
import org.cdirpc.transport.channel.PeerListener;
import org.cdirpc.transport.frame.Wire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a consumer announces to providers of this and of older releases, and what it makes of their answers. */
class ServiceBindingTest {

    @Remote(name = "shop", version = "1.2")
    interface Shop {
        String buy(String sku);

        void look(int id);
    }

    private final ContractCodec codec = ContractCodec.of(
            Contract.read(Shop.class).contract().orElseThrow(), new CborMapping(CborLimits.DEFAULT), 1 << 20);
    private final Dialler dialler = new InProcessNetwork().dialler();
    private final ClientChannels channels =
            new ClientChannels(new NodeIdentity("consumer", "c"), ChannelSettings.defaults(), dialler, (PeerListener)
                    Proxy.newProxyInstance(
                            PeerListener.class.getClassLoader(),
                            new Class<?>[] {PeerListener.class},
                            (self, method, args) -> null));

    @AfterEach
    void close() {
        channels.close();
        dialler.close();
    }

    private ServiceBinding binding(String range) {
        return new ServiceBinding(
                codec, new ServiceKey("shop", "blue"), VersionRange.parse(range), ClientOptions.BIND_LIMITS);
    }

    private Peer peer(String instance) {
        return channels.peer("127.0.0.1", 7, instance);
    }

    /** Byte by byte what releases without descriptors send, and the only thing they read. */
    @Test
    void anOlderProviderIsSentWhatItReads() {
        CborWriter named = older(5, "1.2");
        assertThat(binding("1.2").bindBody(9, 0)).isEqualTo(named.toByteArray());
        assertThat(binding("[1.2,1.4)").bindBody(9, 0)).isEqualTo(named.toByteArray());

        CborWriter positional = older(6, "1.2").writeArray(4);
        codec.methods()
                .forEach(method -> positional
                        .writeText(method.shapes().arguments())
                        .writeText(method.shapes().result()));
        assertThat(binding("1.2").bindBody(9, Wire.CAN_POSITIONAL)).isEqualTo(positional.toByteArray());
    }

    private static CborWriter older(int fields, String version) {
        CborWriter out = new CborWriter(10_000).writeArray(fields).writeInt(9);
        out.writeText("shop").writeText("blue").writeText(version).writeArray(2);
        out.writeArray(5)
                .writeText("buy")
                .writeArray(1)
                .writeText("text")
                .writeArray(1)
                .writeText("String");
        out.writeText("text").writeBoolean(false);
        out.writeArray(5)
                .writeText("look")
                .writeArray(1)
                .writeText("int")
                .writeArray(1)
                .writeText("int");
        return out.writeText("void").writeBoolean(false);
    }

    @Test
    void aProviderThatJudgesByDescriptorsIsSentOne() {
        for (long further : new long[] {0, Wire.CAN_POSITIONAL, 0x100}) {
            byte[] body = binding("(1.2,1.4)").bindBody(9, Wire.CAN_DESCRIBE | further);
            BindRequest request = BindRequest.decode(body, CborLimits.DEFAULT);
            assertThat(request.version()).isEqualTo("1.2");
            assertThat(request.range()).isEqualTo("(1.2,1.4)");
            assertThat(request.shapes()).hasSize(further == Wire.CAN_POSITIONAL ? 2 : 0);
            ContractDescriptor descriptor = ContractDescriptor.parse(request.descriptor());
            assertThat(descriptor).isEqualTo(codec.descriptor());
            assertThat(descriptor.methods()).hasSameSizeAs(request.methods());
        }
    }

    @Test
    void misfitsAreKnownByInstanceUntilItComesAgain() {
        ServiceBinding binding = binding("1.2");
        byte[] misfit = new BindAnswer("1.3", "", Map.of(1, "look does not fit"), List.of()).encode();

        assertThat(binding.bound(peer("a"), misfit)).isEmpty();
        binding.bound(peer("b"), new BindAnswer("1.3", "", Map.of(), List.of()).encode());

        assertThat(binding.unfit(1, Set.of("c"))).containsExactlyInAnyOrder("a", "c");
        assertThat(binding.unfit(0, Set.of("c"))).containsExactly("c");
        assertThat(binding.misfitOf(1, "a")).isEqualTo("look does not fit");
        assertThat(binding.misfitOf(1, "b")).isNull();
        binding.forget("a");
        assertThat(binding.unfit(1, Set.of())).isEmpty();
    }

    /** Releases without descriptors know only where the range begins, and judge by major versions. */
    @Test
    void aVersionOutOfTheRangeIsRefusedHereIfNotThere() {
        ServiceBinding binding = binding("(1.2,1.4)");

        for (String version : List.of("1.2", "1.4", "no version")) {
            binding.bound(peer("a"), new BindAnswer(version, "", Map.of(), List.of()).encode());
            assertThat(binding.misfitOf(0, "a")).as(version).contains("CDIRPC");
        }
        binding.bound(peer("a"), new BindAnswer("1.4", "", Map.of(), List.of()).encode());
        assertThat(binding.misfitOf(0, "a"))
                .contains("CDIRPC340102: shop: ")
                .contains(" serves version 1.4 and one of (1.2,1.4) is needed");
        binding.bound(peer("a"), new BindAnswer("1.3.9", "", Map.of(), List.of()).encode());
        assertThat(binding.misfitOf(0, "a")).isNull();
    }

    @Test
    void aFleetIsWarnedOfOnce() {
        List<String> warnings = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord logged) {
                warnings.add(logged.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger("org.cdirpc.client");
        logger.addHandler(handler);
        try {
            ServiceBinding binding = binding("1.2");
            for (int i = 0; i < 100; i++) {
                BindAnswer misfit =
                        new BindAnswer("1.3", "", Map.of(0, "buy at node " + i, 1, "look at node " + i), List.of());
                binding.bound(peer("instance-" + i), misfit.encode());
                binding.bound(peer("instance-" + i), misfit.encode());
                binding.bound(
                        peer("old-" + i),
                        BindAnswer.refusal("0.9", "too old at " + i).encode());
            }
            assertThat(warnings).hasSize(2);
            assertThat(warnings.get(0)).contains("CDIRPC341002").contains("buy at node 0; look at node 0");
            assertThat(warnings.get(1)).contains("CDIRPC341001").contains("too old at 0");
            binding.bound(peer("x"), new BindAnswer("1.4", "", Map.of(1, "look"), List.of()).encode());
            assertThat(warnings).as("another version").hasSize(3);
            for (int i = 0; i < 1000; i++) {
                binding.bound(peer("x"), BindAnswer.refusal("0." + i, "").encode());
                binding.bound(peer("x"), BindAnswer.refusal("0." + i, "too old").encode());
            }
            assertThat(warnings).as("versions come from outside").hasSizeLessThan(100);
        } finally {
            logger.removeHandler(handler);
        }
    }
}
