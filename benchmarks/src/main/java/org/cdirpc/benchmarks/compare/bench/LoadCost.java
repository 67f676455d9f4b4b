package org.cdirpc.benchmarks.compare.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What more callers and more services leave of the best throughput. */
final class LoadCost implements CostStep {

    private static final int WINDOWS = 5;
    private static final int MILLIS = 1_500;
    private static final double LIMIT = 0.75;
    private static final List<Load> BY_CALLERS = List.of(new Load(8, 1), new Load(64, 1), new Load(512, 1));
    private static final List<Load> BY_SERVICES = List.of(new Load(64, 1), new Load(64, 16), new Load(64, 256));

    /** Blocking callers, spread over services. */
    private record Load(int callers, int services) {}

    @Override
    public String title() {
        return "callers and services";
    }

    @Override
    public List<Cost> measure(CostLab lab) throws IOException, BenchException, InterruptedException {
        Map<Load, List<Double>> figures = new LinkedHashMap<>();
        BY_CALLERS.forEach(load -> figures.put(load, new ArrayList<>()));
        BY_SERVICES.forEach(load -> figures.put(load, new ArrayList<>()));
        try (CostLab.Provider provider = lab.provider(true);
                Child caller = lab.start("caller", provider.address())) {
            for (int round = 0; round <= WINDOWS; round++) {
                for (Load load : figures.keySet()) {
                    double perSecond =
                            CostLab.ask(caller, "place " + load.callers() + " " + load.services() + " " + MILLIS)[0];
                    // The first one warms up.
                    if (round > 0) {
                        figures.getOrDefault(load, List.of()).add(perSecond);
                        lab.say(
                                "round %d/%d  %d callers, %d services: %.0f /s",
                                round, WINDOWS, load.callers(), load.services(), perSecond);
                    }
                }
            }
        }
        return List.of(
                cost("load.callers_kept", "place with 8, 64, 512 callers", figures, BY_CALLERS),
                cost("load.services_kept", "place to 1, 16, 256 services", figures, BY_SERVICES));
    }

    private static Cost cost(String key, String what, Map<Load, List<Double>> figures, List<Load> loads) {
        List<Double> medians = loads.stream()
                .map(load -> Figure.of(figures.getOrDefault(load, List.of())).median())
                .toList();
        String detail = medians.stream()
                .map(median -> String.format(Locale.ROOT, "%.0f", median))
                .collect(Collectors.joining(", ", "", " /s; least share beyond the peak"));
        return Cost.least(key, what, Cost.keptBeyondPeak(medians), LIMIT, "x", detail);
    }
}
