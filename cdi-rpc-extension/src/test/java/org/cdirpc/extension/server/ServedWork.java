package org.cdirpc.extension.server;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.cdirpc.Remote;
import org.cdirpc.RpcTimeout;
import org.cdirpc.extension.call.BindRequest;
import org.cdirpc.extension.call.ContractCodec;
import org.cdirpc.extension.call.FailureDetails;
import org.cdirpc.extension.contract.Contract;
import org.cdirpc.spi.FailureCode;
import org.cdirpc.transport.cbor.CborLimits;
import org.cdirpc.transport.cbor.CborMapping;
import org.cdirpc.transport.cbor.CborWriter;
import org.cdirpc.transport.channel.Answer;
import org.cdirpc.transport.channel.Binding;
import org.cdirpc.transport.channel.ChannelAcceptor;
import org.cdirpc.transport.channel.ChannelSettings;
import org.cdirpc.transport.channel.ClientChannels;
import org.cdirpc.transport.channel.Dialler;
import org.cdirpc.transport.channel.InProcessNetwork;
import org.cdirpc.transport.channel.Listener;
import org.cdirpc.transport.channel.NodeIdentity;
import org.cdirpc.transport.channel.OutgoingCall;
import org.cdirpc.transport.channel.Peer;
import org.cdirpc.transport.channel.PeerListener;

/** Serves a small contract over real channels, and calls it without the client's steps: what came is what was answered. */
final class ServedWork implements AutoCloseable {

    @Remote(name = "work")
    interface Work {
        @RpcTimeout(10_000)
        String work(String what);

        @RpcTimeout(10_000)
        String other(String what);
    }

    /** An answer, and how long it took. */
    record Reply(Answer answer, long nanos) {
        boolean isRejected() {
            return !answer.ok() && answer.code() == FailureCode.REJECTED;
        }

        String message() {
            return FailureDetails.decode(answer.buffer(), answer.offset(), answer.length(), CborLimits.DEFAULT)
                    .message();
        }
    }

    final ThreadPoolExecutor workers;
    final CallServer server;
    final Export export;
    private final ContractCodec codec;
    private final Listener listener;
    private final Dialler dialler;
    private final ClientChannels channels;
    private final Peer peer;

    private final Binding binding = new Binding() {
        @Override
        public int methods() {
            return codec.methods().size();
        }

        @Override
        public byte[] bindBody(int firstMethodId, long capabilities) {
            return BindRequest.of(firstMethodId, codec, "", codec.contract().version(), false)
                    .encode();
        }

        @Override
        public boolean[] bound(Peer from, byte[] body) {
            return new boolean[0];
        }
    };

    ServedWork(AdmissionSettings settings, Map<String, ServiceLimits> limits, BeanAccess bean) {
        this(settings, limits, bean, (server, exports) -> server);
    }

    /** With something before the server. */
    ServedWork(
            AdmissionSettings settings,
            Map<String, ServiceLimits> limits,
            BeanAccess bean,
            BiFunction<CallServer, Exports, ChannelAcceptor> before) {
        CborMapping mapping = new CborMapping(CborLimits.DEFAULT);
        Contract contract = Contract.read(Work.class, mapping).contract().orElseThrow();
        codec = ContractCodec.of(contract, mapping, 1 << 20);
        export = new Export(codec, "a bean", bean);
        int threads = settings.threads();
        workers = new ThreadPoolExecutor(threads, threads, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
        Exports exports = new Exports("provider", List.of(export), limits, null);
        server = new CallServer(exports, settings, workers, Runnable::run, CborLimits.DEFAULT);
        InProcessNetwork network = new InProcessNetwork();
        listener = network.listen(
                new NodeIdentity("provider", "i"), ChannelSettings.defaults(), before.apply(server, exports), (Executor)
                        null);
        dialler = network.dialler();
        PeerListener nobody = (PeerListener) Proxy.newProxyInstance(
                PeerListener.class.getClassLoader(), new Class<?>[] {PeerListener.class}, (self, method, args) -> null);
        channels = new ClientChannels(new NodeIdentity("consumer", "c"), ChannelSettings.defaults(), dialler, nobody);
        peer = channels.peer(listener.host(), listener.port(), "i");
    }

    CompletableFuture<Reply> call(String method, String what, long millis) {
        int index = 0;
        while (!codec.methods().get(index).method().signature().name().equals(method)) {
            index++;
        }
        CborWriter body = codec.methods().get(index).encodeArguments(new Object[] {what});
        long began = System.nanoTime();
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        peer.send(
                new OutgoingCall(
                        binding,
                        index,
                        began + TimeUnit.MILLISECONDS.toNanos(millis),
                        new byte[0],
                        body.buffer(),
                        0,
                        body.size(),
                        false),
                answer -> reply.complete(new Reply(answer, System.nanoTime() - began)));
        return reply;
    }

    Reply answered(String method, long millis) throws Exception {
        return call(method, "", millis).get(15, TimeUnit.SECONDS);
    }

    /** An answer is on its way before what its call held is back. */
    void awaitNothingHeld() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (server.callsInProgress() > 0 || server.callsInPool() > 0) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError(server.callsInProgress() + " permits and " + server.callsInPool()
                        + " places in the pool are held");
            }
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        channels.close();
        dialler.close();
        listener.close();
        workers.shutdownNow();
    }
}
