package org.cdirpc.faults.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AccountTest {

    /** A fault done to a sound run, and where it has to show. */
    record Fault(String name, List<Told> told, List<Execution> ran, ToIntFunction<Account> shownIn, String words) {
        @Override
        public String toString() {
            return name;
        }
    }

    @Test
    void twoAccountsAreTheSumOfBoth() {
        Account sound = Account.of(List.of(told(1, 'W', "OK", "COMPLETED")), List.of(ran(1, "a")));
        Account unsound = Account.of(
                List.of(told(2, 'W', "OK", "COMPLETED"), told(3, 'R', "CONNECTION_LOST", "UNKNOWN")), List.of());
        Account both = sound.and(unsound);
        assertThat(both.calls()).isEqualTo(3);
        assertThat(both.ok()).isEqualTo(2);
        assertThat(both.failures()).containsExactly(java.util.Map.entry("CONNECTION_LOST/UNKNOWN", 1));
        assertThat(both.lost()).isEqualTo(1);
        assertThat(both.balances()).isFalse();
        assertThat(both.examples()).isEqualTo(unsound.examples());
    }

    static Stream<Fault> faults() {
        return Stream.of(
                new Fault(
                        "a write that was answered and is in no ledger",
                        List.of(told(10, 'W', "OK", "COMPLETED")),
                        List.of(),
                        Account::lost,
                        "write 10, told OK, is in no ledger"),
                new Fault(
                        "a repeatable call that was answered and is in no ledger",
                        List.of(told(10, 'R', "OK", "COMPLETED")),
                        List.of(),
                        Account::lost,
                        "call 10, told OK, is in no ledger"),
                new Fault(
                        "a call that is said to have completed and is in no ledger",
                        List.of(told(10, 'W', "BAD_RESULT", "COMPLETED")),
                        List.of(),
                        Account::lost,
                        "told BAD_RESULT/COMPLETED"),
                new Fault(
                        "a write that ran twice at one provider",
                        List.of(told(10, 'W', "OK", "COMPLETED")),
                        List.of(ran(10, "a"), ran(10, "a")),
                        Account::doubled,
                        "ran at a and a"),
                new Fault(
                        "a write of unknown fate that ran at two providers",
                        List.of(told(10, 'W', "CONNECTION_LOST", "UNKNOWN")),
                        List.of(ran(10, "a"), ran(10, "b")),
                        Account::doubled,
                        "ran at a and b"),
                new Fault(
                        "a call that never left, they said, and ran",
                        List.of(told(10, 'W', "CONNECT_FAILED", "NOT_SENT")),
                        List.of(ran(10, "a")),
                        Account::lying,
                        "told CONNECT_FAILED/NOT_SENT, ran at a"),
                new Fault(
                        "a repeatable call that was refused, they said, and ran",
                        List.of(told(10, 'R', "REJECTED", "NOT_STARTED")),
                        List.of(ran(10, "b")),
                        Account::lying,
                        "told REJECTED/NOT_STARTED, ran at b"),
                new Fault(
                        "a call without an answer",
                        List.of(told(10, 'R', "HANGING", "UNKNOWN")),
                        List.of(),
                        Account::hanging,
                        "has no answer"),
                new Fault(
                        "a ping without an answer",
                        List.of(told(10, 'P', "HANGING", "UNKNOWN")),
                        List.of(),
                        Account::hanging,
                        "has no answer"),
                new Fault(
                        "another call's answer",
                        List.of(told(10, 'R', "CORRUPT", "COMPLETED")),
                        List.of(ran(10, "a")),
                        Account::corrupt,
                        "what is not its own"),
                new Fault(
                        "a ping with another's answer",
                        List.of(told(10, 'P', "CORRUPT", "COMPLETED")),
                        List.of(),
                        Account::corrupt,
                        "another answer than its own"),
                new Fault(
                        "an echo whose arguments were another's",
                        List.of(told(10, 'E', "UNDECLARED_EXCEPTION", "COMPLETED")),
                        List.of(ran(10, "a")),
                        Account::corrupt,
                        "what is not its own"),
                new Fault(
                        "a call that was answered twice",
                        List.of(told(10, 'R', "OK", "COMPLETED"), told(10, 'R', "OK", "COMPLETED")),
                        List.of(ran(10, "a")),
                        Account::corrupt,
                        "was answered twice"),
                new Fault(
                        "an execution that nobody called for",
                        List.of(),
                        List.of(ran(10, "a")),
                        Account::stray,
                        "call 10 ran at a, and nobody made it"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aFaultIsFoundAmongSoundCalls(Fault fault) {
        List<Told> told = new ArrayList<>(soundTold());
        told.addAll(fault.told());
        List<Execution> ran = new ArrayList<>(soundRuns());
        ran.addAll(fault.ran());
        Account account = Account.of(told, ran);
        assertThat(account.balances()).isFalse();
        assertThat(fault.shownIn().applyAsInt(account)).isEqualTo(1);
        assertThat(total(account)).as("shown there alone: %s", account).isEqualTo(1);
        assertThat(account.imbalance()).contains(fault.words());
    }

    @Test
    void soundCallsBalance() {
        Account account = Account.of(soundTold(), soundRuns());
        assertThat(account.balances()).as(account.imbalance()).isTrue();
        assertThat(account.calls()).isEqualTo(7);
        assertThat(account.ok()).isEqualTo(3);
        assertThat(account.failures())
                .containsEntry("CONNECTION_LOST/UNKNOWN", 2)
                .containsEntry("REJECTED/NOT_STARTED", 1);
        assertThat(account.imbalance()).isEmpty();
    }

    /** Whatever single entry of a large sound run is changed, the account no longer balances. */
    @Test
    void noChangeOfOneEntryGoesUnseen() {
        SplittableRandom random = new SplittableRandom(7);
        for (int round = 0; round < 500; round++) {
            List<Told> told = new ArrayList<>();
            List<Execution> ran = new ArrayList<>();
            for (int id = 1; id <= 40; id++) {
                boolean refused = random.nextInt(4) == 0;
                told.add(refused ? told(id, 'W', "REJECTED", "NOT_STARTED") : told(id, 'W', "OK", "COMPLETED"));
                if (!refused) {
                    ran.add(ran(id, "p" + random.nextInt(3)));
                }
            }
            assertThat(Account.of(told, ran).balances()).isTrue();
            int at = random.nextInt(told.size());
            Told victim = told.get(at);
            switch (random.nextInt(3)) {
                case 0 -> told.remove(at);
                case 1 -> ran.add(ran(victim.id(), "p9"));
                default -> {
                    if (!ran.removeIf(run -> run.id() == victim.id())) {
                        told.set(at, told(victim.id(), 'W', "OK", "COMPLETED"));
                    }
                }
            }
            // A refused call of which nothing is known any more is all that may go: nothing of it was anywhere.
            boolean nothingOfIt = !told.contains(victim) && victim.saidNotRun() && told.size() == 39;
            assertThat(Account.of(told, ran).balances()).isEqualTo(nothingOfIt);
        }
    }

    private static int total(Account account) {
        return account.lost()
                + account.doubled()
                + account.lying()
                + account.hanging()
                + account.corrupt()
                + account.stray();
    }

    private static List<Told> soundTold() {
        return List.of(
                told(1, 'W', "OK", "COMPLETED"),
                told(2, 'R', "OK", "COMPLETED"),
                told(3, 'W', "CONNECTION_LOST", "UNKNOWN"),
                told(4, 'W', "CONNECTION_LOST", "UNKNOWN"),
                told(5, 'W', "REJECTED", "NOT_STARTED"),
                told(6, 'E', "OK", "COMPLETED"),
                told(7, 'R', "DEADLINE_EXCEEDED", "UNKNOWN"),
                told(8, 'P', "OK", "COMPLETED"),
                told(9, 'P', "REJECTED", "NOT_STARTED"));
    }

    /** One of unknown fate ran, one did not; the repeatable ones ran once or twice. */
    private static List<Execution> soundRuns() {
        return List.of(ran(1, "a"), ran(2, "a"), ran(2, "b"), ran(3, "b"), ran(6, "a"), ran(7, "a"), ran(7, "b"));
    }

    private static Told told(long id, char kind, String outcome, String progress) {
        return new Told(id, kind, 0, 0, 1, outcome, progress, "-");
    }

    private static Execution ran(long id, String provider) {
        return new Execution(id, provider, 5, 6);
    }
}
