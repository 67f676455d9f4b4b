package org.cdirpc.extension.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.cdirpc.Remote;
import org.cdirpc.RpcTimeout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A bean that returns a {@code Future} that is no stage. */
@Timeout(30)
class AwaitedFutureTest {

    @Remote
    interface Slow {
        @RpcTimeout(20_000)
        Future<String> work();
    }

    @Test
    void itIsCancelledWithTheCall() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        FutureTask<String> never = new FutureTask<>(() -> "never") {
            @Override
            protected void done() {
                cancelled.countDown();
            }
        };
        InProcessCluster cluster = new InProcessCluster();
        try (RpcNode provider = RpcNode.builder()
                        .inProcess(cluster)
                        .export(Slow.class, () -> {
                            entered.countDown();
                            return never;
                        })
                        .start();
                RpcNode consumer = RpcNode.builder().inProcess(cluster).start()) {
            assertThat(provider.address()).isNotEmpty();
            Future<String> result = consumer.proxy(Slow.class).work();
            assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
            result.cancel(true);

            assertThat(cancelled.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(never.isCancelled()).isTrue();
        }
    }
}
