package org.cdirpc.extension.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.cdirpc.CallScope;
import org.cdirpc.Remote;
import org.cdirpc.RpcContext;
import org.cdirpc.RpcRemoteException;
import org.cdirpc.RpcTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A caller, a bean that calls on, and one that it calls. */
@Timeout(60)
class CascadeNodeTest {

    @Remote
    interface Front {
        CompletionStage<String> waits();

        CompletionStage<String> chained();
    }

    @Remote
    interface Back {
        CompletableFuture<String> pending();

        CompletableFuture<Long> remainingMillis();
    }

    private static final class BackBean implements Back {
        final CountDownLatch entered = new CountDownLatch(1);
        final CompletableFuture<String> pending = new CompletableFuture<>();

        @Override
        public CompletableFuture<String> pending() {
            entered.countDown();
            return pending;
        }

        @Override
        public CompletableFuture<Long> remainingMillis() {
            return CompletableFuture.completedFuture(
                    RpcContext.current().remaining().toMillis());
        }
    }

    private static final class FrontBean implements Front {
        Back back;
        final CountDownLatch given = new CountDownLatch(1);

        @Override
        public CompletionStage<String> waits() {
            RpcContext.current().onCancel(given::countDown);
            return back.pending();
        }

        @Override
        public CompletionStage<String> chained() {
            String own = RpcContext.current().method();
            return back.remainingMillis()
                    .thenCompose(first -> {
                        // On a thread of the node's own, which served something else a moment ago.
                        assertThat(RpcContext.current().method()).isEqualTo(own);
                        return back.remainingMillis();
                    })
                    .thenApply(left -> left <= 5_000 ? "within" : "beyond: " + left);
        }
    }

    private final InProcessCluster cluster = new InProcessCluster();
    private final BackBean backBean = new BackBean();
    private final FrontBean frontBean = new FrontBean();
    private RpcNode backNode;
    private RpcNode frontNode;
    private RpcNode caller;
    private Front front;

    private RpcNode.Builder node(String name) {
        return RpcNode.builder()
                .inProcess(cluster)
                .config(RpcConfig.of(Map.of("cdirpc.node.name", name, "cdirpc.timeout", "30s")));
    }

    @BeforeEach
    void start() {
        backNode = node("back").export(Back.class, backBean).start();
        frontNode = node("front").export(Front.class, frontBean).start();
        frontBean.back = frontNode.proxy(Back.class);
        caller = node("caller").start();
        front = caller.proxy(Front.class);
    }

    @AfterEach
    void stop() {
        backBean.pending.complete("late");
        caller.close();
        frontNode.close();
        backNode.close();
    }

    private static void isCancelled(CompletableFuture<String> pending) {
        assertThatThrownBy(() -> pending.get(10, TimeUnit.SECONDS)).isInstanceOf(CancellationException.class);
    }

    @Test
    void whatABeanCallsIsCancelledWithTheCallThatItServes() throws Exception {
        CompletableFuture<String> waiting = front.waits().toCompletableFuture();
        assertThat(backBean.entered.await(10, TimeUnit.SECONDS)).isTrue();
        waiting.cancel(true);
        isCancelled(backBean.pending);
        assertThat(frontBean.given.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void likewiseWhenItsDeadlinePasses() {
        CompletionStage<String> waiting =
                CallScope.withTimeout(Duration.ofMillis(100)).call(front::waits);
        assertThatThrownBy(() -> waiting.toCompletableFuture().get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                // Of its own clock, or of the bean's, which ended a moment earlier.
                .cause()
                .isInstanceOfAny(RpcTimeoutException.class, RpcRemoteException.class);
        isCancelled(backBean.pending);
    }

    @Test
    void whatIsCalledWhenAStageCompletesBelongsToTheServedCallToo() throws Exception {
        CompletionStage<String> answer =
                CallScope.withTimeout(Duration.ofSeconds(5)).call(front::chained);
        assertThat(answer.toCompletableFuture().get(10, TimeUnit.SECONDS)).isEqualTo("within");
    }
}
