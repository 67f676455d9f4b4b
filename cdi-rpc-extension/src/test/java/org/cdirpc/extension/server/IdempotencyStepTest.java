package org.cdirpc.extension.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.cdirpc.Idempotent;
import org.cdirpc.Remote;
import org.cdirpc.RpcConnectionLostException;
import org.cdirpc.RpcContext;
import org.cdirpc.RpcException;
import org.cdirpc.RpcMarshallingException;
import org.cdirpc.RpcRejectedException;
import org.cdirpc.RpcRemoteException;
import org.cdirpc.RpcTimeoutException;
import org.cdirpc.RpcUnavailableException;
import org.cdirpc.extension.call.ContractCodec;
import org.cdirpc.extension.contract.Contract;
import org.cdirpc.spi.FailureCode;
import org.cdirpc.spi.Progress;
import org.cdirpc.transport.cbor.CborLimits;
import org.cdirpc.transport.cbor.CborMapping;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Claims, answers and repeats on two nodes that share a book; no channel, no grid. */
@Timeout(30)
class IdempotencyStepTest {

    record Order(@Nullable String id, int amount) {}

    record Receipt(String id, int number) {}

    static final class OutOfStock extends Exception {
        private static final long serialVersionUID = 1L;
        private final int left;

        public OutOfStock(String message, int left) {
            super(message);
            this.left = left;
        }

        public int getLeft() {
            return left;
        }
    }

    @Remote(name = "shop")
    interface Shop {
        @Idempotent(by = "order.id")
        Receipt place(Order order) throws OutOfStock;
    }

    private static final Duration KEEP = Duration.ofMinutes(10);
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(60);

    private final MapBook book = new MapBook();
    private final AtomicInteger ran = new AtomicInteger();
    private final AtomicLong clock = new AtomicLong();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Idempotency nodeA = node("a");
    private final Idempotency nodeB = node("b");
    private final IdempotencyStep a = step(nodeA);
    private final IdempotencyStep b = step(nodeB);

    private Idempotency node(String name) {
        book.alive.add("instance-" + name);
        return new Idempotency(
                book,
                new Idempotency.Options(KEEP, 200),
                new AnswerBook.Claimant(name, "instance-" + name, 1),
                threads,
                CborLimits.DEFAULT,
                clock::get);
    }

    private static IdempotencyStep step(Idempotency node) {
        CborMapping mapping = new CborMapping(CborLimits.DEFAULT);
        Contract contract = Contract.read(Shop.class, mapping).contract().orElseThrow();
        return node.stepFor(
                contract, ContractCodec.of(contract, mapping, 1 << 20).methods().get(0));
    }

    @AfterEach
    void noClaimIsLeftRunning() {
        threads.shutdownNow();
        assertThat(nodeA.runningClaims()).isZero();
        assertThat(nodeB.runningClaims()).isZero();
    }

    private CompletionStage<@Nullable Object> receipt() {
        return CompletableFuture.completedFuture(new Receipt("r", ran.incrementAndGet()));
    }

    private FakeCall call(Order order) {
        return call(LIMIT, this::receipt, order);
    }

    private static FakeCall call(Duration limit, Supplier<CompletionStage<@Nullable Object>> bean, Order order) {
        return new FakeCall(limit, bean, order);
    }

