package org.cdirpc.faults;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.cdirpc.faults.lab.Form;
import org.cdirpc.faults.lab.Lab;
import org.cdirpc.faults.lab.Outcome;
import org.cdirpc.faults.lab.Row;
import org.jspecify.annotations.Nullable;

/** Runs one row within its time, and ends everything that it started, also if this process is told to end. */
final class RowRun {

    private static final Path MEMORY = Path.of("/dev/shm");
    private static final long ENOUGH = 2L << 30;
    private static final long CLEARING_MILLIS = 15_000;

    private RowRun() {}

    static Result run(Row row, Form form, Path target, PrintStream out) throws IOException, InterruptedException {
        Path kept = target.resolve("faults").resolve(row.id());
        delete(kept);
        Path folder = Files.createTempDirectory(memory(target), "cdi-rpc-faults-" + row.id() + "-");
        long begin = System.nanoTime();
        Lab lab = new Lab(row.id(), form, folder, out);
        lab.say(row.title());
        Thread hook = new Thread(() -> clear(lab, folder), "faults-clear");
        Runtime.getRuntime().addShutdownHook(hook);
        Outcome outcome;
        try (lab) {
            outcome = withinItsTime(row, form, lab);
        } finally {
            forget(hook);
        }
        if (!outcome.passed()) {
            keep(folder, kept);
            lab.say("outcomes and logs are kept in " + kept);
        }
        delete(folder);
        return new Result(row, outcome, (System.nanoTime() - begin) / 1e9);
    }

    /** A folder that is no disk, where there is one: what is written there makes nobody wait while others write. */
    private static Path memory(Path target) throws IOException {
        if (Files.isWritable(MEMORY) && Files.getFileStore(MEMORY).getUsableSpace() > ENOUGH) {
            return MEMORY;
        }
        return Files.createDirectories(target);
    }

    /** All but the ledgers, which are sparse. */
    private static void keep(Path folder, Path kept) throws IOException {
        Files.createDirectories(kept);
        try (Stream<Path> paths = Files.list(folder)) {
            for (Path path : paths.toList()) {
                if (!path.getFileName().toString().startsWith("ledger-")) {
                    Files.copy(path, kept.resolve(path.getFileName()));
                }
            }
        }
    }

    /** This process is told to end in the midst of a row. */
    private static void clear(Lab lab, Path folder) {
        lab.close();
        try {
            delete(folder);
        } catch (IOException | UncheckedIOException stillWritten) {
            lab.say(folder + " is left: " + stillWritten);
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // The hook is at work already.
        }
    }

    private static Outcome withinItsTime(Row row, Form form, Lab lab) throws InterruptedException {
        AtomicReference<@Nullable Outcome> ended = new AtomicReference<>();
        Thread runner = new Thread(() -> ended.set(guarded(row, lab)), "faults-" + row.id());
        runner.start();
        runner.join(row.limitSeconds(form) * 1000);
        boolean late = runner.isAlive();
        if (late) {
            runner.interrupt();
            lab.close();
            runner.join(CLEARING_MILLIS);
        }
        Outcome outcome = ended.get();
        if (late || outcome == null) {
            return Outcome.broken("not ended within " + row.limitSeconds(form) + " s");
        }
        return outcome;
    }

    private static Outcome guarded(Row row, Lab lab) {
        try {
            return row.run(lab);
        } catch (Exception failed) {
            lab.say("failed: " + failed);
            return Outcome.broken(String.valueOf(failed));
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            paths.sorted(Comparator.reverseOrder()).forEach(path -> {
                try {
                    Files.delete(path);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
