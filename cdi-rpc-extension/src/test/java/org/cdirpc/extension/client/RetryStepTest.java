package org.cdirpc.extension.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.cdirpc.Idempotent;
import org.cdirpc.Remote;
import org.cdirpc.extension.call.ContractCodec;
import org.cdirpc.extension.call.MethodCodec;
import org.cdirpc.extension.call.WriterPool;
import org.cdirpc.extension.contract.Contract;
import org.cdirpc.spi.FailureCode;
import org.cdirpc.spi.Progress;
import org.cdirpc.transport.cbor.CborLimits;
import org.cdirpc.transport.cbor.CborMapping;
import org.cdirpc.transport.channel.Answer;
import org.junit.jupiter.api.Test;

/** What is repeated, and what never is. */
class RetryStepTest {

    @Remote
    interface Shop {
        void buy(String sku);

        @Idempotent
        void look(String sku);
    }

    private static final Map<String, MethodCodec> METHODS = methods();
    private static final long DEADLINE = TimeUnit.SECONDS.toNanos(3);

    private final AtomicLong now = new AtomicLong();
    private final Deque<Answer> answers = new ArrayDeque<>();
    private final List<Answer> outcome = new ArrayList<>();
    private final List<Long> waits = new ArrayList<>();
    private int attempts;

    private static Map<String, MethodCodec> methods() {
        Contract contract = Contract.read(Shop.class).contract().orElseThrow();
        ContractCodec codec = ContractCodec.of(contract, new CborMapping(CborLimits.DEFAULT), 1 << 20);
        return Map.of("buy", codec.methods().get(0), "look", codec.methods().get(1));
    }

    private static Answer failure(Progress progress, FailureCode code) {
        return Answer.localFailure(progress, code, code + " " + progress, null);
    }

    private static final Answer REFUSED = failure(Progress.NOT_SENT, FailureCode.CONNECT_FAILED);
    private static final Answer DRAINING = failure(Progress.NOT_STARTED, FailureCode.DRAINING);
    private static final Answer LOST = failure(Progress.UNKNOWN, FailureCode.CONNECTION_LOST);
    private static final Answer OVERLOADED = failure(Progress.NOT_STARTED, FailureCode.REJECTED);
    private static final Answer NOBODY = failure(Progress.NOT_SENT, FailureCode.UNAVAILABLE);

    private Call call(String method) {
        return new Call(METHODS.get(method), new Object[] {"x"}, 0, DEADLINE, Map.of(), null, new WriterPool(1 << 20));
    }

    /** Waits are over at once, and the clock shows them. */
    private Retrying retrying(int burst) {
        return new Retrying(
                new RetryBudget(0, 0, burst, now::get),
                new Failures(CborLimits.DEFAULT),
                Runnable::run,
                (nanos, task) -> {
                    waits.add(nanos);
                    now.addAndGet(nanos);
                    task.run();
                    return () -> {};
                },
                new Backoff(bound -> bound - 1),
                now::get);
    }

    private Answer run(String method, int burst, Answer... given) {
        return run(call(method), burst, given);
    }

    private Answer run(Call call, int burst, Answer... given) {
        answers.addAll(Arrays.asList(given));
        CallStep instances = (attempt, listener) -> {
            attempts++;
            listener.answered(answers.remove());
        };
        new RetryStep(instances, retrying(burst)).run(call, outcome::add);
        assertThat(outcome).hasSize(1);
        return outcome.get(0);
    }

    @Test
    void whatCertainlyDidNotRunGoesOnFreeOfCharge() {
        assertThat(run("buy", 0, REFUSED, DRAINING, REFUSED, LOST)).isSameAs(LOST);
        assertThat(attempts).isEqualTo(4);
    }

    @Test
    void whatMayHaveRunIsNeverRepeated() {
        assertThat(run("buy", 100, LOST)).isSameAs(LOST);
        assertThat(attempts).isEqualTo(1);
    }

    @Test
    void anIdempotentMethodIsRepeatedWithinTheBudget() {
        assertThat(run("look", 2, LOST, LOST, LOST).progress()).isEqualTo(Progress.UNKNOWN);
        assertThat(attempts).isEqualTo(3);
    }

    @Test
    void overloadCostsTheBudgetAsWell() {
        assertThat(run("buy", 1, OVERLOADED, OVERLOADED).code()).isEqualTo(FailureCode.REJECTED);
        assertThat(attempts).isEqualTo(2);
    }