    private static @Nullable Object result(CompletionStage<@Nullable Object> stage) throws Exception {
        return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static Throwable failure(CompletionStage<@Nullable Object> stage) {
        return catchThrowable(() -> stage.toCompletableFuture().get(10, TimeUnit.SECONDS))
                .getCause();
    }

    @Test
    void aRepeatIsAnsweredOnWhateverNodeAndDoesNotRun() throws Exception {
        FakeCall first = call(new Order("k", 1));
        FakeCall repeat = call(new Order("k", 1));
        assertThat(result(a.intercept(first))).isEqualTo(new Receipt("r", 1));
        assertThat(result(a.intercept(call(new Order("k", 1))))).isEqualTo(new Receipt("r", 1));
        assertThat(result(b.intercept(repeat))).isEqualTo(new Receipt("r", 1));
        assertThat(ran).hasValue(1);
        assertThat(first.replyAttachments()).isEmpty();
        assertThat(repeat.replyAttachments()).containsEntry("cdirpc-repeated", "true");
        assertThat(result(b.intercept(call(new Order("another", 1))))).isEqualTo(new Receipt("r", 2));
        assertThat(book.kept.values()).contains(KEEP);
    }

    /** The caller that has an answer can have it again: it was kept before it was given. */
    @Test
    void anAnswerIsKeptBeforeItIsGiven() throws Exception {
        CompletableFuture<@Nullable Object> bean = new CompletableFuture<>();
        CompletionStage<@Nullable Object> answer = a.intercept(call(LIMIT, () -> bean, new Order("k", 1)));
        CompletionStage<@Nullable Object> repeated = answer.thenCompose(unused -> b.intercept(call(new Order("k", 1))));
        assertThat(answer.toCompletableFuture()).isNotDone();
        bean.complete(new Receipt("later", 7));
        assertThat(result(repeated)).isEqualTo(new Receipt("later", 7));
        assertThat(ran).hasValue(0);
    }

    @Test
    void whatTheMethodThrewIsItsAnswer() {
        IllegalStateException undeclared = new IllegalStateException("broken");
        OutOfStock declared = new OutOfStock("none left", 3);
        Order one = new Order("declared", 1);
        Order other = new Order("undeclared", 1);

        assertThat(failure(a.intercept(call(LIMIT, () -> CompletableFuture.failedFuture(declared), one))))
                .isSameAs(declared);
        assertThat(failure(b.intercept(call(one))))
                .isInstanceOf(OutOfStock.class)
                .isNotSameAs(declared)
                .hasMessage("none left")
                .hasFieldOrPropertyWithValue("left", 3);
        assertThat(failure(a.intercept(
                        call(LIMIT, () -> CompletableFuture.failedFuture(new CompletionException(undeclared)), other))))
                .isSameAs(undeclared);
        assertThat(failure(b.intercept(call(other))))
                .isInstanceOfSatisfying(RpcRemoteException.class, remote -> {
                    assertThat(remote.remoteType()).isEqualTo(IllegalStateException.class.getName());
                    assertThat(remote.remoteFrames()).isNotEmpty();
                    assertThat(remote.progress()).isEqualTo(Progress.COMPLETED);
                })
                .hasMessageContaining("broken");
        assertThat(ran).hasValue(0);
    }

    @Test
    void aKeyThatWasUsedWithOtherArgumentsIsRefused() throws Exception {
        result(a.intercept(call(new Order("k", 1))));
        assertThatThrownBy(() -> b.intercept(call(new Order("k", 2))))
                .isInstanceOfSatisfying(RpcMarshallingException.class, refused -> {
                    assertThat(refused.code()).isEqualTo(FailureCode.BAD_ARGUMENTS);
                    assertThat(refused.progress()).isEqualTo(Progress.NOT_STARTED);
                })
                .hasMessageContaining("the key \"k\" was used with other arguments");
        assertThat(ran).hasValue(1);
    }

    @Test
    void aNullKeyIsRefused() {
        assertThatThrownBy(() -> a.intercept(call(new Order(null, 1))))
                .isInstanceOfSatisfying(RpcMarshallingException.class, refused -> {
                    assertThat(refused.code()).isEqualTo(FailureCode.BAD_ARGUMENTS);
                    assertThat(refused.progress()).isEqualTo(Progress.NOT_STARTED);
                })
                .hasMessageContaining("order.id is null");
        assertThat(ran).hasValue(0);
        assertThat(book.entries).isEmpty();
    }

    @Test
    void withoutTheBookNothingRuns() {
        book.away = true;
        assertThatThrownBy(() -> a.intercept(call(new Order("k", 1))))
                .isInstanceOfSatisfying(
                        RpcUnavailableException.class,
                        refused -> assertThat(refused.progress()).isEqualTo(Progress.NOT_STARTED))
                .hasMessageContaining("the grid did not answer");
        book.away = false;
        book.full = true;
        assertThatThrownBy(() -> a.intercept(call(new Order("k", 1))))
                .isInstanceOfSatisfying(
                        RpcRejectedException.class,
                        refused -> assertThat(refused.progress()).isEqualTo(Progress.NOT_STARTED));
        assertThat(ran).hasValue(0);
    }

    /** Many at once, on both nodes: one runs, all get its answer. */
    @Test
    void ofCallsAtTheSameTimeOneRunsAndAllGetItsAnswer() throws Exception {
        int callers = 16;
        CyclicBarrier start = new CyclicBarrier(callers);
        for (int round = 0; round < 20; round++) {
            Order order = new Order("k" + round, 1);
            List<Future<@Nullable Object>> answers = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                IdempotencyStep step = i % 2 == 0 ? a : b;
                answers.add(threads.submit(() -> {
                    start.await(10, TimeUnit.SECONDS);
                    return result(step.intercept(call(order)));
                }));
            }
            for (Future<@Nullable Object> answer : answers) {
                assertThat(answer.get(20, TimeUnit.SECONDS)).isEqualTo(new Receipt("r", round + 1));
            }
        }
        assertThat(ran).hasValue(20);
    }

