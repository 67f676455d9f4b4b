package org.cdirpc.benchmarks.compare.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How much longer a provider of 10,000 methods takes to start, and its consumer to bind them all, than with a hundred, in new
 * JVMs. What the consumer's proxies take is told beside it.
 */
final class MethodsCost implements CostStep {

    private static final int ROUNDS = 3;
    private static final double LIMIT_MILLIS = 1_000;

    @Override
    public String title() {
        return "10,000 methods";
    }

    @Override
    public List<Cost> measure(CostLab lab) throws IOException, BenchException, InterruptedException {
        List<Double> few = new ArrayList<>();
        List<Double> many = new ArrayList<>();
        List<Double> proxies = new ArrayList<>();
        for (int round = 1; round <= ROUNDS; round++) {
            double[] one = millis(lab, "one");
            double[] all = millis(lab, "all");
            few.add(one[0] + one[2]);
            many.add(all[0] + all[2]);
            proxies.add(all[1] - one[1]);
            lab.say(
                    "round %d/%d  start + bind: 100 methods %.0f + %.0f ms, 10,000 methods %.0f + %.0f ms",
                    round, ROUNDS, one[0], one[2], all[0], all[2]);
        }
        double base = Figure.of(few).median();
        double loaded = Figure.of(many).median();
        return List.of(Cost.most(
                "methods.start_ms",
                "start and first bind of 10,000 methods",
                loaded - base,
                LIMIT_MILLIS,
                "ms",
                String.format(
                        Locale.ROOT,
                        "%.0f ms, with 100 methods %.0f ms; proxies in the consumer take %.0f ms more",
                        loaded,
                        base,
                        Figure.of(proxies).median())));
    }

    private static double[] millis(CostLab lab, String which) throws IOException, BenchException, InterruptedException {
        try (Child probe = lab.start("methods", which)) {
            return CostLab.ask(probe, "start");
        }
    }
}
