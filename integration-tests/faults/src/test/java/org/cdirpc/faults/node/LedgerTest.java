package org.cdirpc.faults.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.cdirpc.faults.judge.Execution;
import org.cdirpc.faults.lab.Jvms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LedgerTest {

    @TempDir
    Path folder;

    @Test
    void everyEntryOfManyThreadsIsThere() throws Exception {
        Path path = folder.resolve("ledger");
        Ledger ledger = Ledger.create(path);
        assertThat(Ledger.hasAny(path)).isFalse();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<?>> done = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            long first = 1 + thread * 1000L;
            done.add(threads.submit(() -> {
                for (long id = first; id < first + 1000; id++) {
                    int entry = ledger.begin(id);
                    if (id % 2 == 0) {
                        ledger.end(entry);
                    }
                }
            }));
        }
        for (Future<?> each : done) {
            each.get(30, TimeUnit.SECONDS);
        }
        threads.shutdown();
        List<Execution> read = Execution.read(path, "a");
        assertThat(read).extracting(Execution::id).hasSize(4000).doesNotHaveDuplicates();
        assertThat(read).allMatch(run -> run.begin() != 0 && (run.end() == 0) == (run.id() % 2 == 1));
    }

    /** Why it is a mapped file: a process that was killed has entered what it ran. */
    @Test
    void whatAKilledProcessEnteredIsThere() throws Exception {
        Path path = folder.resolve("ledger");
        Process process = Jvms.start(KilledWriter.class, path.toString());
        try (var said = process.inputReader()) {
            assertThat(said.readLine()).isEqualTo("entered");
            process.toHandle().destroyForcibly();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isNotZero();
            List<Execution> read = Execution.read(path, "a");
            assertThat(read).extracting(Execution::id).containsExactly(11L, 12L);
            assertThat(read).extracting(run -> run.end() != 0).containsExactly(true, false);
        } finally {
            process.destroyForcibly();
        }
    }

    /** Enters one execution and a half, and lives until it is killed. */
    static final class KilledWriter {
        public static void main(String... arguments) throws Exception {
            Ledger ledger = Ledger.create(Path.of(arguments[0]));
            ledger.end(ledger.begin(11));
            ledger.begin(12);
            System.out.println("entered");
            System.in.read();
        }
    }
}
