package org.cdirpc.benchmarks;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.cdirpc.Remote;
import org.cdirpc.cluster.StaticDirectory;
import org.cdirpc.cluster.routing.RouterOptions;
import org.cdirpc.extension.call.ContractCodec;
import org.cdirpc.extension.call.MethodCodec;
import org.cdirpc.extension.client.CallClient;
import org.cdirpc.extension.client.ClientOptions;
import org.cdirpc.extension.contract.Contract;
import org.cdirpc.transport.cbor.CborLimits;
import org.cdirpc.transport.cbor.CborMapping;
import org.cdirpc.transport.cbor.CborWriter;
import org.cdirpc.transport.channel.Binding;
import org.cdirpc.transport.channel.ChannelSettings;
import org.cdirpc.transport.channel.ClientChannels;
import org.cdirpc.transport.channel.NodeIdentity;
import org.cdirpc.transport.channel.OutgoingCall;
import org.cdirpc.transport.channel.Peer;
import org.cdirpc.transport.channel.PeerListener;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The caller's side of a call alone: from the proxy to a link that answers at once, and back. {@code channelOnly} sends
 * the same bytes without proxy, retry, route and codec, and {@code codecOnly} encodes and decodes
 * them, so that what is left is the proxy's, retry's and route's own. Run with {@code -prof gc}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ProxyBenchmark {

    private static final int BATCH = 64;

    /** What is called. */
    @Remote(version = "1.0")
    public interface Echo {
        /** Blocking. */
        int echo(int value);

        /** Asynchronous. */
        CompletionStage<Integer> echoLater(int value);
    }

    /** How many instances there are to choose from. */
    @Param({"1", "2"})
    public int instances = 1;

    private final NodeIdentity self = new NodeIdentity("consumer", "instance-2");
    private final ChannelSettings settings = ChannelSettings.defaults();
    private final ExecutorService pool = Executors.newFixedThreadPool(2);

    private AnsweringDialler dialler = new AnsweringDialler();
    private AnsweringDialler held = new AnsweringDialler();
    private AnsweringDialler bare = new AnsweringDialler();
    private ClientChannels channels = new ClientChannels(self, settings, bare, new NoWitness());
    private CallClient inline = client(dialler, 1, Runnable::run);
    private CallClient pooled = client(held, 1, pool);
    private Echo echo = proxy(inline);
    private Echo later = proxy(pooled);
    private final MethodCodec codec = codec().methods().get(0);
    private final CborWriter writer = new CborWriter(1 << 10);
    private Peer peer = channels.peer("localhost", 1, null);
    private OutgoingCall outgoing =
            new OutgoingCall(new OneMethod(), 0, Long.MAX_VALUE, new byte[0], new byte[2], 0, 2, false);

    private CallClient client(AnsweringDialler over, int count, Executor callbacks) {
        StringBuilder endpoints = new StringBuilder();
        for (int i = 1; i <= count; i++) {
            endpoints.append(i == 1 ? "" : ",").append("localhost:").append(i);
        }
        ClientOptions options = new ClientOptions(Duration.ofSeconds(3), 20, 10, 256, CborLimits.DEFAULT);
        return new CallClient(
                self,
                settings,
                over,
                StaticDirectory.parse(endpoints.toString()),
                RouterOptions.defaults(),
                options,
                callbacks,
                pool);
    }

    private static ContractCodec codec() {
        Contract contract = Contract.read(Echo.class).contract().orElseThrow();
        return ContractCodec.of(contract, new CborMapping(CborLimits.DEFAULT), 8 << 20);
    }

    private static Echo proxy(CallClient client) {
        return (Echo) client.proxy(codec(), "", "", 0, "");
    }

    /** Makes the clients for the number of instances. */
    @Setup
    public void start() {
        inline.close();
        pooled.close();
        dialler = new AnsweringDialler();
        inline = client(dialler, instances, Runnable::run);
        echo = proxy(inline);
        held = new AnsweringDialler();
        pooled = client(held, 1, pool);
        later = proxy(pooled);
        later.echoLater(1);
        held.hold();
    }

    /** Stops them. */
    @TearDown
    public void stop() {
        dialler.close();
        held.close();
        bare.close();
        inline.close();
        pooled.close();
        channels.close();
        pool.shutdownNow();
    }

    /** A blocking call. */
    @Benchmark
    public int blocking() {
        return echo.echo(7);
    }

    /** An asynchronous call, completed on the thread that reads. */
    @Benchmark
    public CompletionStage<Integer> async() {
        return echo.echoLater(7);
    }

    /** Asynchronous calls whose answers come as one read and are completed on a pool. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void asyncBatch() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(BATCH);
        for (int i = 0; i < BATCH; i++) {
            later.echoLater(7).thenRun(done::countDown);
        }
        held.release();
        done.await();
    }

    /** The channel's own part. */
    @Benchmark
    public Object channelOnly() {
        return peer.send(outgoing, answer -> {});
    }

    /** The codec's own part: the argument there, the result back. */
    @Benchmark
    public @Nullable Object codecOnly() {
        writer.clear();
        codec.encodeArguments(new Object[] {7}, false, writer);
        return codec.decodeResult(writer.buffer(), 1, writer.size() - 1, false);
    }

    private static final class OneMethod implements Binding {
        @Override
        public int methods() {
            return 1;
        }

        @Override
        public byte[] bindBody(int firstMethodId, long capabilities) {
            return new CborWriter(1).writeNull().toByteArray();
        }

        @Override
        public boolean[] bound(Peer boundBy, byte[] boundBody) {
            return new boolean[0];
        }
    }

    private static final class NoWitness implements PeerListener {
        @Override
        public void connected(Peer peer) {}

        @Override
        public void unreachable(Peer peer, String reason) {}

        @Override
        public void draining(Peer peer, String reason) {}
    }
}
