package org.cdirpc.extension.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.cdirpc.CallScope;
import org.cdirpc.Idempotent;
import org.cdirpc.NonBlocking;
import org.cdirpc.OneWay;
import org.cdirpc.Remote;
import org.cdirpc.RpcAttemptInterceptor;
import org.cdirpc.RpcClientInterceptor;
import org.cdirpc.RpcConnectionLostException;
import org.cdirpc.RpcContext;
import org.cdirpc.RpcException;
import org.cdirpc.RpcInterceptor;
import org.cdirpc.RpcInvocation;
import org.cdirpc.RpcRejectedException;
import org.cdirpc.RpcSecurityException;
import org.cdirpc.RpcServerInterceptor;
import org.cdirpc.RpcTimeoutException;
import org.cdirpc.extension.call.InterceptorChain;
import org.cdirpc.spi.FailureCode;
import org.cdirpc.spi.Progress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Interceptors on both sides of real channels, around all kinds of calls. */
@Timeout(30)
class InterceptorsTest {

    @Remote
    interface Desk {
        String echo(String text) throws ClosedException;

        CompletionStage<String> later(String text);

        @OneWay
        void note(String text);

        @Idempotent
        String read(String text);
    }

    static final class ClosedException extends Exception {
        private static final long serialVersionUID = 1L;

        ClosedException(String message) {
            super(message);
        }
    }

    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final CountDownLatch noted = new CountDownLatch(1);

    private class DeskBean implements Desk {
        @Override
        public String echo(String text) throws ClosedException {
            seen.add("bean " + text);
            if (text.equals("closed")) {
                throw new ClosedException("closed since noon");
            }
            if (text.equals("broken")) {
                throw new RpcSecurityException(FailureCode.FORBIDDEN, Progress.NOT_SENT, "of another call", null);
            }
            return text + RpcContext.current().attachments().getOrDefault("suffix", "");
        }

        @Override
        public CompletionStage<String> later(String text) {
            seen.add("bean " + text);
            return CompletableFuture.supplyAsync(() -> text + "!");
        }

        @Override
        public void note(String text) {
            seen.add("bean " + text);
            noted.countDown();
        }

        @Override
        public String read(String text) {
            return echo0(text);
        }

        private String echo0(String text) {
            seen.add("bean " + text);
            return text;
        }
    }

    /** Says when a call comes by and what it comes to. */
    private class Witness implements RpcInterceptor {
        private final String name;

        Witness(String name) {
            this.name = name;
        }

        @Override
        public CompletionStage<@Nullable Object> intercept(RpcInvocation call) throws Exception {
            seen.add(name + "> " + call.method().getName() + call.arguments()
                    + (call.attempt() > 0 ? "#" + call.attempt() : ""));
            return call.proceed()
                    .whenComplete((value, thrown) -> seen.add(name + "< "
                            + (thrown == null ? value : thrown.getClass().getSimpleName())));
        }
    }

    private final class ClientWitness extends Witness implements RpcClientInterceptor {
        ClientWitness(String name) {
            super(name);
        }
    }

    private final class AttemptWitness extends Witness implements RpcAttemptInterceptor {
        AttemptWitness(String name) {
            super(name);
        }
    }

    private final class ServerWitness extends Witness implements RpcServerInterceptor {
        ServerWitness(String name) {
            super(name);
        }
    }

    private final InProcessCluster cluster = new InProcessCluster();
    private final List<RpcNode> nodes = new ArrayList<>();

    private RpcNode.Builder builder(String name, RpcInterceptor... interceptors) {
        RpcNode.Builder builder = RpcNode.builder()
                .inProcess(cluster)
                .config(RpcConfig.of(Map.of("cdirpc.node.name", name, "cdirpc.client.self-calls", "avoid")));
        for (RpcInterceptor interceptor : interceptors) {
            builder.interceptor(interceptor);
        }
        return builder;
    }

    private RpcNode provider(RpcInterceptor... interceptors) {
        RpcNode node = builder("provider" + nodes.size(), interceptors)
                .export(Desk.class, new DeskBean())
                .start();
        nodes.add(node);
        return node;
    }

    private Desk consumer(RpcInterceptor... interceptors) {
        RpcNode node = builder("consumer", interceptors).start();
        nodes.add(0, node);
        return node.proxy(Desk.class);
    }

    @AfterEach
    void stop() {
        nodes.forEach(RpcNode::close);
    }

    private interface Client extends RpcClientInterceptor {}

