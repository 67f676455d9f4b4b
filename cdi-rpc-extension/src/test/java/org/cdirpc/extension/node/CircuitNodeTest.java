package org.cdirpc.extension.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.cdirpc.CallScope;
import org.cdirpc.Remote;
import org.cdirpc.RpcException;
import org.cdirpc.RpcTimeoutException;
import org.cdirpc.RpcUnavailableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Circuits between nodes of one JVM. */
@Timeout(60)
class CircuitNodeTest {

    @Remote
    interface Desk {
        CompletionStage<String> report();

        String look();
    }

    private static final class Clerk implements Desk {
        @Override
        public CompletionStage<String> report() {
            return new CompletableFuture<>() {
                @Override
                public boolean cancel(boolean mayInterruptIfRunning) {
                    return false;
                }
            };
        }

        @Override
        public String look() {
            return "tea";
        }
    }

    private final InProcessCluster cluster = new InProcessCluster();

    private RpcNode.Builder node(String name) {
        return RpcNode.builder().inProcess(cluster).config(RpcConfig.of(Map.of("cdirpc.node.name", name)));
    }

    private static RpcException failure(Desk desk) throws Exception {
        CompletableFuture<String> report =
                CallScope.withTimeout(Duration.ofMillis(5)).call(desk::report).toCompletableFuture();
        return (RpcException) report.handle((value, thrown) -> thrown).join();
    }

    /** A dashboard's report that always times out, next to what customers do. */
    @Test
    void aMethodThatTimesOutDoesNotTakeTheOthersWithIt() throws Exception {
        try (RpcNode provider = node("p").export(Desk.class, new Clerk()).start();
                RpcNode consumer = node("c").start()) {
            assertThat(provider.name()).isEqualTo("p");
            Desk desk = consumer.proxy(Desk.class);
            for (int i = 0; i < 20; i++) {
                assertThat(failure(desk)).isInstanceOf(RpcTimeoutException.class);
            }
            assertThat(failure(desk))
                    .isInstanceOf(RpcUnavailableException.class)
                    .hasMessageContaining("report(): its circuit is open");
            assertThat(catchThrowableOfType(RpcException.class, desk::look)).isNull();
            assertThat(desk.look()).isEqualTo("tea");
        }
    }
}
