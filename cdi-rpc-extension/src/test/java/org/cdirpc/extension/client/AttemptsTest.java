package org.cdirpc.extension.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.cdirpc.Idempotent;
import org.cdirpc.Remote;
import org.cdirpc.cluster.Instance;
import org.cdirpc.cluster.InstanceState;
import org.cdirpc.extension.call.ContractCodec;
import org.cdirpc.extension.call.WriterPool;
import org.cdirpc.extension.contract.Contract;
import org.cdirpc.spi.FailureCode;
import org.cdirpc.spi.Progress;
import org.cdirpc.transport.cbor.CborLimits;
import org.cdirpc.transport.cbor.CborMapping;
import org.cdirpc.transport.channel.Answer;
import org.cdirpc.transport.channel.CallListener;
import org.junit.jupiter.api.Test;

/** When and where attempts are repeated, by a clock that is ours. */
class AttemptsTest {

    @Remote
    interface Shop {
        @Idempotent
        void look(String sku);
    }

    private static final Answer LOST = failure(Progress.UNKNOWN, FailureCode.CONNECTION_LOST);
    private static final Answer REJECTED = failure(Progress.NOT_STARTED, FailureCode.REJECTED);
    private static final Answer REFUSED = failure(Progress.NOT_SENT, FailureCode.CONNECT_FAILED);
    private static final Answer OK = Answer.local("tea");

    /** Tasks that wait, and the time they wait for. */
    private record Waiting(long at, Runnable task) {}

    private final AtomicLong now = new AtomicLong();
    private final List<Waiting> timer = new ArrayList<>();
    private final List<Answer> outcome = new ArrayList<>();
    /** What each instance answers, in turn; the last one again and again. */
    private final Map<String, Deque<Answer>> instances = new HashMap<>();
    /** "instance@milliseconds" of every attempt. */
    private final List<String> sent = new ArrayList<>();

    private final RetryBudget budget = new RetryBudget(0, 0, 100, now::get);
    private long tookMillis;

    private static Answer failure(Progress progress, FailureCode code) {
        return Answer.localFailure(progress, code, code + " " + progress, null);
    }

    private static Answer pushback(int millis) {
        return Answer.localFailure(Progress.NOT_STARTED, FailureCode.REJECTED, millis, "busy", null);
    }

    private void instance(String name, Answer... answers) {
        instances.put(name, new ArrayDeque<>(List.of(answers)));
    }

    private static Instance known(String name) {
        return new Instance(name, name, "10.0.0.7", 7001, "", 100, InstanceState.UP, 0, List.of(), false);
    }

    private Call call(long millis) {
        Contract contract = Contract.read(Shop.class).contract().orElseThrow();
        ContractCodec codec = ContractCodec.of(contract, new CborMapping(CborLimits.DEFAULT), 1 << 20);
        long deadline = TimeUnit.MILLISECONDS.toNanos(millis);
        return new Call(codec.methods().get(0), new Object[] {"x"}, 0, deadline, Map.of(), null, new WriterPool(1));
    }

    private Call run(long millis) {
        Call call = call(millis);
        Retrying retrying = new Retrying(
                budget,
                new Failures(CborLimits.DEFAULT),
                Runnable::run,
                (nanos, task) -> {
                    Waiting entry = new Waiting(now.get() + nanos, task);
                    timer.add(entry);
                    return () -> timer.remove(entry);
                },
                new Backoff(bound -> bound - 1),
                now::get);
        new RetryStep(this::route, retrying).run(call, outcome::add);
        return call;
    }

    /** The first by name that was not tried, as a route would. */
    private void route(Call call, CallListener listener) {
        String pick = instances.keySet().stream()
                .sorted()
                .filter(name -> !call.tried().contains(name))
                .findFirst()
                .orElse(null);
        if (pick == null) {
            listener.answered(failure(Progress.NOT_SENT, FailureCode.UNAVAILABLE));
            return;
        }
        call.tried(known(pick));
        sent.add(pick + "@" + TimeUnit.NANOSECONDS.toMillis(now.get()));
        Deque<Answer> answers = instances.get(pick);
        Answer answer = answers.size() > 1 ? answers.remove() : answers.element();
        now.addAndGet(TimeUnit.MILLISECONDS.toNanos(tookMillis));
        if (answer != null) {
            listener.answered(answer);
        }
    }

    private void letTimePass() {
        while (!timer.isEmpty()) {
            Waiting next = timer.remove(0);
            now.set(next.at());
            next.task().run();
        }
    }

