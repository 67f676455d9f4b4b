package org.cdirpc.extension.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.cdirpc.Remote;
import org.cdirpc.RpcEvent;
import org.cdirpc.RpcEvent.CircuitState;
import org.cdirpc.cluster.ServiceKey;
import org.cdirpc.extension.call.ContractCodec;
import org.cdirpc.extension.call.WriterPool;
import org.cdirpc.extension.client.CircuitBreaker.Permit;
import org.cdirpc.extension.contract.Contract;
import org.cdirpc.spi.FailureCode;
import org.cdirpc.spi.Progress;
import org.cdirpc.transport.cbor.CborLimits;
import org.cdirpc.transport.cbor.CborMapping;
import org.cdirpc.transport.channel.Answer;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {

    @Remote
    interface Shop {
        void buy();
    }

    private static final Answer OK = Answer.local(null);
    private static final Answer TIMEOUT = failure(FailureCode.DEADLINE_EXCEEDED);

    private final AtomicLong now = new AtomicLong(TimeUnit.DAYS.toNanos(1));
    private final List<RpcEvent.CircuitChanged> changes = new ArrayList<>();
    private final CircuitBreaker circuit = new CircuitBreaker(
            new ServiceKey("Orders", "blue"),
            "buy()",
            CircuitSettings.DEFAULTS,
            now::get,
            bound -> bound - 1,
            event -> changes.add((RpcEvent.CircuitChanged) event));

    private static Answer failure(FailureCode code) {
        return Answer.localFailure(Progress.UNKNOWN, code, code.name(), null);
    }

    private void after(long millis) {
        now.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    private void calls(int count, Answer answer) {
        for (int i = 0; i < count; i++) {
            assertThat(circuit.ask(now.get())).isEqualTo(Permit.CALL);
            circuit.ended(answer, Permit.CALL, now.get());
        }
    }

    private Permit ask() {
        return circuit.ask(now.get());
    }

    private List<CircuitState> states() {
        return changes.stream().map(RpcEvent.CircuitChanged::to).toList();
    }

    @Test
    void itOpensFromEightyPercentOfTwentyCallsOn() {
        calls(4, OK);
        calls(15, TIMEOUT);
        assertThat(changes).as("19 calls").isEmpty();
        calls(1, TIMEOUT);
        assertThat(ask()).isEqualTo(Permit.NONE);
        assertThat(changes)
                .containsExactly(new RpcEvent.CircuitChanged(
                        "Orders",
                        "blue",
                        CircuitState.CLOSED,
                        CircuitState.OPEN,
                        "buy(): 16 of 20 calls failed in 10 s, the last by DEADLINE_EXCEEDED"));
    }

    @Test
    void fewerFailuresAndOldOnesLeaveItClosed() {
        calls(6, OK);
        calls(18, TIMEOUT);
        assertThat(changes).as("75 percent").isEmpty();
        after(12_000);
        calls(19, TIMEOUT);
        assertThat(changes).as("those of before are forgotten, successes too").isEmpty();
    }

    @Test
    void refusalsExceptionsAndCancelledCallsDoNotCount() {
        for (FailureCode code : FailureCode.values()) {
            CircuitBreaker.Outcome outcome = CircuitBreaker.outcome(failure(code));
            boolean counts = switch (code) {
                case DEADLINE_EXCEEDED, CONNECTION_LOST, INTERNAL -> true;
                default -> false;
            };
            assertThat(outcome == CircuitBreaker.Outcome.FAILURE)
                    .as(code.name())
                    .isEqualTo(counts);
        }
        calls(100, failure(FailureCode.REJECTED));
        calls(100, failure(FailureCode.APPLICATION_EXCEPTION));
        assertThat(changes).isEmpty();
    }

    private void open() {
        calls(20, TIMEOUT);
        assertThat(ask()).isEqualTo(Permit.NONE);
    }

    @Test
    void oneTrialAtATimeDecides() {
        open();
        after(1000);
        assertThat(ask()).as("jitter").isEqualTo(Permit.NONE);
        after(200);
        assertThat(ask()).isEqualTo(Permit.TRIAL);
        assertThat(ask()).isEqualTo(Permit.NONE);
        circuit.ended(OK, Permit.TRIAL, now.get());
        assertThat(ask()).isEqualTo(Permit.CALL);
        calls(1, TIMEOUT);
        assertThat(states())
                .as("what was before does not count again")
                .containsExactly(CircuitState.OPEN, CircuitState.HALF_OPEN, CircuitState.CLOSED);
    }

    @Test
    void aTrialThatEndsWithoutAWordLeavesItsPlaceToTheNext() {
        open();
        after(1200);
        assertThat(ask()).isEqualTo(Permit.TRIAL);
        circuit.ended(failure(FailureCode.CANCELLED), Permit.TRIAL, now.get());
        assertThat(ask()).isEqualTo(Permit.TRIAL);
    }

    @Test
    void eachTrialThatFailsDoublesTheTimeUpToThirtySeconds() {
        open();
        for (long seconds : new long[] {1, 2, 4, 8, 16, 30, 30}) {
            after(seconds * 1000);
            assertThat(ask()).as("%d s", seconds).isEqualTo(Permit.NONE);
            after(seconds * 200);
            assertThat(ask()).as("%d s and jitter", seconds).isEqualTo(Permit.TRIAL);
            circuit.ended(TIMEOUT, Permit.TRIAL, now.get());
        }
    }

    @Test
    void callsOfBeforeChangeNothing() {
        open();
        after(1200);
        assertThat(ask()).isEqualTo(Permit.TRIAL);
        circuit.ended(TIMEOUT, Permit.CALL, now.get());
        circuit.ended(OK, Permit.CALL, now.get());
        assertThat(ask()).isEqualTo(Permit.NONE);
        circuit.ended(OK, Permit.TRIAL, now.get());
        assertThat(ask()).isEqualTo(Permit.CALL);
    }

    @Test
    void theRefusalSaysSinceWhenWhyAndUntilWhen() {
        open();
        after(500);
        assertThat(circuit.refusal().reason())
                .contains("Orders@blue buy(): its circuit is open since 0 s: 20 of 20 calls failed")
                .contains("tried again in 699 ms");
        assertThat(circuit.refusal().code()).isEqualTo(FailureCode.UNAVAILABLE);
        assertThat(circuit.refusal().progress()).isEqualTo(Progress.NOT_SENT);
        after(800);
        assertThat(ask()).isEqualTo(Permit.TRIAL);
        assertThat(circuit.refusal().reason()).contains("one call finds out");
    }

    @Test
    void aCallOfTheChainCountsOnceWithAllItsAttempts() {
        Retrying retrying = new Retrying(
                new RetryBudget(0, 0, 100, now::get),
                new Failures(CborLimits.DEFAULT),
                Runnable::run,
                (nanos, task) -> {
                    task.run();
                    return () -> {};
                },
                new Backoff(bound -> 0),
                now::get);
        List<Answer> answers = new ArrayList<>();
        List<Call> sent = new ArrayList<>();
        CallStep chain = new RetryStep(
                (call, listener) -> {
                    sent.add(call);
                    listener.answered(answers.remove(0));
                },
                retrying,
                false,
                new CircuitBreaker[] {circuit});
        ContractCodec codec = ContractCodec.of(
                Contract.read(Shop.class).contract().orElseThrow(), new CborMapping(CborLimits.DEFAULT), 1 << 20);
        List<Answer> outcome = new ArrayList<>();
        Answer refused = Answer.localFailure(Progress.NOT_SENT, FailureCode.CONNECT_FAILED, "refused", null);
        for (int i = 0; i < 20; i++) {
            answers.addAll(List.of(refused, TIMEOUT));
            Call call = new Call(
                    codec.methods().get(0),
                    new Object[0],
                    now.get(),
                    now.get() + 1_000_000_000L,
                    Map.of(),
                    null,
                    new WriterPool(1 << 10));
            chain.run(call, outcome::add);
        }
        assertThat(states()).containsExactly(CircuitState.OPEN);
        assertThat(changes.get(0).reason()).startsWith("buy(): 20 of 20 calls");
        int before = sent.size();
        chain.run(sent.get(0), outcome::add);
        assertThat(sent).as("nothing is sent while it is open").hasSize(before);
        assertThat(outcome.get(20).reason()).contains("circuit is open");
    }
}
