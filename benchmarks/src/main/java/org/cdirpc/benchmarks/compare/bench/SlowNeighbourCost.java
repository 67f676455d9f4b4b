package org.cdirpc.benchmarks.compare.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A caller of a quick method, while eight others call one of 5 ms over the same channel. */
final class SlowNeighbourCost implements CostStep {

    private static final int NEIGHBOURS = 8;
    private static final int ROUNDS = 3;
    private static final int MILLIS = 3_000;
    private static final double LIMIT = 3;

    @Override
    public String title() {
        return "slow neighbour";
    }

    @Override
    public List<Cost> measure(CostLab lab) throws IOException, BenchException, InterruptedException {
        List<Double> alone = new ArrayList<>();
        List<Double> beside = new ArrayList<>();
        try (CostLab.Provider provider = lab.provider(true);
                Child caller = lab.start("caller", provider.address())) {
            CostLab.ask(caller, ping(0));
            CostLab.ask(caller, ping(NEIGHBOURS));
            for (int round = 1; round <= ROUNDS; round++) {
                alone.add(CostLab.ask(caller, ping(0))[0]);
                beside.add(CostLab.ask(caller, ping(NEIGHBOURS))[0]);
                lab.say(
                        "round %d/%d  p99 of a ping: alone %.0f us, beside slow calls %.0f us",
                        round, ROUNDS, alone.get(round - 1), beside.get(round - 1));
            }
        }
        double quiet = Figure.of(alone).median();
        double busy = Figure.of(beside).median();
        return List.of(Cost.most(
                "neighbour.p99_ratio",
                "ping p99 beside eight 5 ms calls",
                busy / quiet,
                LIMIT,
                "x",
                String.format(Locale.ROOT, "%.0f us, alone %.0f us", busy, quiet)));
    }

    private static String ping(int neighbours) {
        return "ping " + neighbours + " " + MILLIS;
    }
}
