package org.cdirpc.faults.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cdirpc.faults.judge.Account;
import org.cdirpc.faults.judge.Execution;
import org.cdirpc.faults.judge.Told;
import org.junit.jupiter.api.Test;

class OutcomeTest {

    private static final List<Told> ONE_WRITE = List.of(new Told(1, 'W', 0, 0, 1, "OK", "COMPLETED", "-"));
    private static final List<Execution> RAN = List.of(new Execution(1, "a", 0, 1));

    @Test
    void barsAreInclusiveAndWhatFallsShortIsSaid() {
        assertThat(new Outcome.Judging()
                        .atMost("a", 10, 10)
                        .atLeast("b", 3, 3)
                        .outcome()
                        .passed())
                .isTrue();
        Outcome outcome = new Outcome.Judging()
                .atMost("late ms", 10.5, 10)
                .atLeast("ok %", 98.97, 99)
                .outcome();
        assertThat(outcome.passed()).isFalse();
        assertThat(outcome.note())
                .contains("late ms 10.5 (expected: at most 10)")
                .contains("ok % 99.0 (expected: at least 99)");
        assertThat(outcome.figures()).containsEntry("late ms", 10.5);
    }

    @Test
    void anAccountThatDoesNotBalanceFailsTheRow() {
        assertThat(new Outcome.Judging()
                        .account(Account.of(ONE_WRITE, RAN))
                        .outcome()
                        .passed())
                .isTrue();
        Outcome lost =
                new Outcome.Judging().account(Account.of(ONE_WRITE, List.of())).outcome();
        assertThat(lost.passed()).isFalse();
        assertThat(lost.figures()).containsEntry("lost", 1);
        assertThat(lost.note()).contains("lost 1").contains("write 1, told OK, is in no ledger");
    }

    @Test
    void aRowWithoutCallsShowsNothing() {
        assertThat(new Outcome.Judging()
                        .account(Account.of(List.of(), List.of()))
                        .outcome()
                        .passed())
                .isFalse();
    }

    @Test
    void aRemarkIsNoShortfall() {
        Outcome outcome = new Outcome.Judging().remark("by the relay").outcome();
        assertThat(outcome.passed()).isTrue();
        assertThat(outcome.note()).isEqualTo("by the relay");
    }
}
