package org.cdirpc.benchmarks;

import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cdirpc.cluster.Instance;
import org.cdirpc.cluster.ServiceKey;
import org.cdirpc.cluster.StaticDirectory;
import org.cdirpc.cluster.routing.Chosen;
import org.cdirpc.cluster.routing.Requirement;
import org.cdirpc.cluster.routing.Route;
import org.cdirpc.cluster.routing.Router;
import org.cdirpc.cluster.routing.RouterOptions;
import org.cdirpc.spi.VersionRange;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to pick an instance and to give the pick back, among few and among many. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class RoutingBenchmark {

    /** How many instances there are to choose from. */
    @Param({"1", "2", "1000"})
    public int instances = 1;

    private Router router = router(1);
    private Route<Instance> route = route();

    private static Router router(int count) {
        String endpoints =
                IntStream.rangeClosed(1, count).mapToObj(i -> "localhost:" + i).collect(Collectors.joining(","));
        return new Router(StaticDirectory.parse(endpoints), RouterOptions.defaults());
    }

    private Route<Instance> route() {
        return router.route(new Requirement(new ServiceKey("org.shop.Orders", ""), VersionRange.parse("1.0"), ""));
    }

    /** Makes the route. */
    @Setup
    public void start() {
        router = router(instances);
        route = route();
    }

    /** Stops following the directory. */
    @TearDown
    public void stop() {
        router.close();
    }

    /** One calling thread. */
    @Benchmark
    public void one() {
        pickAndGiveBack();
    }

    /** Eight calling threads. */
    @Benchmark
    @Threads(8)
    public void eight() {
        pickAndGiveBack();
    }

    private void pickAndGiveBack() {
        Chosen<Instance> chosen = (Chosen<Instance>) route.pick(Set.of());
        chosen.succeeded(50_000 + ThreadLocalRandom.current().nextInt(10_000));
    }
}
