package org.cdirpc.extension.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
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

class HedgeStepTest {

    @Remote
    interface Shop {
        @Idempotent
        String look(List<String> skus);
    }

    private static final Instance FIRST =
            new Instance("a", "a", "10.0.0.7", 7001, "", 100, InstanceState.UP, 0, List.of(), false);
    private static final Answer OK = Answer.local("tea");
    private static final Answer LOST = Answer.localFailure(Progress.UNKNOWN, FailureCode.CONNECTION_LOST, "lost", null);
    private static final Answer REFUSED =
            Answer.localFailure(Progress.NOT_SENT, FailureCode.UNAVAILABLE, "nobody", null);

    private record Sent(Call call, CallListener listener, List<FailureCode> cancelled) {}

    private static final ContractCodec CODEC = ContractCodec.of(
            Contract.read(Shop.class).contract().orElseThrow(), new CborMapping(CborLimits.DEFAULT), 1 << 20);

    private final AtomicLong now = new AtomicLong();
    private final List<Runnable> timer = new ArrayList<>();
    private final List<Long> delays = new ArrayList<>();
    private final List<Sent> sent = new ArrayList<>();
    private final List<Answer> outcome = new ArrayList<>();
    private final List<String> skus = new ArrayList<>(List.of("tea"));
    private RetryBudget budget = new RetryBudget(0, 0, 100, now::get);
    private final HedgeStep step = new HedgeStep(this::send, retrying());

    private Retrying retrying() {
        return new Retrying(
                budget,
                new Failures(CborLimits.DEFAULT),
                Runnable::run,
                (nanos, task) -> {
                    delays.add(nanos);
                    timer.add(task);
                    return () -> timer.remove(task);
                },
                new Backoff(bound -> 0),
                now::get);
    }

    private void send(Call call, CallListener listener) {
        List<FailureCode> cancelled = new ArrayList<>();
        call.encoded(false);
        if (sent.isEmpty()) {
            call.tried(FIRST);
        }
        sent.add(new Sent(call, listener, cancelled));
        call.sent(call.beginAttempt(), cancelled::add);
    }

    private Call run() {
        long deadline = now.get() + TimeUnit.SECONDS.toNanos(1);
        Call call = new Call(
                CODEC.methods().get(0),
                new Object[] {skus},
                now.get(),
                deadline,
                Map.of(),
                null,
                new WriterPool(1 << 16));
        step.run(call, answer -> {
            call.answered();
            outcome.add(answer);
        });
        return call;
    }

    /** Enough calls of 10 ms to know what is usual. */
    private void learn() {
        for (int i = 0; i < 32; i++) {
            run();
            now.addAndGet(TimeUnit.MILLISECONDS.toNanos(10));
            sent.get(0).listener().answered(OK);
            sent.clear();
        }
        assertThat(timer).isEmpty();
        outcome.clear();
        delays.clear();
    }

    /** A call whose first attempt is late, so that there is a second. */
    private Call late() {
        learn();
        Call call = run();
        timer.remove(0).run();
        assertThat(sent).hasSize(2);
        return call;
    }

    @Test
    void nobodyHedgesBeforeItIsKnownWhatIsUsual() {
        run();
        assertThat(timer).isEmpty();
    }

    @Test
    void theSecondGoesWhenTheFirstIsSlowerThanUsual() {
        late();
        assertThat(delays.get(0)).isBetween(TimeUnit.MILLISECONDS.toNanos(10), TimeUnit.MICROSECONDS.toNanos(12_500));
        assertThat(sent.get(1).call().tried()).as("another instance").containsExactly("a");
    }

    @Test
    void theFirstAnswerCountsAndTheOtherIsCancelled() {
        late();
        sent.get(1).listener().answered(OK);
        assertThat(outcome).containsExactly(OK);
        assertThat(sent.get(0).cancelled()).containsExactly(FailureCode.CANCELLED);
        sent.get(0).listener().answered(OK);
        assertThat(outcome).hasSize(1);
    }

    @Test
    void aFailureWaitsForTheOther() {
        late();
        sent.get(0).listener().answered(LOST);
        assertThat(outcome).isEmpty();
        sent.get(1).listener().answered(OK);
        assertThat(outcome).containsExactly(OK);
    }

    @Test
    void whereBothFailTheOneThatMayHaveRunIsTold() {
        late();
        sent.get(0).listener().answered(LOST);
        sent.get(1).listener().answered(REFUSED);
        assertThat(outcome).containsExactly(LOST);
    }

    @Test
    void aFailureBeforeThatIsTheCallsAndLeavesTheTimer() {
        learn();
        run();
        sent.get(0).listener().answered(LOST);
        assertThat(outcome).containsExactly(LOST);
        assertThat(timer).isEmpty();
    }

    @Test
    void givingTheCallUpGivesBothUp() {
        late().cancel(FailureCode.DEADLINE_EXCEEDED);
        assertThat(sent.get(0).cancelled()).containsExactly(FailureCode.DEADLINE_EXCEEDED);
        assertThat(sent.get(1).cancelled()).containsExactly(FailureCode.DEADLINE_EXCEEDED);
    }

    @Test
    void withoutBudgetThereIsOneAttempt() {
        learn();
        while (budget.tryTake()) {
            // Spend it.
        }
        run();
        timer.remove(0).run();
        assertThat(sent).hasSize(1);
    }

    @Test
    void theSecondCarriesWhatWasPassedWhateverTheCallerDidSince() {
        learn();
        run();
        byte[] passed = sent.get(0).call().encoded(false).toByteArray();
        skus.add("milk");
        timer.remove(0).run();
        assertThat(sent.get(1).call().encoded(false).toByteArray()).isEqualTo(passed);
    }

    @Test
    void percentilesAreWithinAQuarter() {
        LatencyHistogram times = new LatencyHistogram();
        for (int i = 1; i <= 960; i++) {
            times.record(TimeUnit.MILLISECONDS.toNanos(i % 100 < 94 ? 2 : 200));
        }
        assertThat(times.p95Nanos()).isBetween(200_000_000L, 250_000_000L);
        for (int i = 0; i < 20_000; i++) {
            times.record(TimeUnit.MILLISECONDS.toNanos(4));
        }
        assertThat(times.p95Nanos()).as("the past fades").isBetween(4_000_000L, 5_000_000L);
        LatencyHistogram quick = new LatencyHistogram();
        for (int i = 0; i < 100; i++) {
            quick.record(900_000);
        }
        assertThat(quick.p95Nanos()).as("below 1 ms").isZero();
    }
}
