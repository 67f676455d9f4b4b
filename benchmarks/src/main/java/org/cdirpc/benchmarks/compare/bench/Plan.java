package org.cdirpc.benchmarks.compare.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.cdirpc.benchmarks.compare.bench.BenchOptions.UsageException;
import org.cdirpc.benchmarks.compare.cell.Cell;

/**
 * What will be measured.
 *
 * @param systems in the order of their turns
 * @param cells in their order
 * @param rounds how often
 * @param cell how long one takes
 * @param warmUp how long each cell is run before the rounds
 */
record Plan(List<String> systems, List<Cell> cells, int rounds, Duration cell, Duration warmUp) {

    private static final int ROUNDS = 3;
    private static final Duration WARM_UP = Duration.ofSeconds(10);

    /** The plan for the options, with the systems that there are and the cells that this JDK can measure. */
    static Plan of(BenchOptions options, List<String> built, List<Cell> available) throws UsageException {
        List<Cell> cells = options.pinned() ? List.of(Cell.ONE) : available;
        Duration cell = Duration.ofSeconds(options.seconds().orElse(seconds(options, cells.size())));
        Duration share = WARM_UP.dividedBy(cells.size());
        return new Plan(
                systems(options, built),
                cells,
                options.rounds().orElse(ROUNDS),
                cell,
                share.compareTo(cell) < 0 ? share : cell);
    }

    /** Such that the mode keeps its time, with seven cells as with five. */
    private static int seconds(BenchOptions options, int cells) {
        if (options.quick()) {
            return cells > 5 ? 3 : 4;
        }
        return cells > 5 ? 7 : 10;
    }

    private static List<String> systems(BenchOptions options, List<String> built) throws UsageException {
        List<String> wanted = new ArrayList<>(options.only());
        for (String name : wanted) {
            if (!built.contains(name)) {
                throw new UsageException(
                        "--only: " + name + ", which this build lacks (expected: " + String.join(", ", built) + ")");
            }
        }
        if (wanted.isEmpty()) {
            wanted.addAll(options.quick() || options.pinned() ? Systems.QUICK : built);
        }
        return built.stream().filter(wanted::contains).toList();
    }

    /** Measurements in all. */
    int measurements() {
        return systems.size() * cells.size() * rounds;
    }

    /** How long it takes in all, about, starts included. */
    Duration estimate() {
        long start = 4_000L * systems.size();
        long warmUps = (long) systems.size() * cells.size() * (warmUp.toMillis() + 100);
        return Duration.ofMillis(start + warmUps).plus(remaining(measurements()));
    }

    /** How long so many measurements take, about. */
    Duration remaining(int measurements) {
        return cell.plusMillis(100).multipliedBy(measurements);
    }
}
