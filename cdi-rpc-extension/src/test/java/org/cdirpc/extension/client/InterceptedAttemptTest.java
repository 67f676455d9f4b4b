package org.cdirpc.extension.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.cdirpc.Remote;
import org.cdirpc.RpcAttemptInterceptor;
import org.cdirpc.RpcException;
import org.cdirpc.RpcInvocation;
import org.cdirpc.cluster.ServiceKey;
import org.cdirpc.cluster.StaticDirectory;
import org.cdirpc.cluster.routing.OutlierChange;
import org.cdirpc.cluster.routing.Requirement;
import org.cdirpc.cluster.routing.Route;
import org.cdirpc.cluster.routing.Router;
import org.cdirpc.cluster.routing.RouterOptions;
import org.cdirpc.extension.call.ContractCodec;
import org.cdirpc.extension.call.InterceptorChain;
import org.cdirpc.extension.call.WriterPool;
import org.cdirpc.extension.contract.Contract;
import org.cdirpc.spi.FailureCode;
import org.cdirpc.spi.Progress;
import org.cdirpc.spi.VersionRange;
import org.cdirpc.transport.cbor.CborLimits;
import org.cdirpc.transport.cbor.CborMapping;
import org.cdirpc.transport.channel.Answer;
import org.cdirpc.transport.channel.CallListener;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What interceptors of attempts may do to the call, to its instance, and when. */
class InterceptedAttemptTest {

    @Remote
    interface Shop {
        void buy();
    }

    private static final ContractCodec CODEC = ContractCodec.of(
            Contract.read(Shop.class).contract().orElseThrow(), new CborMapping(CborLimits.DEFAULT), 1 << 20);
    private static final Answer LOST = Answer.localFailure(Progress.UNKNOWN, FailureCode.CONNECTION_LOST, "lost", null);

    private final List<OutlierChange> changes = new ArrayList<>();
    private final Router router = new Router(
            StaticDirectory.parse("a:1,b:2"), RouterOptions.defaults().withOutlierListener(changes::add));
    private final List<CallListener> sent = new ArrayList<>();
    private final List<Runnable> timer = new ArrayList<>();
    private final List<Answer> outcome = new ArrayList<>();
    private final CompletableFuture<@Nullable Object> stage = new CompletableFuture<>();
    private final List<RpcInvocation> held = new ArrayList<>();

    @AfterEach
    void close() {
        router.close();
    }

    private Call run(RpcAttemptInterceptor interceptor) {
        ServiceKey service = new ServiceKey("s", "");
        Route<Peers.Destination> route = router.route(
                new Requirement(service, VersionRange.parse("1"), "round-robin"),
                instance -> new Peers.Destination(instance, null));
        Results results = new Results(CborLimits.DEFAULT, new Failures(CborLimits.DEFAULT));
        AttemptStep attempts = new AttemptStep(
                Shop.class,
                (call, destination, now, listener) -> sent.add(listener),
                InterceptorChain.of(List.of(interceptor), Shop.class),
                results,
                Runnable::run,
                (nanos, task) -> {
                    timer.add(task);
                    return () -> timer.remove(task);
                },
                () -> false);
        RouteStep step = new RouteStep(
                route,
                new ServiceBinding(CODEC, service, VersionRange.parse("1"), ClientOptions.BIND_LIMITS),
                attempts,
                System::nanoTime);
        long now = System.nanoTime();
        long deadline = now + TimeUnit.MINUTES.toNanos(1);
        Call call = new Call(
                CODEC.methods().get(0),
                new Object[0],
                now,
                deadline,
                Map.of(),
                new CallerContext("s", "buy", deadline, Map.of()),
                new WriterPool(1 << 10));
        step.run(call, outcome::add);
        return call;
    }

    private Call hold() {
        return run(invocation -> {
            held.add(invocation);
            return stage;
        });
    }

    private void nothingIsSentAnyMore() {
        assertThat(outcome).hasSize(1);
        assertThat(outcome.get(0).progress()).isEqualTo(Progress.NOT_SENT);
        assertThat(held.get(0).proceed().toCompletableFuture()).isCompletedExceptionally();
        assertThat(sent).isEmpty();
        assertThat(outcome).hasSize(1);
        assertThat(timer).isEmpty();
    }

    @Test
    void whoEndsTheAttemptBeforeItIsSentCannotSendItAfterwards() {
        hold();
        stage.completeExceptionally(new IllegalStateException("no token in time"));
        nothingIsSentAnyMore();
    }

    @Test
    void anAttemptThatItsInterceptorKeepsEndsAtTheDeadline() {
        hold();
        timer.remove(0).run();
        assertThat(outcome.get(0).code()).isEqualTo(FailureCode.DEADLINE_EXCEEDED);
        nothingIsSentAnyMore();
    }

    @Test
    void anAttemptThatItsInterceptorKeepsEndsWithTheCall() {
        hold().cancel(FailureCode.CANCELLED);
        assertThat(outcome.get(0).code()).isEqualTo(FailureCode.CANCELLED);
        nothingIsSentAnyMore();
    }

    @Test
    void anAnswerThatItsInterceptorKeepsIsToldAtTheDeadline() {
        run(invocation -> invocation.proceed().thenCompose(value -> stage));
        sent.get(0).answered(Answer.local(null));
        timer.remove(0).run();
        assertThat(outcome.get(0).code()).isEqualTo(FailureCode.DEADLINE_EXCEEDED);
        assertThat(outcome.get(0).progress()).isEqualTo(Progress.COMPLETED);
        stage.complete("late");
        assertThat(outcome).hasSize(1);
    }

    @Test
    void whatAnInterceptorThrowsIsNoFaultOfTheInstance() {
        for (int i = 0; i < 60; i++) {
            run(invocation -> {
                throw new RpcException(FailureCode.INTERNAL, Progress.NOT_SENT, "no token", null);
            });
        }
        assertThat(outcome).hasSize(60);
        assertThat(sent).isEmpty();
        assertThat(changes).isEmpty();
    }

    @Test
    void whatAnInterceptorMakesOfAFailureStaysTheInstancesFault() {
        for (int i = 0; i < 60; i++) {
            run(invocation -> invocation.proceed().exceptionally(failure -> null));
            sent.remove(0).answered(LOST);
        }
        assertThat(outcome).hasSize(60).allMatch(Answer::ok);
        assertThat(changes).isNotEmpty();
    }

    @Test
    void anAnswerAfterTheInterceptorsOwnGivesThePickBackOnce() {
        run(invocation -> {
            invocation.proceed();
            return stage;
        });
        stage.complete(null);
        assertThat(outcome).hasSize(1);
        sent.get(0).answered(LOST);
        assertThat(outcome).hasSize(1);
    }
}
