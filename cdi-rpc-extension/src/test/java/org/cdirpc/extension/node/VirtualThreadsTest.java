package org.cdirpc.extension.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.cdirpc.Remote;
import org.cdirpc.RpcException;
import org.cdirpc.RpcTimeout;
import org.cdirpc.spi.FailureCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** A virtual thread for each call. */
@Timeout(30)
class VirtualThreadsTest {

    @Remote
    interface Worker {
        String where();

        @RpcTimeout(20_000)
        String stuck();
    }

    private static final class WorkerBean implements Worker {
        private final CountDownLatch entered = new CountDownLatch(1);
        private final CountDownLatch never = new CountDownLatch(1);
        private final CountDownLatch interrupted = new CountDownLatch(1);

        @Override
        public String where() {
            Thread thread = Thread.currentThread();
            return thread.getClass().getSimpleName() + " " + thread.getName() + " "
                    + (thread.getContextClassLoader() == VirtualThreadsTest.class.getClassLoader());
        }

        @Override
        public String stuck() {
            entered.countDown();
            try {
                return "" + never.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException stopped) {
                interrupted.countDown();
                return "stopped";
            }
        }
    }

    private static RpcConfig config(String name, String... more) {
        Map<String, String> values = new java.util.HashMap<>(
                Map.of("cdirpc.node.name", name, "cdirpc.server.virtual-threads", "true", "cdirpc.drain", "0ms"));
        for (int i = 0; i < more.length; i += 2) {
            values.put(more[i], more[i + 1]);
        }
        return RpcConfig.of(values);
    }

    @Test
    @EnabledForJreRange(max = JRE.JAVA_20)
    void withoutVirtualThreadsTheConfigurationSaysWhatIsExpected() {
        assertThat(catchThrowableOfType(RpcConfigException.class, () -> config("a"))
                        .problems())
                .singleElement()
                .asString()
                .startsWith("CDIRPC320007: cdirpc.server.virtual-threads: true on Java "
                        + Runtime.version().feature() + " (expected: Java 21 or newer;");
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void eachCallHasANamedThreadWithTheApplicationsLoader() {
        InProcessCluster cluster = new InProcessCluster();
        try (RpcNode provider = RpcNode.builder()
                        .inProcess(cluster)
                        .config(config("a"))
                        .classLoader(VirtualThreadsTest.class.getClassLoader())
                        .export(Worker.class, new WorkerBean())
                        .start();
                RpcNode consumer = RpcNode.builder().inProcess(cluster).start()) {
            assertThat(provider.name()).isEqualTo("a");
            assertThat(consumer.proxy(Worker.class).where()).matches("VirtualThread cdi-rpc-a-worker-1 true");
            assertThat(consumer.proxy(Worker.class).where()).matches("VirtualThread cdi-rpc-a-worker-2 true");
        }
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void permitsBoundThemAndTheEndOfTheNodeInterruptsThem() throws Exception {
        InProcessCluster cluster = new InProcessCluster();
        ExecutorService callers = Executors.newCachedThreadPool();
        WorkerBean bean = new WorkerBean();
        RpcConfig one = config("a", "cdirpc.server.threads", "1", "cdirpc.server.queue", "0");
        try (RpcNode consumer = RpcNode.builder().inProcess(cluster).start()) {
            try (RpcNode provider = RpcNode.builder()
                    .inProcess(cluster)
                    .config(one)
                    .export(Worker.class, bean)
                    .start()) {
                assertThat(provider.name()).isEqualTo("a");
                Worker worker = consumer.proxy(Worker.class);
                CompletableFuture<String> stuck = CompletableFuture.supplyAsync(worker::stuck, callers);
                assertThat(bean.entered.await(5, TimeUnit.SECONDS)).isTrue();
                assertThat(catchThrowableOfType(RpcException.class, worker::where)
                                .code())
                        .isEqualTo(FailureCode.REJECTED);
                assertThat(stuck).isNotDone();
            }
            assertThat(bean.interrupted.getCount()).isZero();
        } finally {
            callers.shutdownNow();
        }
    }
}
