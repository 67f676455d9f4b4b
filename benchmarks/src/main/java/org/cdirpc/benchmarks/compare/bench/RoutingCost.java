package org.cdirpc.benchmarks.compare.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What it costs to pick one of a thousand instances more than one of two. */
final class RoutingCost implements CostStep {

    private static final int FEW = 2;
    private static final int MANY = 1_000;
    private static final int ROUNDS = 5;
    private static final int MILLIS = 1_000;
    private static final double LIMIT_MICROS = 1;

    @Override
    public String title() {
        return "registry size";
    }

    @Override
    public List<Cost> measure(CostLab lab) throws IOException, BenchException, InterruptedException {
        List<Double> few = new ArrayList<>();
        List<Double> many = new ArrayList<>();
        try (Child router = lab.start("routing", "-")) {
            for (int round = 1; round <= ROUNDS; round++) {
                few.add(CostLab.ask(router, "pick " + FEW + " " + MILLIS)[0]);
                many.add(CostLab.ask(router, "pick " + MANY + " " + MILLIS)[0]);
                lab.say(
                        "round %d/%d  a pick among %d: %.0f ns, among %d: %.0f ns",
                        round, ROUNDS, FEW, few.get(round - 1), MANY, many.get(round - 1));
            }
        }
        double small = Figure.of(few).median();
        double large = Figure.of(many).median();
        return List.of(Cost.most(
                "routing.more_us",
                "a pick among 1,000 instances, more than among 2",
                (large - small) / 1e3,
                LIMIT_MICROS,
                "us",
                String.format(Locale.ROOT, "%.0f ns and %.0f ns", large, small)));
    }
}
