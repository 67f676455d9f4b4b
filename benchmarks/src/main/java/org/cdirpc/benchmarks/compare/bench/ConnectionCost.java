package org.cdirpc.benchmarks.compare.bench;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** What a connection holds that made one call and is idle: heap after a collection, and direct buffers. */
final class ConnectionCost implements CostStep {

    private static final int CONNECTIONS = 500;
    private static final double LIMIT = 30;

    @Override
    public String title() {
        return "idle connections";
    }

    @Override
    public List<Cost> measure(CostLab lab) throws IOException, BenchException, InterruptedException {
        try (CostLab.Provider provider = lab.provider(false);
                Child consumer = lab.start("connections", provider.address())) {
            // What only the first ones need is no cost of a connection.
            consumer.ask("open 10", CostLab.LONGEST);
            double[] serverBefore = CostLab.ask(provider.child(), "memory");
            double[] clientBefore = CostLab.ask(consumer, "memory");
            lab.say(consumer.ask("open " + CONNECTIONS, CostLab.LONGEST) + " are open");
            return List.of(
                    cost("provider", serverBefore, CostLab.ask(provider.child(), "memory")),
                    cost("consumer", clientBefore, CostLab.ask(consumer, "memory")));
        }
    }

    private static Cost cost(String side, double[] before, double[] after) {
        double heap = (after[0] - before[0]) / CONNECTIONS / 1024;
        double direct = (after[1] - before[1]) / CONNECTIONS / 1024;
        return Cost.most(
                "connection." + side + "_kib",
                "idle connection, in the " + side,
                heap + direct,
                LIMIT,
                "KiB",
                String.format(Locale.ROOT, "heap %.1f, direct buffers %.1f", heap, direct));
    }
}