    @Test
    void aRepeatOnAnotherNodeWaitsForTheOneThatRuns() throws Exception {
        CompletableFuture<@Nullable Object> bean = new CompletableFuture<>();
        CompletionStage<@Nullable Object> first = a.intercept(call(LIMIT, () -> bean, new Order("k", 1)));
        CountDownLatch looked = new CountDownLatch(3);
        book.onGet = looked::countDown;
        Future<@Nullable Object> repeat = threads.submit(() -> result(b.intercept(call(new Order("k", 1)))));
        assertThat(looked.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(repeat).isNotDone();
        bean.complete(new Receipt("slow", 1));
        assertThat(repeat.get(10, TimeUnit.SECONDS)).isEqualTo(new Receipt("slow", 1));
        assertThat(result(first)).isEqualTo(new Receipt("slow", 1));
        assertThat(ran).hasValue(0);
    }

    @Test
    void aRepeatWaitsUntilItsDeadlineAndThenDoesNotKnow() throws Exception {
        CompletableFuture<@Nullable Object> bean = new CompletableFuture<>();
        CompletionStage<@Nullable Object> first = a.intercept(call(LIMIT, () -> bean, new Order("k", 1)));
        for (IdempotencyStep step : List.of(a, b)) {
            assertThatThrownBy(() -> step.intercept(call(SHORT, this::receipt, new Order("k", 1))))
                    .isInstanceOfSatisfying(
                            RpcTimeoutException.class,
                            late -> assertThat(late.progress()).isEqualTo(Progress.UNKNOWN));
        }
        bean.complete(new Receipt("slow", 1));
        assertThat(result(first)).isEqualTo(new Receipt("slow", 1));
        assertThat(ran).hasValue(0);
    }

    @Test
    void aRepeatThatIsInterruptedAtItsDeadlineIsLate() {
        CompletableFuture<@Nullable Object> bean = new CompletableFuture<>();
        CompletionStage<@Nullable Object> first = a.intercept(call(LIMIT, () -> bean, new Order("k", 1)));
        FakeCall repeat = call(Duration.ZERO, this::receipt, new Order("k", 1));
        repeat.cancelled = true;
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> a.intercept(repeat)).isInstanceOf(RpcTimeoutException.class);

        assertThat(Thread.interrupted()).isTrue();
        bean.complete(new Receipt("r", 1));
        assertThat(first.toCompletableFuture().join()).isEqualTo(new Receipt("r", 1));
    }

