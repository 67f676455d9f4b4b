package org.cdirpc.cluster.routing;

import static org.cdirpc.cluster.Instances.key;
import static org.cdirpc.cluster.Instances.offer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.cdirpc.cluster.Instance;
import org.cdirpc.cluster.Instances;
import org.cdirpc.cluster.LocalCluster;
import org.cdirpc.spi.Balancer;
import org.cdirpc.spi.BalancerFactory;
import org.cdirpc.spi.VersionRange;

/**
 * A fleet and its one consumer, as discrete events in a time of their own: calls arrive at random whatever becomes of
 * those before (an open loop), a server runs so many at once and queues the rest. The router is the real one.
 */
final class Simulation {

    static final long MILLI = 1_000_000;
    static final long SECOND = 1_000_000_000;
    private static final long DEADLINE = 3 * SECOND;
    private static final Requirement NEEDED = new Requirement(key("s"), VersionRange.parse("1"), "");

    /** One instance. */
    static final class Server {
        private final String id;
        private final int workers;
        private final ToDoubleFunction<Server> millis;
        private final Deque<Call> queue = new ArrayDeque<>();
        private int running;
        /** Calls that were sent to it. */
        int calls;
        /** Most that were in flight at once. */
        int most;

        private int inFlight;
        boolean errs;
        boolean frozen;

        private Server(String id, int workers, ToDoubleFunction<Server> millis) {
            this.id = id;
            this.workers = workers;
            this.millis = millis;
        }
    }

    private static final class Call {
        private final Chosen<Instance> chosen;
        private final Server server;
        private final long began;
        private boolean over;

        private Call(Chosen<Instance> chosen, Server server, long began) {
            this.chosen = chosen;
            this.server = server;
            this.began = began;
        }
    }

    private record Event(long at, Runnable action) {}

    final Random random = new Random(42);
    final Map<String, Server> servers = new TreeMap<>();
    final List<OutlierChange> changes = new ArrayList<>();
    private final PriorityQueue<Event> events = new PriorityQueue<>(Comparator.comparingLong(Event::at));
    private final LocalCluster cluster = new LocalCluster();
    private final Map<String, LocalCluster.Node> nodes = new TreeMap<>();
    private final String balancer;
    private final List<Long> latencies = new ArrayList<>();
    private Router router = router();
    private Route<Instance> route = router.route(NEEDED);
    private boolean started;
    long now = SECOND;
    int failures;

    Simulation(String balancer) {
        this.balancer = balancer;
    }

