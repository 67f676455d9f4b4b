package org.cdirpc.benchmarks.compare.bench;

import java.io.IOException;
import java.util.List;

/** A measurement of costs. Each starts what it needs and ends it again. */
interface CostStep {

    /** What it is about. */
    String title();

    /** Measures. */
    List<Cost> measure(CostLab lab) throws IOException, BenchException, InterruptedException;

    /** All, in the order of the report. */
    static List<CostStep> all() {
        return List.of(
                new SlowNeighbourCost(),
                new LoadCost(),
                new ConnectionCost(),
                new MethodsCost(),
                new RoutingCost(),
                new StartCost());
    }
}
