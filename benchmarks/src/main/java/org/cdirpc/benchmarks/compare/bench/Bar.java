package org.cdirpc.benchmarks.compare.bench;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * A bar that cdi-rpc is held to: how its median must relate to another system's.
 *
 * @param what for people
 * @param metric which medians
 * @param ours which system of ours
 * @param theirs the beginning of the other system's name; of several, the best one counts
 * @param limit of ours divided by theirs
 * @param atLeast whether the ratio must be at least the limit, as with throughput, or at most, as with costs
 */
record Bar(String what, String metric, String ours, String theirs, double limit, boolean atLeast) {

    private static final String DIRECT = "grpc-direct";
    private static final String DEFAULT = "grpc-default";
    private static final String DUBBO = "dubbo-";
    private static final String PLAIN = "cdi-rpc";

    /** All, in the order of the report. */
    static final List<Bar> ALL = Stream.of(
                    least("place, 64 callers", "place.threads64_per_s", 2.5, 6, 3),
                    Stream.of(new Bar(
                            "place, 64 callers", "place.threads64_per_s", "cdi-rpc-nonblocking", DIRECT, 3, true)),
                    least("place, 256 in flight", "place.async256_per_s", 4, 15, 9),
                    least("ping, 256 in flight", "ping.async256_per_s", 9, 15, 9),
                    least("64 KiB echo", "blob64k.mb_per_s", 1.6, 2.5, 2),
                    most("place p50", "place.p50_us", 0.6, 0.5, 0.5),
                    Stream.of(
                            new Bar("place p99.9", "place.p999_us", PLAIN, DIRECT, 0.4, false),
                            new Bar("place p99.9", "place.p999_us", PLAIN, DEFAULT, 0.4, false)),
                    most("server CPU per place", "place.cpu_server_us", 0.4, 0.1, 0.2),
                    most("allocated per place, both sides", Results.ALLOC_BOTH, 0.2, 0.2, 0.1),
                    Stream.of(
                            new Bar("place, 64 virtual callers", "place.virtual64_per_s", PLAIN, DIRECT, 7, true),
                            new Bar("place, 1000 virtual callers", "place.virtual1000_per_s", PLAIN, DIRECT, 10, true)))
            .flatMap(bars -> bars)
            .toList();

    /**
     * How it came out.
     *
     * @param bar which one
     * @param rival the system that ours was compared with
     * @param ratio of the medians
     * @param passed whether the bar is met
     */
    record Outcome(Bar bar, String rival, double ratio, boolean passed) {}

    private static Stream<Bar> least(String what, String metric, double direct, double standard, double dubbo) {
        return three(what, metric, direct, standard, dubbo, true);
    }

    private static Stream<Bar> most(String what, String metric, double direct, double standard, double dubbo) {
        return three(what, metric, direct, standard, dubbo, false);
    }

    private static Stream<Bar> three(
            String what, String metric, double direct, double standard, double dubbo, boolean atLeast) {
        return Stream.of(
                new Bar(what, metric, PLAIN, DIRECT, direct, atLeast),
                new Bar(what, metric, PLAIN, DEFAULT, standard, atLeast),
                new Bar(what, metric, PLAIN, DUBBO, dubbo, atLeast));
    }

    /** How it came out; empty if one of the systems has no figure. */
    Optional<Outcome> judge(Results results) {
        Comparator<String> byMedian = Comparator.comparingDouble(
                system -> results.median(system, metric).orElseThrow());
        return results.systems().stream()
                .filter(system -> system.startsWith(theirs))
                .filter(system -> results.median(system, metric).isPresent())
                .max(atLeast ? byMedian : byMedian.reversed())
                .flatMap(rival -> judge(results, rival));
    }

    private Optional<Outcome> judge(Results results, String rival) {
        OptionalDouble ratio = results.ratio(ours, rival, metric);
        if (ratio.isEmpty()) {
            return Optional.empty();
        }
        double value = ratio.getAsDouble();
        return Optional.of(new Outcome(this, rival, value, atLeast ? value >= limit : value <= limit));
    }
}