    /** The balancers with random numbers that are the same in every run. */
    private List<BalancerFactory> seeded() {
        Map<String, Balancer> all = Map.of(
                "p2c", new PowerOfTwoChoices(new Random(1)),
                "round-robin", new SmoothRoundRobin(),
                "random", new WeightedRandom(new Random(2)),
                "least-active", new LeastActive(new Random(3)),
                "shortest-response", new ShortestResponse(new Random(4)),
                "consistent-hash", new BoundedHash(new PowerOfTwoChoices(new Random(5))));
        List<BalancerFactory> factories = new ArrayList<>();
        all.forEach((name, made) -> factories.add(new BalancerFactory() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Balancer create() {
                return made;
            }
        }));
        return factories;
    }

    private Router router() {
        String name = balancer == null ? "p2c" : balancer;
        return new Router(
                cluster.join(),
                new RouterOptions("", SelfCalls.ALLOW, "", name, seeded(), () -> now).withOutlierListener(changes::add),
                new Random(6));
    }

    /** An instance whose answers take that long once they run; sixteen at once. */
    Server join(String id, int weight, ToDoubleFunction<Server> millis) {
        Server server = new Server(id, 16, millis);
        servers.put(id, server);
        LocalCluster.Node node = cluster.join();
        nodes.put(id, node);
        node.announce(Instances.weighted(id, weight, offer("s", "1")));
        if (!started) {
            // Those before the first call were there before the consumer.
            router.close();
            router = router();
            route = router.route(NEEDED);
        }
        return server;
    }

    void leave(String id) {
        nodes.get(id).withdraw();
    }

    /** Times with an exponential distribution. */
    ToDoubleFunction<Server> exponential(double meanMillis) {
        return server -> -Math.log(1 - random.nextDouble()) * meanMillis;
    }

    void at(long nanos, Runnable action) {
        events.add(new Event(now + nanos, action));
    }

    /** Calls at so many a second for so many seconds, each with a key of its own. */
    void run(double perSecond, double seconds) {
        started = true;
        long end = now + (long) (seconds * SECOND);
        arrive(perSecond, end);
        while (!events.isEmpty() && events.element().at() <= end) {
            Event event = events.remove();
            now = event.at();
            event.action().run();
        }
        now = end;
    }

    /** Lets all answers come. */
    void drain() {
        while (!events.isEmpty()) {
            Event event = events.remove();
            now = event.at();
            event.action().run();
        }
    }

    private void arrive(double perSecond, long end) {
        long gap = (long) (-Math.log(1 - random.nextDouble()) / perSecond * SECOND);
        if (now + gap < end) {
            at(gap, () -> {
                call(random.nextLong() | 1);
                arrive(perSecond, end);
            });
        }
    }

    /** One call now; the server that got it. */
    Server call(long key) {
        Chosen<Instance> chosen = (Chosen<Instance>) route.pick(Set.of(), now, new RouteKey(key, null), Map.of());
        Server server = servers.get(chosen.instance().instanceId());
        server.calls++;
        server.inFlight++;
        server.most = Math.max(server.most, server.inFlight);
        Call call = new Call(chosen, server, now);
        at(DEADLINE, () -> end(call, Blame.TIMEOUT));
        server.queue.add(call);
        work(server);
        return server;
    }

    /** One call after the other, for so long. */
    void runOneByOne(double seconds) {
        started = true;
        long end = now + (long) (seconds * SECOND);
        while (now < end) {
            call(0);
            drainAnswers();
        }
    }

    /** Until nothing runs; the deadlines of what is over do not count as time. */
    private void drainAnswers() {
        while (servers.values().stream().anyMatch(server -> server.inFlight > 0)) {
            Event event = events.remove();
            now = event.at();
            event.action().run();
        }
        events.clear();
    }

    private void work(Server server) {
        while (!server.frozen && server.running < server.workers && !server.queue.isEmpty()) {
            Call call = server.queue.remove();
            if (call.over) {
                continue;
            }
            server.running++;
            boolean errs = server.errs;
            long nanos = errs ? MILLI / 10 : (long) (server.millis.applyAsDouble(server) * MILLI);
            at(nanos, () -> {
                server.running--;
                if (!server.frozen) {
                    end(call, errs ? Blame.ERROR : null);
                }
                work(server);
            });
        }
    }

    private void end(Call call, Blame blame) {
        if (call.over) {
            return;
        }
        call.over = true;
        call.server.inFlight--;
        long nanos = now - call.began;
        if (blame == null) {
            latencies.add(nanos);
            call.chosen.succeeded(nanos);
        } else {
            failures++;
            call.chosen.failed(nanos, blame);
        }
    }

    /** Forgets what was counted. */
    void reset() {
        latencies.clear();
        failures = 0;
        servers.values().forEach(server -> {
            server.calls = 0;
            server.most = 0;
        });
    }

    double percentileMillis(double percent) {
        long[] sorted = latencies.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        return sorted[(int) Math.ceil(percent / 100 * sorted.length) - 1] / (double) MILLI;
    }

    int total() {
        return servers.values().stream().mapToInt(server -> server.calls).sum();
    }

    /** The part of all calls that went there, in percent. */
    double percent(Server server) {
        return 100.0 * server.calls / total();
    }
}
