package org.cdirpc.benchmarks.compare.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.cdirpc.benchmarks.compare.cell.Cell;
import org.cdirpc.benchmarks.compare.cell.CellResult;

/** One comparison: start, warm-up, rounds. For one thread. */
final class Bench {

    private final Plan plan;
    private final Launch launch;
    private final Progress progress;
    private final Results results = new Results();
    private final List<String> faults = new ArrayList<>();
    private final Set<String> gone = new LinkedHashSet<>();

    Bench(Plan plan, Launch launch, Progress progress) {
        this.plan = plan;
        this.launch = launch;
        this.progress = progress;
    }

    Results results() {
        return results;
    }

    /** What failed; the cells concerned have no figures. */
    List<String> faults() {
        return faults;
    }

    /** Runs it. {@code wire} is whether the bytes on the wire are counted, too. */
    void run(boolean wire) throws InterruptedException {
        List<Contestant> contestants = start(wire);
        for (Contestant contestant : contestants) {
            warmUp(contestant);
        }
        for (int round = 1; round <= plan.rounds(); round++) {
            for (Cell cell : plan.cells()) {
                for (Contestant contestant : contestants) {
                    measure(round, cell, contestant);
                }
            }
        }
    }

    /** Two at a time: more would only take turns. */
    private List<Contestant> start(boolean wire) throws InterruptedException {
        ExecutorService starters = Executors.newFixedThreadPool(2, task -> {
            Thread thread = new Thread(task, "starter");
            thread.setDaemon(true);
            return thread;
        });
        List<Future<Contestant>> starting = plan.systems().stream()
                .map(system -> starters.submit(() -> Contestant.start(launch, system, wire)))
                .toList();
        List<Contestant> started = new ArrayList<>();
        for (int i = 0; i < starting.size(); i++) {
            String system = plan.systems().get(i);
            results.system(system);
            await(system, starting.get(i)).ifPresent(started::add);
        }
        starters.shutdown();
        return started;
    }

    private Optional<Contestant> await(String system, Future<Contestant> starting) throws InterruptedException {
        try {
            Contestant contestant = starting.get();
            contestant.wire().ifPresent(wire -> results.add(system, "place.wire_bytes", wire.request() + wire.reply()));
            progress.started(contestant);
            return Optional.of(contestant);
        } catch (ExecutionException failure) {
            Throwable cause = failure.getCause();
            fault(system + " did not start: "
                    + (cause instanceof BenchException || cause instanceof IOException ? cause.getMessage() : cause));
            return Optional.empty();
        }
    }

    private void warmUp(Contestant contestant) throws InterruptedException {
        progress.say("warming " + contestant.system() + " up");
        for (Cell cell : plan.cells()) {
            if (contestant.can(cell) && !gone.contains(contestant.system())) {
                try {
                    CellResult result = contestant.measure(cell, plan.warmUp());
                    if (result.failures() > 0) {
                        fault(contestant.system() + ", " + cell.title() + ", warm-up: " + result.failures()
                                + " calls failed; first: " + result.firstFailure());
                    }
                } catch (BenchException failure) {
                    lost(contestant, failure);
                }
            }
        }
    }

    private void measure(int round, Cell cell, Contestant contestant) throws InterruptedException {
        String system = contestant.system();
        if (gone.contains(system)) {
            progress.skipped(round, system, cell, "gone");
        } else if (!contestant.can(cell)) {
            progress.skipped(round, system, cell, "has no asynchronous calls");
        } else {
            try {
                CellResult result = contestant.measure(cell, plan.cell());
                progress.measured(round, system, cell, result);
                result.metrics().forEach((metric, value) -> results.add(system, metric, value));
                if (result.metrics().isEmpty()) {
                    faults.add(system + ", " + cell.title() + ", round " + round + ": " + result.failures()
                            + " calls failed; first: " + result.firstFailure());
                }
            } catch (BenchException failure) {
                progress.skipped(round, system, cell, "VOID");
                lost(contestant, failure);
            }
        }
    }

    private void lost(Contestant contestant, BenchException failure) {
        gone.add(contestant.system());
        fault(String.valueOf(failure.getMessage()));
    }

    private void fault(String what) {
        faults.add(what);
        progress.say("VOID: " + what);
    }
}
