package org.cdirpc.benchmarks.compare.costs;

import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cdirpc.benchmarks.compare.child.Role;
import org.cdirpc.cluster.Instance;
import org.cdirpc.cluster.ServiceKey;
import org.cdirpc.cluster.StaticDirectory;
import org.cdirpc.cluster.routing.Chosen;
import org.cdirpc.cluster.routing.Requirement;
import org.cdirpc.cluster.routing.Route;
import org.cdirpc.cluster.routing.Router;
import org.cdirpc.cluster.routing.RouterOptions;
import org.cdirpc.spi.VersionRange;

/** Picks instances. Obeys {@code pick INSTANCES MILLIS} with the nanoseconds of a pick that is given back. */
final class RoutingProbe implements Role {

    private static final int BATCH = 1_000;

    @Override
    public String greeting() {
        return "router";
    }

    @Override
    public String obey(String... words) {
        String endpoints = IntStream.rangeClosed(1, Integer.parseInt(words[1]))
                .mapToObj(port -> "localhost:" + port)
                .collect(Collectors.joining(","));
        try (Router router = new Router(StaticDirectory.parse(endpoints), RouterOptions.defaults())) {
            Route<Instance> route =
                    router.route(new Requirement(new ServiceKey("org.shop.Orders", ""), VersionRange.parse("1.0"), ""));
            long nanos = TimeUnit.MILLISECONDS.toNanos(Long.parseLong(words[2]));
            // The first half warms up.
            nanosPerPick(route, nanos / 2);
            return String.valueOf(nanosPerPick(route, nanos / 2));
        }
    }

    private static double nanosPerPick(Route<Instance> route, long nanos) {
        long begin = System.nanoTime();
        long picks = 0;
        long passed = 0;
        while (passed < nanos) {
            for (int i = 0; i < BATCH; i++) {
                Chosen<Instance> chosen = (Chosen<Instance>) route.pick(Set.of());
                chosen.succeeded(50_000 + ThreadLocalRandom.current().nextInt(10_000));
            }
            picks += BATCH;
            passed = System.nanoTime() - begin;
        }
        return (double) passed / picks;
    }

    @Override
    public void close() {}
}