    @Test
    void aCancelledRepeatStopsWaiting() throws Exception {
        CompletableFuture<@Nullable Object> bean = new CompletableFuture<>();
        CompletionStage<@Nullable Object> first = a.intercept(call(LIMIT, () -> bean, new Order("k", 1)));
        FakeCall repeat = call(new Order("k", 1));
        book.onGet = () -> repeat.cancelled = true;
        RpcException given = catchThrowableOfType(RpcException.class, () -> b.intercept(repeat));
        assertThat(given.code()).isEqualTo(FailureCode.CANCELLED);
        assertThat(given.progress()).isEqualTo(Progress.UNKNOWN);
        bean.complete(new Receipt("slow", 1));
        result(first);
    }

    /** The heart of it: what may have run is said so, and never run again. */
    @Test
    void theClaimOfADeadNodeIsUnknownAndNeverRunsAgain() throws Exception {
        CompletableFuture<@Nullable Object> bean = new CompletableFuture<>();
        CompletionStage<@Nullable Object> first = a.intercept(call(LIMIT, () -> bean, new Order("k", 1)));
        book.alive.remove("instance-a");
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> b.intercept(call(new Order("k", 1))))
                    .isInstanceOfSatisfying(
                            RpcConnectionLostException.class,
                            lost -> assertThat(lost.progress()).isEqualTo(Progress.UNKNOWN))
                    .hasMessageContaining("node a (instance instance-a) began it");
        }
        assertThat(ran).hasValue(0);
        // It was not dead after all.
        bean.complete(new Receipt("late", 1));
        result(first);
        assertThat(result(b.intercept(call(new Order("k", 1))))).isEqualTo(new Receipt("late", 1));
        assertThat(ran).hasValue(0);
    }

    @Test
    void anAnswerThatComesWithTheDeathIsFound() throws Exception {
        CompletableFuture<@Nullable Object> bean = new CompletableFuture<>();
        CompletionStage<@Nullable Object> first = a.intercept(call(LIMIT, () -> bean, new Order("k", 1)));
        book.alive.remove("instance-a");
        book.onGet = () -> {
            bean.complete(new Receipt("last words", 1));
            first.toCompletableFuture().join();
        };
        assertThat(result(b.intercept(call(new Order("k", 1))))).isEqualTo(new Receipt("last words", 1));
    }

    @Test
    void anAnswerThatCannotBeKeptIsGivenAndItsRepeatsAreUnknown() throws Exception {
        book.keepsNothing = true;
        assertThat(result(a.intercept(call(new Order("k", 1))))).isEqualTo(new Receipt("r", 1));
        book.keepsNothing = false;
        assertThatThrownBy(() -> a.intercept(call(new Order("k", 1))))
                .isInstanceOf(RpcConnectionLostException.class)
                .hasMessageContaining("left no answer");
        assertThatThrownBy(() -> b.intercept(call(SHORT, this::receipt, new Order("k", 1))))
                .isInstanceOfSatisfying(
                        RpcException.class, late -> assertThat(late.progress()).isEqualTo(Progress.UNKNOWN));
        assertThat(ran).hasValue(1);
    }

    @Test
    void aBookThatIsLostWhileARepeatWaitsLeavesItUnknown() throws Exception {
        CompletableFuture<@Nullable Object> bean = new CompletableFuture<>();
        CompletionStage<@Nullable Object> first = a.intercept(call(LIMIT, () -> bean, new Order("k", 1)));
        book.onGet = () -> {
            throw new AnswersUnavailableException(false, "the grid is gone", new RuntimeException());
        };
        assertThatThrownBy(() -> b.intercept(call(new Order("k", 1))))
                .isInstanceOfSatisfying(
                        RpcException.class, lost -> assertThat(lost.progress()).isEqualTo(Progress.UNKNOWN))
                .hasMessageContaining("the grid is gone");
        bean.complete(new Receipt("r", 1));
        result(first);
    }

    @Test
    void aBeanThatDidNotBeginReleasesItsClaim() throws Exception {
        FakeCall broken = call(new Order("k", 1));
        broken.makesItsBean = false;
        assertThat(failure(a.intercept(broken))).hasMessage("cannot be made");
        assertThat(book.entries).isEmpty();
        assertThat(result(b.intercept(call(new Order("k", 1))))).isEqualTo(new Receipt("r", 1));
    }

    /** What a bean's own call to elsewhere could not start is no word about the bean: it may have written before. */
    @Test
    void aBeanThatThrowsThatSomethingElseDidNotStartHasRunAllTheSame() {
        RpcUnavailableException elsewhere =
                new RpcUnavailableException(FailureCode.UNAVAILABLE, Progress.NOT_SENT, "nobody is there", null);
        Supplier<CompletionStage<@Nullable Object>> bean = () -> {
            ran.incrementAndGet();
            return CompletableFuture.failedFuture(elsewhere);
        };
        assertThat(failure(a.intercept(call(LIMIT, bean, new Order("k", 1))))).isSameAs(elsewhere);
        assertThat(failure(b.intercept(call(LIMIT, bean, new Order("k", 1)))))
                .isInstanceOfSatisfying(
                        RpcRemoteException.class,
                        remote -> assertThat(remote.progress()).isEqualTo(Progress.COMPLETED));
        assertThat(ran).hasValue(1);
    }

    @Test
    void aWaitingRepeatRunsWhatWasReleased() throws Exception {
        CompletableFuture<@Nullable Object> bean = new CompletableFuture<>();
        CountDownLatch looked = new CountDownLatch(1);
        book.onGet = looked::countDown;
        FakeCall broken = call(LIMIT, () -> bean, new Order("k", 1));
        CompletionStage<@Nullable Object> first = a.intercept(new Unmade(broken, bean));
        Future<@Nullable Object> repeat = threads.submit(() -> result(b.intercept(call(new Order("k", 1)))));
        assertThat(looked.await(10, TimeUnit.SECONDS)).isTrue();
        bean.completeExceptionally(new IllegalStateException("cannot be made"));
        assertThat(failure(first)).hasMessage("cannot be made");
        assertThat(repeat.get(10, TimeUnit.SECONDS)).isEqualTo(new Receipt("r", 1));
    }

    /** A bean whose making takes its time, and fails. */
    private record Unmade(FakeCall call, CompletableFuture<@Nullable Object> bean) implements GuardedCall {
        @Override
        public List<@Nullable Object> arguments() {
            return call.arguments();
        }

        @Override
        public RpcContext context() {
            return call;
        }

        @Override
        public void attach(String key, String value) {
            call.attach(key, value);
        }

        @Override
        public CompletionStage<@Nullable Object> runBean() {
            return bean;
        }

        @Override
        public boolean begun() {
            return false;
        }
    }

    @Test
    void aResultThatIsTooLargeIsGivenOnceAndThenKnownToHaveBeen() throws Exception {
        Receipt large = new Receipt("x".repeat(300), 1);
        assertThat(result(a.intercept(call(LIMIT, () -> CompletableFuture.completedFuture(large), new Order("k", 1)))))
                .isEqualTo(large);
        assertThat(failure(b.intercept(call(new Order("k", 1)))))
                .isInstanceOfSatisfying(RpcMarshallingException.class, gone -> {
                    assertThat(gone.code()).isEqualTo(FailureCode.RESULT_TOO_LARGE);
                    assertThat(gone.progress()).isEqualTo(Progress.COMPLETED);
                })
                .hasMessageContaining("200 bytes")
                .hasMessageContaining("cdirpc.idempotency.max-answer");
        assertThat(ran).hasValue(0);
    }

    @Test
    void aBeanThatWasNotWaitedForLeavesItsOutcomeUnknown() {
        assertThat(failure(a.intercept(call(
                        LIMIT,
                        () -> CompletableFuture.failedFuture(new BeanInvoker.DeadlinePassed()),
                        new Order("k", 1)))))
                .isInstanceOf(BeanInvoker.DeadlinePassed.class);
        assertThatThrownBy(() -> a.intercept(call(new Order("k", 1))))
                .isInstanceOfSatisfying(
                        RpcException.class, lost -> assertThat(lost.progress()).isEqualTo(Progress.UNKNOWN));
        assertThat(ran).hasValue(0);
    }

    /** What was behind the stage may go on; that the call was given up is not what it came to. */
    @Test
    void aStageThatTheCallsEndCancelledLeavesItsOutcomeUnknown() {
        CompletableFuture<@Nullable Object> bean = new CompletableFuture<>();
        FakeCall call = call(LIMIT, () -> bean.thenApply(value -> value), new Order("k", 1));
        CompletionStage<@Nullable Object> first = a.intercept(call);
        CompletableFuture<@Nullable Object> stage = new CompletableFuture<>();
        FakeCall direct = call(LIMIT, () -> stage, new Order("j", 1));
        CompletionStage<@Nullable Object> second = a.intercept(direct);
        direct.cancelled = true;
        stage.cancel(true);
        bean.cancel(true);

        assertThat(catchThrowable(() -> result(second))).isInstanceOf(CancellationException.class);
        assertThatThrownBy(() -> b.intercept(call(new Order("j", 1)))
                        .toCompletableFuture()
                        .join())
                .isInstanceOfSatisfying(
                        RpcException.class, lost -> assertThat(lost.progress()).isEqualTo(Progress.UNKNOWN));
        assertThat(catchThrowable(() -> result(first))).isInstanceOf(CancellationException.class);
        assertThat(failure(b.intercept(call(new Order("k", 1)))))
                .as("cancelled by the bean itself")
                .isInstanceOf(RpcRemoteException.class);
        assertThat(ran).hasValue(0);
    }

    /** By then somebody else may have claimed the key, whose entry is not to be overwritten. */
    @Test
    void anAnswerThatOutlivedItsClaimIsNotKept() throws Exception {
        CompletableFuture<@Nullable Object> bean = new CompletableFuture<>();
        CompletionStage<@Nullable Object> first = a.intercept(call(LIMIT, () -> bean, new Order("k", 1)));
        book.entries.clear();
        clock.addAndGet(KEEP.plus(LIMIT).toNanos());
        bean.complete(new Receipt("very late", 1));
        assertThat(result(first)).isEqualTo(new Receipt("very late", 1));
        assertThat(book.entries).isEmpty();
    }

    @Test
    void aClaimIsKeptBeyondTheCallsDeadline() throws Exception {
        CompletableFuture<@Nullable Object> bean = new CompletableFuture<>();
        CompletionStage<@Nullable Object> first = a.intercept(call(LIMIT, () -> bean, new Order("k", 1)));
        assertThat(book.kept.values())
                .singleElement()
                .satisfies(keep -> assertThat(keep).isBetween(KEEP.plusSeconds(5), KEEP.plus(LIMIT)));
        bean.complete(new Receipt("r", 1));
        result(first);
    }

    @Test
    void whatCannotBeReadIsNeverRun() throws Exception {
        result(a.intercept(call(new Order("k", 1))));
        book.entries.replaceAll((key, value) -> new byte[] {(byte) 0x88, 2, 23, 1, 1, 1, 1, 1, 1});
        assertThatThrownBy(() -> b.intercept(call(new Order("k", 1))))
                .isInstanceOfSatisfying(
                        RpcException.class,
                        unread -> assertThat(unread.progress()).isEqualTo(Progress.UNKNOWN))
                .hasMessageContaining("state 23");
        assertThat(ran).hasValue(1);
    }

    @Test
    void aNewerReleasesFurtherFieldsAreSkipped() {
        AnswerRecord record =
                AnswerRecord.claimed(new byte[] {1}, new AnswerBook.Claimant("n", "i", Long.MAX_VALUE), new byte[] {2});
        byte[] bytes = record.encode();
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        assertThat(longer[0]).isEqualTo((byte) 0x88);
        longer[0] = (byte) 0x89;
        longer[bytes.length] = 0x07;
        AnswerRecord read = AnswerRecord.decode(longer, CborLimits.DEFAULT);
        assertThat(read).usingRecursiveComparison().isEqualTo(record);
    }
}
