package org.cdirpc.sample.demo.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.cdirpc.sample.demo.account.Told.Answered;
import org.cdirpc.sample.demo.account.Told.Failed;
import org.cdirpc.sample.demo.account.Told.Kind;
import org.cdirpc.spi.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordsTest {

    @Test
    void outcomesAreReadAsTheyWereWritten() {
        Failed plain = new Failed(
                Kind.ORDER, 17, Optional.of(Progress.UNKNOWN), "CONNECTION_LOST", 1000, 1020, "provider-1", "lost");
        Failed bare = new Failed(Kind.QUOTE, 0, Optional.empty(), "NullPointerException", 1, 2, "", "");
        for (Told told : List.of(new Answered(4711, "provider-2", 12), plain, bare)) {
            assertThat(Told.parse(told.line())).isEqualTo(told);
        }
    }

    @Test
    void aMessageOfSeveralLinesBecomesOne() {
        Failed failed = new Failed(Kind.VIEW, 0, Optional.empty(), "X", 1, 2, "", "first\n\tsecond");
        assertThat(failed.line()).doesNotContain("\n");
        assertThat(Told.parse(failed.line()))
                .isEqualTo(new Failed(Kind.VIEW, 0, Optional.empty(), "X", 1, 2, "", "first second"));
    }

    @Test
    void aBrokenOutcomeIsRefused() {
        for (String line : List.of("", "A\t1\tnode", "B\t1\tnode\t1", "A\tone\tnode\t1", "F\tORDER\t1")) {
            assertThatIllegalArgumentException().isThrownBy(() -> Told.parse(line));
        }
    }

    @Test
    void onlyOrdersOfTheRunHaveNumbers() {
        assertThat(OrderId.number("demo-1", OrderId.of("demo-1", 42))).hasValue(42);
        for (String id : List.of("demo-2-42", "demo-1-", "demo-1-4x", "demo-1--4", "42", "demo-1-99999999999")) {
            assertThat(OrderId.number("demo-1", id)).isEmpty();
        }
    }

    @Test
    void aLedgerHasEveryLineWholeBeforeAppendReturns(@TempDir Path folder)
            throws IOException, InterruptedException, ExecutionException {
        Path path = folder.resolve("ledger");
        ExecutorService threads = Executors.newFixedThreadPool(4);
        // Never closed before it is read: the process may be killed.
        LedgerFile ledger = LedgerFile.open(path);
        try {
            List<Future<?>> writing = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                int first = thread * 500;
                writing.add(threads.submit(() ->
                        IntStream.range(first, first + 500).forEach(order -> ledger.append(OrderId.of("run", order)))));
            }
            for (Future<?> each : writing) {
                each.get();
            }
            assertThat(Files.readAllLines(path))
                    .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 2000)
                            .mapToObj(order -> OrderId.of("run", order))
                            .toList());
        } finally {
            threads.shutdownNow();
            ledger.close();
        }
    }

    @Test
    void aLedgerGoesOnWhereThreadsAreInterrupted(@TempDir Path folder) throws IOException {
        Path path = folder.resolve("ledger");
        try (LedgerFile ledger = LedgerFile.open(path)) {
            Thread.currentThread().interrupt();
            ledger.append("run-1");
            assertThat(Thread.interrupted()).isTrue();
            ledger.append("run-2");
        }
        assertThat(Files.readAllLines(path)).containsExactly("run-1", "run-2");
    }
}
