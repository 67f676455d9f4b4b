package org.cdirpc.extension.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.cdirpc.Remote;
import org.cdirpc.RpcException;
import org.cdirpc.RpcTimeout;
import org.cdirpc.cluster.Instance;
import org.cdirpc.cluster.InstanceState;
import org.cdirpc.cluster.ServiceKey;
import org.cdirpc.cluster.ServiceOffer;
import org.cdirpc.extension.call.ContractCodec;
import org.cdirpc.extension.contract.Contract;
import org.cdirpc.extension.server.AdmissionSettings;
import org.cdirpc.extension.server.BeanAccess;
import org.cdirpc.extension.server.CallServer;
import org.cdirpc.extension.server.Export;
import org.cdirpc.extension.server.Exports;
import org.cdirpc.spi.FailureCode;
import org.cdirpc.spi.Version;
import org.cdirpc.transport.cbor.CborLimits;
import org.cdirpc.transport.cbor.CborMapping;
import org.cdirpc.transport.channel.ChannelSettings;
import org.cdirpc.transport.channel.Listener;
import org.cdirpc.transport.channel.NodeIdentity;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** On which thread of the provider a call runs. */
@Timeout(30)
class LanesTest {

    @Remote
    interface Where {
        String prompt();

        String plain();

        @RpcTimeout(10_000)
        String slow(long micros);

        Future<String> future();

        CompletableFuture<String> stage();

        @RpcTimeout(10_000)
        String hold();
    }

    private final InProcessCluster cluster = new InProcessCluster();
    private final ExecutorService workers = Executors.newCachedThreadPool(task -> new Thread(task, "worker"));
    private final ExecutorService pumps = Executors.newCachedThreadPool();
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch letGo = new CountDownLatch(1);
    private AutoCloseable consumer = () -> {};
    private Where where;
    private CallServer server;

    /** What serves: its prompt methods promise not to block. */
    private final class WhereBean implements Where, BeanAccess {
        @Override
        public Object call(BeanCall call) throws Throwable {
            return call.on(this);
        }

        @Override
        public boolean isNonBlocking(Method method) {
            return method.getDeclaringClass() == Where.class
                    && List.of("prompt", "future", "stage").contains(method.getName());
        }

        @Override
        public String prompt() {
            return here() + " " + CallServer.onIoThread();
        }

        @Override
        public String plain() {
            return here();
        }

        @Override
        public String slow(long micros) {
            LockSupport.parkNanos(micros * 1000);
            return here();
        }

        @Override
        public Future<String> future() {
            FutureTask<String> task = new FutureTask<>(WhereBean.this::here);
            task.run();
            return task;
        }

        @Override
        public CompletableFuture<String> stage() {
            return CompletableFuture.completedFuture(here());
        }

        @Override
        public String hold() {
            held.countDown();
            try {
                return here() + letGo.await(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        private String here() {
            return Thread.currentThread().getName().equals("worker") ? "worker" : "reader";
        }
    }

    private void serve(@Nullable Executor pumps, int permits) {
        CborMapping mapping = new CborMapping(CborLimits.DEFAULT);
        Contract contract = Contract.read(Where.class, mapping).contract().orElseThrow();
        Export export = new Export(ContractCodec.of(contract, mapping, 1 << 20), "a bean", new WhereBean());
        server = new CallServer(
                new Exports(List.of(export)),
                new AdmissionSettings(permits, permits, false),
                workers,
                Runnable::run,
                CborLimits.DEFAULT);
        Listener listener =
                cluster.network().listen(new NodeIdentity("provider", "i"), ChannelSettings.defaults(), server, pumps);
        ServiceOffer offer = new ServiceOffer(
                new ServiceKey(contract.service(), contract.group()), Version.parse(contract.version()), "");
        cluster.registry()
                .join()
                .announce(new Instance(
                        "provider",
                        "i",
                        listener.host(),
                        listener.port(),
                        "",
                        100,
                        InstanceState.UP,
                        1,
                        List.of(offer),
                        false));
        RpcNode node = RpcNode.builder().inProcess(cluster).start();
        consumer = () -> {
            node.close();
            listener.close();
        };
        where = node.proxy(Where.class);
    }

    @AfterEach
    void stop() throws Exception {
        letGo.countDown();
        consumer.close();
        workers.shutdownNow();
        pumps.shutdownNow();
    }

    @Test
    void onAnIoThreadNothingRunsThatMayWait() throws Exception {
        serve(null, 4);

        for (int i = 0; i < 100; i++) {
            assertThat(where.plain()).isEqualTo("worker");
        }
        assertThat(where.prompt()).isEqualTo("reader true");
        assertThat(where.stage().get(5, TimeUnit.SECONDS)).isEqualTo("reader");
    }

    @Test
    void aFutureIsWaitedForInThePoolWhateverWasPromised() throws Exception {
        serve(null, 4);

        assertThat(where.future().get(5, TimeUnit.SECONDS)).isEqualTo("worker");
    }

    @Test
    void aQuickMethodRunsWhereItWasReadAsSoonAsThatIsKnown() {
        serve(pumps, 4);

        assertThat(where.plain()).isEqualTo("worker");
        int calls = 1;
        while (!where.plain().equals("reader")) {
            assertThat(++calls).isLessThan(100_000);
        }
        // Whoever reads: the I/O thread, or the worker that has taken the channel over and waits for more.
        assertThat(where.prompt()).isIn("reader true", "reader false");
    }

    @Test
    void aMethodThatBecomesSlowGoesBackToThePool() {
        serve(pumps, 4);

        while (!where.slow(0).equals("reader")) {
            // Not known yet.
        }
        // Not each call is timed.
        for (int i = 0; i < 40; i++) {
            where.slow(5000);
        }
        assertThat(where.slow(0)).isEqualTo("worker");
    }

    @Test
    void aCallThatRunsWhereItWasReadHasRoomOfItsOwn() throws Exception {
        serve(null, 1);

        CompletableFuture<String> holder = CompletableFuture.supplyAsync(where::hold, workers);
        assertThat(held.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(where.prompt()).as("beside a full pool").startsWith("reader");
        assertThat(catchThrowableOfType(RpcException.class, where::plain).code())
                .isEqualTo(FailureCode.REJECTED);
        letGo.countDown();
        assertThat(holder.get(5, TimeUnit.SECONDS)).isEqualTo("workertrue");
        awaitNoCalls();
        assertThat(where.prompt()).startsWith("reader");
        awaitNoCalls();
    }

    /** An answer is on its way before the permit is back. */
    private void awaitNoCalls() {
        while (server.callsInProgress() > 0) {
            Thread.onSpinWait();
        }
    }
}