    @Test
    void repetitionsWaitTwiceAsLongEachTimeAndComeRound() {
        instance("a", REJECTED, OK);
        instance("b", LOST);
        run(1000);
        assertThat(sent).containsExactly("a@0");
        letTimePass();
        // 10 ms before b, 20 ms before going round, which begins with a again.
        assertThat(sent).containsExactly("a@0", "b@10", "a@30");
        assertThat(outcome).containsExactly(OK);
        assertThat(timer).isEmpty();
    }

    @Test
    void fiveAttemptsAreTheMost() {
        instance("a", REJECTED);
        run(60_000);
        letTimePass();
        assertThat(sent).containsExactly("a@0", "a@10", "a@30", "a@70", "a@150");
        assertThat(outcome).singleElement().extracting(Answer::code).isEqualTo(FailureCode.REJECTED);
    }

    @Test
    void whatIsFreeGoesAtOnceAndOncePerInstanceOnly() {
        instance("a", REFUSED);
        instance("b", REFUSED);
        instance("c", REJECTED, OK);
        run(1000);
        assertThat(sent).containsExactly("a@0", "b@0", "c@0");
        letTimePass();
        assertThat(sent).containsExactly("a@0", "b@0", "c@0", "c@10");
        assertThat(outcome).containsExactly(OK);
    }

    @Test
    void whoAsksToBeLeftAloneIsAndOthersAreNot() {
        instance("a", pushback(300), OK);
        instance("b", pushback(100), OK);
        run(1000);
        assertThat(sent).as("others at once").containsExactly("a@0", "b@0");
        letTimePass();
        assertThat(sent).hasSize(3);
        assertThat(sent.get(2)).as("the shortest, and a moment").isEqualTo("b@110");
        assertThat(outcome).containsExactly(OK);
    }

    @Test
    void aWaitThatTheDeadlineDoesNotLeaveEndsTheCallAtOnce() {
        instance("a", pushback(300));
        run(200);
        assertThat(timer).isEmpty();
        assertThat(outcome).singleElement().satisfies(answer -> {
            assertThat(answer.code()).isEqualTo(FailureCode.REJECTED);
            assertThat(answer.progress()).isEqualTo(Progress.NOT_STARTED);
            assertThat(answer.reason()).contains("ask for 300 ms").contains("deadline is in 200 ms");
        });
    }

    @Test
    void noBudgetNoRepetition() {
        while (budget.tryTake()) {
            // Spend it.
        }
        instance("a", REJECTED);
        instance("b", OK);
        run(1000);
        assertThat(outcome).containsExactly(REJECTED);
    }

    @Test
    void aCallThatIsGivenUpWhileItWaitsEndsAtOnceAndLeavesTheTimer() {
        instance("a", LOST);
        Call call = run(1000);
        assertThat(timer).hasSize(1);
        call.cancel(FailureCode.CANCELLED);
        assertThat(timer).isEmpty();
        assertThat(outcome).singleElement().satisfies(answer -> {
            assertThat(answer.code()).isEqualTo(FailureCode.CANCELLED);
            assertThat(answer.progress()).as("it may have run").isEqualTo(Progress.UNKNOWN);
        });
    }

    @Test
    void aTimeoutSaysWhereTheTimeWentOverAllAttempts() {
        tookMillis = 12;
        instance("a", LOST);
        instance("b", failure(Progress.UNKNOWN, FailureCode.DEADLINE_EXCEEDED));
        Call call = run(3000);
        letTimePass();
        Answer answer = outcome.get(0);
        assertThat(new Failures(CborLimits.DEFAULT).of(call, answer))
                .hasMessageContaining("no answer within 3000 ms")
                .hasMessageContaining("1st attempt at a (10.0.0.7:7001): connection lost after 12 ms; backoff 10 ms;"
                        + " 2nd attempt at b (10.0.0.7:7001): DEADLINE_EXCEEDED UNKNOWN");
    }

    @Test
    void ordinals() {
        assertThat(List.of(1, 2, 3, 4, 11, 12, 13, 21, 101, 111))
                .map(Trail::ordinal)
                .containsExactly("1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "101st", "111th");
    }

    @Test
    void jitterIsAnythingUpToTheLimit() {
        List<Long> bounds = new ArrayList<>();
        Backoff backoff = new Backoff(bound -> {
            bounds.add(bound - 1);
            return 0;
        });
        for (int repetition : new int[] {1, 2, 3, 4, 8, 60}) {
            assertThat(backoff.nanos(repetition, Long.MAX_VALUE)).isZero();
        }
        backoff.nanos(3, TimeUnit.MILLISECONDS.toNanos(6));
        assertThat(bounds).map(TimeUnit.NANOSECONDS::toMillis).containsExactly(10L, 20L, 40L, 80L, 1000L, 1000L, 3L);
    }
}
