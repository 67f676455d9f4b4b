package org.cdirpc.sample.demo.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.cdirpc.sample.demo.account.Told.Answered;
import org.cdirpc.sample.demo.account.Told.Failed;
import org.cdirpc.sample.demo.account.Told.Kind;
import org.cdirpc.spi.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BooksTest {

    private static final long KILLED = 100_000;
    private static final long LONGEST = 4000;

    /** Each kind of imbalance: what is done to a sound run of two orders, where it shows, and the words for it. */
    record Imbalance(
            String name, int placed, Consumer<Books> done, Function<Account, Findings> shownIn, String finding) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Imbalance> imbalances() {
        return Stream.of(
                new Imbalance(
                        "an order that ran twice at one node",
                        2,
                        books -> books.ran("a", 0),
                        Account::repeated,
                        "order 0: ran at a and at a"),
                new Imbalance(
                        "an order that ran at two nodes",
                        2,
                        books -> books.ran("b", 0),
                        Account::repeated,
                        "order 0: ran at a and at b"),
                new Imbalance(
                        "an order of unknown fate that ran twice",
                        3,
                        books -> {
                            books.told(lost(2, "a", KILLED));
                            books.ran("a", 2);
                            books.ran("b", 2);
                        },
                        Account::repeated,
                        "order 2: ran at a and at b"),
                new Imbalance("an order without an outcome", 3, books -> {}, Account::lost, "order 2: no outcome"),
                new Imbalance(
                        "an order without an outcome that ran",
                        3,
                        books -> books.ran("b", 2),
                        Account::lost,
                        "order 2: no outcome, though it ran at b"),
                new Imbalance(
                        "an answer that nobody can have given",
                        3,
                        books -> books.told(new Answered(2, "a", 1)),
                        Account::lying,
                        "order 2: answered by a, but in no ledger"),
                new Imbalance(
                        "an answer in another's name",
                        3,
                        books -> {
                            books.told(new Answered(2, "a", 1));
                            books.ran("b", 2);
                        },
                        Account::lying,
                        "order 2: answered by a, but it ran at b"),
                new Imbalance(
                        "a call that ran and is said never to have been sent",
                        3,
                        books -> {
                            books.told(failed(2, Progress.NOT_SENT, "UNAVAILABLE"));
                            books.ran("b", 2);
                        },
                        Account::lying,
                        "order 2: the caller was told that it did not run, but it ran at b"),
                new Imbalance(
                        "a call that ran and is said not to have started",
                        3,
                        books -> {
                            books.told(failed(2, Progress.NOT_STARTED, "DRAINING"));
                            books.ran("a", 2);
                        },
                        Account::lying,
                        "order 2: the caller was told that it did not run, but it ran at a"),
                new Imbalance(
                        "an order in a ledger that nobody placed",
                        2,
                        books -> books.ran("a", 7),
                        Account::lying,
                        "order 7: ran at a, but nobody placed it"),
                new Imbalance(
                        "a failure that truthfully did not run, but without a reason",
                        3,
                        books -> books.told(failed(2, Progress.NOT_STARTED, "DRAINING")),
                        Account::failed,
                        "order 2: NOT_STARTED/DRAINING at a after 20 ms: text of the exception"),
                new Imbalance(
                        "a timeout, also at a kill",
                        3,
                        books -> books.told(failed(2, Progress.UNKNOWN, "DEADLINE_EXCEEDED")),
                        Account::failed,
                        "order 2: UNKNOWN/DEADLINE_EXCEEDED at a after 20 ms: text of the exception"),
                new Imbalance(
                        "a lost connection to a node that nobody killed",
                        3,
                        books -> books.told(lost(2, "b", KILLED)),
                        Account::failed,
                        "order 2: UNKNOWN/CONNECTION_LOST at b after 20 ms: text of the exception"),
                new Imbalance(
                        "a lost connection that ended before the kill",
                        3,
                        books -> books.told(lost(2, "a", KILLED - 50)),
                        Account::failed,
                        "order 2: UNKNOWN/CONNECTION_LOST at a after 20 ms: text of the exception"),
                new Imbalance(
                        "a lost connection long after the kill",
                        3,
                        books -> books.told(lost(2, "a", KILLED + 5000)),
                        Account::failed,
                        "order 2: UNKNOWN/CONNECTION_LOST at a after 20 ms: text of the exception"),
                new Imbalance(
                        "an exception that is none of the framework's",
                        3,
                        books -> books.told(new Failed(
                                Kind.ORDER, 2, Optional.empty(), "ClassCastException", KILLED, KILLED, "", "oops")),
                        Account::failed,
                        "order 2: no progress/ClassCastException after 0 ms: oops"),
                new Imbalance(
                        "a quote that failed without a reason",
                        2,
                        books -> books.told(new Failed(
                                Kind.QUOTE, 0, Optional.of(Progress.NOT_SENT), "UNAVAILABLE", 1, 2, "", "none")),
                        Account::failed,
                        "a quote: NOT_SENT/UNAVAILABLE after 1 ms: none"),
                new Imbalance(
                        "an answer after the deadline",
                        3,
                        books -> {
                            books.told(new Answered(2, "a", LONGEST + 1));
                            books.ran("a", 2);
                        },
                        Account::faults,
                        "order 2: outcome after 4001 ms (expected: within 4000 ms)"),
                new Imbalance(
                        "two outcomes of one order",
                        2,
                        books -> books.told(new Answered(1, "b", 1)),
                        Account::faults,
                        "order 1 has two outcomes"),
                new Imbalance(
                        "an outcome of an order that nobody placed",
                        2,
                        books -> books.told(new Answered(5, "a", 1)),
                        Account::faults,
                        "order 5: has an outcome, but nobody placed it"),
                new Imbalance(
                        "a fault of the run",
                        2,
                        books -> books.fault("a process did not stop"),
                        Account::faults,
                        "a process did not stop"));
    }

    @ParameterizedTest
    @MethodSource("imbalances")
    void anImbalanceIsFoundAndNamed(Imbalance imbalance) {
        Books books = soundRunOfTwoOrders();
        imbalance.done().accept(books);
        Account account = books.close(imbalance.placed());
        assertThat(imbalance.shownIn().apply(account).first()).containsExactly(imbalance.finding());
        assertThat(account.balances()).isFalse();
        assertThat(account.verdict()).startsWith("The account does NOT balance: ");
    }

    @Test
    void aSoundRunBalances() {
        Account account = soundRunOfTwoOrders().close(2);
        assertThat(account.verdict()).isEqualTo("The account balances.");
        assertThat(account.answered()).isEqualTo(2);
        assertThat(account.answeredBy()).containsEntry("a", 1).containsEntry("b", 1);
        assertThat(account.ran()).isEqualTo(2);
    }

    @Test
    void callsInFlightAtAKillMayHaveRunOnceOrNotAtAll() {
        Books books = soundRunOfTwoOrders();
        books.told(lost(2, "a", KILLED));
        books.told(lost(3, "a", KILLED + 900));
        books.ran("a", 3);
        books.told(lost(4, "", KILLED));
        books.told(new Failed(
                Kind.QUOTE, 0, Optional.of(Progress.UNKNOWN), "CONNECTION_LOST", KILLED, KILLED, "a", "lost"));
        Account account = books.close(5);
        assertThat(account.balances()).isTrue();
        assertThat(account.unknown()).isEqualTo(3);
        assertThat(account.unknownRan()).isEqualTo(1);
        assertThat(account.otherUnknown()).isEqualTo(1);
    }

    @Test
    void aRunWithoutOrdersDoesNotBalance() {
        assertThat(new Books(LONGEST).close(0).verdict())
                .isEqualTo("The account does NOT balance: no order was placed.");
    }

    @Test
    void theVerdictCountsEachKind() {
        Books books = soundRunOfTwoOrders();
        books.ran("b", 0);
        books.ran("a", 1);
        books.fault("one");
        assertThat(books.close(3).verdict())
                .isEqualTo("The account does NOT balance: 2 repeated, 1 lost, 1 other fault.");
    }

    @Test
    void theTableShowsWhatIsWrongAndEndsWithTheVerdict() {
        Books books = soundRunOfTwoOrders();
        books.ran("b", 0);
        for (int order = 2; order < 40; order++) {
            books.told(new Answered(order, "a", 1));
        }
        List<String> table = AccountTable.of(books.close(40), 3, List.of("  and more"));
        assertThat(table)
                .contains("  repeated: order 0: ran at a and at b", "  lying: ... and 18 more", "  and more")
                .anySatisfy(line -> assertThat(line).contains("repeated: ran more than once", "must be 0"));
        assertThat(table.get(table.size() - 1)).isEqualTo("The account does NOT balance: 1 repeated, 38 lying.");
    }

    private static Books soundRunOfTwoOrders() {
        Books books = new Books(LONGEST);
        books.killed(new Kill("a", KILLED, KILLED + 10));
        books.told(new Answered(0, "a", 3));
        books.ran("a", 0);
        books.told(new Answered(1, "b", 3));
        books.ran("b", 1);
        return books;
    }

    /** A call of 20 ms that lost its connection at a moment. */
    private static Failed lost(int order, String node, long at) {
        return new Failed(
                Kind.ORDER,
                order,
                Optional.of(Progress.UNKNOWN),
                "CONNECTION_LOST",
                at - 20,
                at,
                node,
                "text of the exception");
    }

    private static Failed failed(int order, Progress progress, String code) {
        return new Failed(
                Kind.ORDER, order, Optional.of(progress), code, KILLED - 20, KILLED, "a", "text of the exception");
    }
}
