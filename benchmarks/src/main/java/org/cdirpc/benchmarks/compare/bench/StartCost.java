package org.cdirpc.benchmarks.compare.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** From the start of the JVM until a Weld SE provider is up: with the cluster, without it, and without cdi-rpc. */
final class StartCost implements CostStep {

    private static final int ROUNDS = 5;
    private static final double LIMIT_SECONDS = 4;
    private static final double LIMIT_ADDED = 0.7;
    private static final String CDI_RPC = "cdi-rpc";

    @Override
    public String title() {
        return "start";
    }

    @Override
    public List<Cost> measure(CostLab lab) throws IOException, BenchException, InterruptedException {
        Map<String, String> cluster =
                Map.of("cdirpc.cluster.name", "bench-" + ProcessHandle.current().pid());
        List<Double> clustered = new ArrayList<>();
        List<Double> plain = new ArrayList<>();
        List<Double> without = new ArrayList<>();
        for (int round = 1; round <= ROUNDS; round++) {
            clustered.add(lab.startMillis("start-hazelcast", cluster, CDI_RPC) / 1e3);
            plain.add(lab.startMillis("start-plain", Map.of("cdirpc.cluster", "none"), CDI_RPC) / 1e3);
            without.add(lab.startMillis("start-weld", Map.of(), "weld") / 1e3);
            lab.say(
                    "round %d/%d  up after: with Hazelcast %.2f s, without it %.2f s, Weld SE alone %.2f s",
                    round, ROUNDS, clustered.get(round - 1), plain.get(round - 1), without.get(round - 1));
        }
        double announced = Figure.of(clustered).median();
        double alone = Figure.of(without).median();
        double added = Figure.of(plain).median() - alone;
        return List.of(
                Cost.most(
                        "start.announced_s",
                        "announced after the start of the JVM",
                        announced,
                        LIMIT_SECONDS,
                        "s",
                        "Weld SE, embedded Hazelcast"),
                Cost.most(
                        "start.added_s",
                        "added to Weld SE without Hazelcast",
                        added,
                        LIMIT_ADDED,
                        "s",
                        String.format(Locale.ROOT, "%.2f s, Weld SE alone %.2f s", added + alone, alone)));
    }
}