    private interface Attempt extends RpcAttemptInterceptor {}

    private interface Server extends RpcServerInterceptor {}

    @Test
    void allThreeChainsStandAroundABlockingCallInTheirOrder() throws Exception {
        provider(new ServerWitness("s1"), new ServerWitness("s2"));
        Desk desk = consumer(new ClientWitness("c1"), new AttemptWitness("a"), new ClientWitness("c2"));

        assertThat(desk.echo("x")).isEqualTo("x");

        assertThat(seen)
                .containsExactly(
                        "c1> echo[x]",
                        "c2> echo[x]",
                        "a> echo[x]#1",
                        "s1> echo[x]",
                        "s2> echo[x]",
                        "bean x",
                        "s2< x",
                        "s1< x",
                        "a< x",
                        "c2< x",
                        "c1< x");
    }

    @Test
    void theyStandAroundAsynchronousCallsToo() throws Exception {
        provider(new ServerWitness("s"));
        Desk desk = consumer(new ClientWitness("c"), new AttemptWitness("a"));

        assertThat(desk.later("x").toCompletableFuture().get(10, TimeUnit.SECONDS))
                .isEqualTo("x!");

        assertThat(seen)
                .containsExactly("c> later[x]", "a> later[x]#1", "s> later[x]", "bean x", "s< x!", "a< x!", "c< x!");
    }

    @Test
    void theyStandAroundOneWayCallsToo() throws Exception {
        provider(new ServerWitness("s"));
        Desk desk = consumer(new ClientWitness("c"), new AttemptWitness("a"));

        desk.note("x");

        assertThat(noted.await(10, TimeUnit.SECONDS)).isTrue();
        List<String> all =
                List.of("c> note[x]", "a> note[x]#1", "c< null", "a< null", "s> note[x]", "bean x", "s< null");
        // The bean may have run before this side's interceptors are told that the call was sent.
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!seen.containsAll(all) && System.nanoTime() - deadline < 0) {
            Thread.onSpinWait();
        }
        assertThat(seen).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void theContractsExceptionComesByAsItself() {
        provider(new ServerWitness("s"));
        Desk desk = consumer(new ClientWitness("c"), new AttemptWitness("a"));

        assertThatThrownBy(() -> desk.echo("closed"))
                .isInstanceOf(ClosedException.class)
                .hasMessage("closed since noon");

        assertThat(seen).contains("s< ClosedException", "a< ClosedException", "c< ClosedException");
    }

    @Test
    void attachmentsTravelBothWays() throws Exception {
        provider((Server) call -> {
            call.attach("took", "long");
            return call.proceed();
        });
        List<String> replied = new CopyOnWriteArrayList<>();
        Desk desk = consumer(
                (Client) call -> {
                    call.attach("suffix", "?");
                    return call.proceed()
                            .whenComplete((value, thrown) -> replied.add(
                                    call.context().replyAttachments().toString()));
                },
                (Attempt) call -> {
                    assertThat(call.context().attachments()).containsEntry("suffix", "?");
                    assertThat(call.context().peer()).isPresent();
                    call.attach("suffix", "!");
                    return call.proceed();
                });

        String result = CallScope.create().attach("other", "one").call(() -> desk.echo("x"));

        assertThat(result).isEqualTo("x!");
        assertThat(replied).containsExactly("{took=long}");
    }

    @Test
    void attachingAfterTheCallWasSentIsAnError() throws Exception {
        provider();
        List<Throwable> thrown = new CopyOnWriteArrayList<>();
        Desk desk = consumer((Client) call -> {
            CompletionStage<@Nullable Object> stage = call.proceed();
            thrown.add(catchThrowable(() -> call.attach("late", "x")));
            thrown.add(catchThrowable(call::proceed));
            return stage;
        });

        assertThat(desk.echo("x")).isEqualTo("x");
        assertThat(thrown).hasSize(2).allMatch(IllegalStateException.class::isInstance);
        assertThat(seen).containsExactly("bean x");
    }