    @Test
    void securityContractsOfThisInstanceAndMarshallingAreJudgedApart() {
        for (FailureCode code : List.of(
                FailureCode.FORBIDDEN,
                FailureCode.UNAUTHENTICATED,
                FailureCode.BAD_ARGUMENTS,
                FailureCode.DEADLINE_EXCEEDED,
                FailureCode.INTERNAL)) {
            assertThat(RetryStep.judge(failure(Progress.NOT_STARTED, code), true, false))
                    .as(code.name())
                    .isEqualTo(RetryStep.Verdict.FINAL);
        }
        for (FailureCode code : List.of(FailureCode.CONTRACT_MISMATCH, FailureCode.UNAVAILABLE)) {
            assertThat(RetryStep.judge(failure(Progress.NOT_STARTED, code), false, false))
                    .as("what one instance says of itself: " + code)
                    .isEqualTo(RetryStep.Verdict.FREE);
            assertThat(RetryStep.judge(failure(Progress.NOT_SENT, code), false, false))
                    .as("what the route says of all instances: " + code)
                    .isEqualTo(RetryStep.Verdict.FINAL);
        }
        assertThat(RetryStep.judge(LOST, true, true)).isEqualTo(RetryStep.Verdict.FINAL);
    }

    @Test
    void nobodyLeftSaysWhatTheTriedOnesSaid() {
        Answer answer = run("buy", 0, REFUSED, NOBODY);
        assertThat(answer.code()).isEqualTo(FailureCode.UNAVAILABLE);
        assertThat(answer.progress()).isEqualTo(Progress.NOT_SENT);
        assertThat(answer.reason()).contains("CONNECT_FAILED NOT_SENT").contains("UNAVAILABLE NOT_SENT");
    }

    @Test
    void nobodyLeftAfterARejectionIsARejection() {
        Answer answer = run("buy", 1, OVERLOADED, NOBODY);
        assertThat(answer.code()).isEqualTo(FailureCode.REJECTED);
        assertThat(answer.progress()).isEqualTo(Progress.NOT_STARTED);
    }

    @Test
    void aLaterRefusalDoesNotHideThatAnEarlierAttemptMayHaveRun() {
        assertThat(run("look", 1, LOST, REFUSED, NOBODY).progress()).isEqualTo(Progress.UNKNOWN);
        outcome.clear();
        assertThat(run("look", 1, LOST, OVERLOADED).progress()).isEqualTo(Progress.UNKNOWN);
    }

    @Test
    void aStepThatThrowsEndsTheCallInsteadOfLeavingItOpen() {
        List<Answer> attempts = new ArrayList<>(List.of(REFUSED));
        CallStep broken = (call, listener) -> {
            if (attempts.isEmpty()) {
                throw new IllegalStateException("a balancer of somebody's");
            }
            listener.answered(attempts.remove(0));
        };
        new RetryStep(broken, retrying(0)).run(call("buy"), outcome::add);
        assertThat(outcome).singleElement().satisfies(answer -> {
            assertThat(answer.code()).isEqualTo(FailureCode.INTERNAL);
            assertThat(answer.progress()).isEqualTo(Progress.NOT_SENT);
            assertThat(answer.reason()).contains("a balancer of somebody's");
        });
    }

    @Test
    void failfastIsOneAttemptWhateverBecomesOfIt() {
        CallStep refusing = (call, listener) -> {
            attempts++;
            listener.answered(REFUSED);
        };
        new RetryStep(refusing, retrying(100), true, null).run(call("look"), outcome::add);
        assertThat(outcome).containsExactly(REFUSED);
        assertThat(attempts).isEqualTo(1);
    }

    @Test
    void nothingIsRepeatedAfterTheDeadline() {
        now.set(DEADLINE);
        assertThat(run("buy", 0, REFUSED)).isSameAs(REFUSED);
        assertThat(attempts).isEqualTo(1);
    }

    @Test
    void nothingIsRepeatedForACallThatWasGivenUp() {
        Call call = call("look");
        CallStep givenUpMeanwhile = (running, listener) -> {
            attempts++;
            running.cancel(FailureCode.CANCELLED);
            listener.answered(LOST);
        };
        new RetryStep(givenUpMeanwhile, retrying(9)).run(call, outcome::add);
        assertThat(outcome).containsExactly(LOST);
        assertThat(attempts).isEqualTo(1);
    }
}