    @Test
    void aClientInterceptorMayAnswerOrRefuse() throws Exception {
        provider();
        Desk desk = consumer((Client) call -> {
            if (call.arguments().contains("cached")) {
                return CompletableFuture.completedFuture("from the cache");
            }
            throw new RpcRejectedException(FailureCode.REJECTED, Progress.NOT_SENT, "too many of them", null);
        });

        assertThat(desk.echo("cached")).isEqualTo("from the cache");
        assertThatThrownBy(() -> desk.echo("x"))
                .isInstanceOf(RpcRejectedException.class)
                .hasMessage("too many of them");
        assertThatThrownBy(() -> desk.later("x").toCompletableFuture().get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(RpcRejectedException.class);
        assertThatThrownBy(() -> desk.note("x")).isInstanceOf(RpcRejectedException.class);
        assertThat(seen).isEmpty();
    }

    @Test
    void whatACallerWasToldWasNotSentIsNotSentAfterwards() throws Exception {
        provider();
        List<RpcInvocation> held = new CopyOnWriteArrayList<>();
        Desk desk = consumer((Client) call -> {
            held.add(call);
            return new CompletableFuture<>();
        });

        RpcTimeoutException late = catchThrowableOfType(
                RpcTimeoutException.class,
                () -> CallScope.withTimeout(Duration.ofMillis(50)).call(() -> desk.echo("x")));
        CompletableFuture<String> later = desk.later("y").toCompletableFuture();
        later.cancel(true);

        assertThat(late.progress()).isEqualTo(Progress.NOT_SENT);
        for (RpcInvocation each : held) {
            assertThatThrownBy(() -> each.proceed().toCompletableFuture().get(10, TimeUnit.SECONDS))
                    .hasMessageContaining("CDIRPC340038");
        }
        assertThat(held).hasSize(2);
        assertThat(seen).isEmpty();
    }

    /** As the store of answers does, of a call whose provider has died. */
    @Test
    void whoSaysThatAnEarlierCallIsLostIsWellAndNotAskedAgain() {
        List<AtomicInteger> asked = List.of(new AtomicInteger(), new AtomicInteger());
        for (AtomicInteger each : asked) {
            provider((Server) call -> {
                each.incrementAndGet();
                throw new RpcConnectionLostException(FailureCode.CONNECTION_LOST, Progress.UNKNOWN, "lost", null);
            });
        }
        RpcNode node = RpcNode.builder()
                .inProcess(cluster)
                .config(RpcConfig.of(Map.of("cdirpc.node.name", "consumer", "cdirpc.balancer", "round-robin")))
                .start();
        nodes.add(0, node);
        Desk desk = node.proxy(Desk.class);

        for (int i = 0; i < 60; i++) {
            RpcConnectionLostException lost =
                    catchThrowableOfType(RpcConnectionLostException.class, () -> desk.read("x"));
            assertThat(lost.progress()).isEqualTo(Progress.UNKNOWN);
        }

        assertThat(asked).allMatch(count -> count.get() == 30);
        assertThat(seen).isEmpty();
    }

    @Test
    void anAttemptInterceptorThatRefusesEndsThatAttemptOnly() throws Exception {
        provider();
        provider();
        AtomicInteger refused = new AtomicInteger();
        Desk desk = consumer((Attempt) call -> {
            if (call.attempt() == 1) {
                refused.incrementAndGet();
                throw new RpcRejectedException(FailureCode.REJECTED, Progress.NOT_SENT, "not this one", null);
            }
            return call.proceed();
        });

        assertThat(desk.echo("x")).isEqualTo("x");
        assertThat(refused).hasValue(1);
        assertThat(seen).containsExactly("bean x");
    }

    @Test
    void anExceptionOfAnAttemptInterceptorReachesTheCallerAsItIs() {
        provider();
        RpcSecurityException own =
                new RpcSecurityException(FailureCode.UNAUTHENTICATED, Progress.NOT_SENT, "no token", null);
        Desk desk = consumer((Attempt) call -> {
            throw own;
        });

        assertThatThrownBy(() -> desk.echo("x")).isSameAs(own);
        assertThat(seen).isEmpty();
    }

    @Test
    void whatAnInterceptorSaysOfASentCallNeverUnderstatesIt() {
        provider();
        Desk desk = consumer((Attempt) call -> call.proceed().handle((value, thrown) -> {
            throw new RpcRejectedException(FailureCode.REJECTED, Progress.NOT_SENT, "changed my mind", null);
        }));

        RpcException thrown = catchThrowableOfType(RpcException.class, () -> desk.echo("x"));

        assertThat(thrown.progress()).isEqualTo(Progress.COMPLETED);
        assertThat(seen).as("and it is not repeated").containsExactly("bean x");
    }

    @Test
    void aServerInterceptorMayAnswerOrRefuse() throws Exception {
        provider((Server) call -> {
            if (call.arguments().contains("cached")) {
                return CompletableFuture.completedFuture("from the cache");
            }
            if (call.arguments().contains("declared")) {
                throw new ClosedException("by the interceptor");
            }
            if (call.arguments().contains("fault")) {
                throw new IllegalStateException("no rules loaded");
            }
            throw new RpcSecurityException(FailureCode.FORBIDDEN, Progress.NOT_STARTED, "not you", null);
        });
        Desk desk = consumer();

        assertThat(desk.echo("cached")).isEqualTo("from the cache");
        assertThatThrownBy(() -> desk.echo("declared")).isInstanceOf(ClosedException.class);
        RpcException refused = catchThrowableOfType(RpcException.class, () -> desk.echo("x"));
        assertThat(refused).isInstanceOf(RpcSecurityException.class).hasMessageContaining("not you");
        assertThat(refused.progress()).isEqualTo(Progress.NOT_STARTED);
        RpcException fault = catchThrowableOfType(RpcException.class, () -> desk.echo("fault"));
        assertThat(fault.progress()).isEqualTo(Progress.NOT_STARTED);
        assertThat(fault).hasMessageContaining("no rules loaded");
        assertThat(seen).isEmpty();
    }

    @Test
    void anRpcExceptionOfTheBeanIsNotTakenForAnInterceptorsRefusal() {
        provider(new ServerWitness("s"));
        Desk desk = consumer();

        RpcException thrown = catchThrowableOfType(RpcException.class, () -> desk.echo("broken"));

        assertThat(thrown.code()).isEqualTo(FailureCode.UNDECLARED_EXCEPTION);
        assertThat(thrown.progress()).isEqualTo(Progress.COMPLETED);
    }

    @Test
    void aServerInterceptorThatRefusesAfterTheBeanRanCannotSayThatNothingRan() {
        provider((Server) call -> call.proceed().handle((value, thrown) -> {
            throw new RpcRejectedException(FailureCode.REJECTED, Progress.NOT_STARTED, "changed my mind", null);
        }));
        Desk desk = consumer();

        RpcException thrown = catchThrowableOfType(RpcException.class, () -> desk.echo("x"));

        assertThat(thrown.progress()).isEqualTo(Progress.UNKNOWN);
        assertThat(seen).as("and it is not repeated").containsExactly("bean x");
    }

    @Test
    void aBlockingCallIsNotHeldBeyondItsDeadlineByAnInterceptorThatNeverAnswers() {
        provider();
        Desk desk = consumer((Client) call -> new CompletableFuture<>());

        RpcException thrown = catchThrowableOfType(
                RpcException.class,
                () -> CallScope.withTimeout(java.time.Duration.ofMillis(50)).call(() -> desk.echo("x")));

        assertThat(thrown).isInstanceOf(RpcTimeoutException.class);
        assertThat(thrown.progress()).isEqualTo(Progress.NOT_SENT);
    }

    @Test
    void oneThatReturnsNullIsNamed() {
        provider();
        @SuppressWarnings("NullAway")
        Client broken = call -> null;
        Desk desk = consumer(broken);

        assertThatThrownBy(() -> desk.echo("x"))
                .hasMessageContaining("CDIRPC325001")
                .hasMessageContaining("returned null");
    }

    @Test
    void oneThatAppliesToAnotherContractIsNotAsked() throws Exception {
        provider();
        Desk desk = consumer(new RpcClientInterceptor() {
            @Override
            public CompletionStage<@Nullable Object> intercept(RpcInvocation call) {
                throw new AssertionError("asked");
            }

            @Override
            public boolean appliesTo(Class<?> contract) {
                return contract != Desk.class;
            }
        });

        assertThat(desk.echo("x")).isEqualTo("x");
    }

    @Test
    void cancellingAnInterceptedCallCancelsIt() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        provider((Server) call -> {
            running.countDown();
            CompletableFuture<@Nullable Object> never = new CompletableFuture<>();
            try {
                new CountDownLatch(1).await(20, TimeUnit.SECONDS);
            } catch (InterruptedException interrupted) {
                cancelled.countDown();
            }
            never.complete("late");
            return never;
        });
        Desk desk = consumer(new ClientWitness("c"), new AttemptWitness("a"));

        CompletableFuture<String> result = desk.later("x").toCompletableFuture();
        assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();
        result.cancel(true);

        assertThat(cancelled.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aNonBlockingBeanLeavesTheIoThreadForAnInterceptorThatMayWait() throws Exception {
        List<String> threads = new CopyOnWriteArrayList<>();
        @NonBlocking
        class Quick implements RpcServerInterceptor {
            @Override
            public CompletionStage<@Nullable Object> intercept(RpcInvocation call) {
                threads.add(Thread.currentThread().getName());
                return call.proceed();
            }
        }
        class MayWait implements RpcServerInterceptor {
            @Override
            public CompletionStage<@Nullable Object> intercept(RpcInvocation call) {
                threads.add(Thread.currentThread().getName());
                return call.proceed();
            }
        }
        @NonBlocking
        class QuickDesk extends DeskBean {}
        RpcNode quick = builder("quick", new Quick())
                .export(Desk.class, new QuickDesk())
                .start();
        nodes.add(quick);
        Desk desk = consumer();
        desk.echo("x");
        assertThat(threads).allMatch(name -> !name.contains("-worker-"));
        quick.close();
        threads.clear();
        RpcNode slow = builder("slow", new MayWait())
                .export(Desk.class, new QuickDesk())
                .start();
        nodes.add(slow);

        desk.echo("x");

        assertThat(threads).allMatch(name -> name.contains("-worker-"));
    }

    @Test
    void whoExtendsAnInterceptorThatNeverWaitsDoesNotPromiseThat() {
        @NonBlocking
        class Quick implements RpcServerInterceptor {
            @Override
            public CompletionStage<@Nullable Object> intercept(RpcInvocation call) {
                return call.proceed();
            }
        }
        class MayWait extends Quick {
            @Override
            public CompletionStage<@Nullable Object> intercept(RpcInvocation call) {
                return super.intercept(call);
            }
        }

        assertThat(InterceptorChain.of(List.of(new Quick()), Desk.class).mayBlock())
                .isFalse();
        assertThat(InterceptorChain.of(List.of(new MayWait()), Desk.class).mayBlock())
                .isTrue();
    }

    @Test
    void anInterceptorOfNoKindIsAnErrorAtStart() {
        assertThatThrownBy(() -> builder("wrong", new Witness("w")).start())
                .isInstanceOf(RpcStartException.class)
                .hasMessageContaining("stands around nothing");
    }

    @Test
    void aLimitOfTheConfigurationRefusesWhatIsTooMuchAndForgetsNoCall() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch running = new CountDownLatch(2);
        provider((Server) call -> {
            if (call.arguments().contains("wait")) {
                running.countDown();
                assertThat(release.await(10, TimeUnit.SECONDS)).isTrue();
            }
            return call.proceed();
        });
        RpcNode node = RpcNode.builder()
                .inProcess(cluster)
                .config(RpcConfig.of(Map.of("cdirpc.client.max-concurrent", "2")))
                .start();
        nodes.add(0, node);
        Desk desk = node.proxy(Desk.class);
        CompletionStage<String> first = desk.later("wait");
        CompletionStage<String> second = desk.later("wait");
        assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();

        RpcException refused = catchThrowableOfType(RpcException.class, () -> desk.echo("x"));
        release.countDown();
        first.toCompletableFuture().get(10, TimeUnit.SECONDS);
        second.toCompletableFuture().get(10, TimeUnit.SECONDS);

        assertThat(refused).isInstanceOf(RpcRejectedException.class).hasMessageContaining("CDIRPC370001");
        assertThat(refused.progress()).isEqualTo(Progress.NOT_SENT);
        for (int i = 0; i < 5; i++) {
            assertThat(desk.echo("x")).isEqualTo("x");
        }
    }

    @Remote
    interface Relay {
        String pass(String text);
    }

    @Test
    void attachmentsOfTheConfigurationGoOnToTheCallsThatABeanMakes() throws Exception {
        provider();
        RpcNode middle = RpcNode.builder()
                .inProcess(cluster)
                .config(RpcConfig.of(Map.of(
                        "cdirpc.node.name",
                        "middle",
                        "cdirpc.client.forward",
                        "suffix, tenant",
                        "cdirpc.log-calls",
                        "true")))
                .export(Relay.class, new Relay() {
                    @Override
                    public String pass(String text) {
                        try {
                            return nodes.get(0).proxy(Desk.class).echo(text);
                        } catch (ClosedException e) {
                            throw new AssertionError(e);
                        }
                    }
                })
                .start();
        nodes.add(0, middle);
        RpcNode caller = builder("caller").start();
        nodes.add(caller);

        String result = CallScope.create()
                .attach("suffix", "?")
                .attach("secret", "stays")
                .call(() -> caller.proxy(Relay.class).pass("x"));

        assertThat(result).isEqualTo("x?");
    }
}
