package org.cdirpc.cluster.routing;

import static org.cdirpc.cluster.routing.RoutingMessages.MESSAGES;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.cdirpc.spi.Balancer;
import org.cdirpc.spi.BalancerFactory;

/** The balancers that can be chosen, by their names. Immutable. */
public final class Balancers {

    /** The calling thread's own random source. */
    static final RandomGenerator RANDOM = () -> ThreadLocalRandom.current().nextLong();

    private final Map<String, BalancerFactory> factories = new TreeMap<>();

    /**
     * The given factories by their names.
     *
     * @throws IllegalArgumentException if two have one name
     */
    Balancers(List<BalancerFactory> factories) {
        for (BalancerFactory factory : factories) {
            BalancerFactory other = this.factories.putIfAbsent(factory.name(), factory);
            if (other != null) {
                throw MESSAGES.balancerTwice(
                        factory.name(),
                        other.getClass().getName(),
                        factory.getClass().getName());
            }
        }
    }

    /**
     * {@code p2c}, {@code round-robin}, {@code random}, {@code least-active}, {@code shortest-response} and {@code
     * consistent-hash}. Further ones of an application are put behind these in a list of its own: see {@link
     * RouterOptions#withFurtherBalancers}.
     */
    public static List<BalancerFactory> builtIn() {
        return List.of(
                new BuiltIn("p2c", () -> new PowerOfTwoChoices(RANDOM)),
                new BuiltIn("round-robin", SmoothRoundRobin::new),
                new BuiltIn("random", () -> new WeightedRandom(RANDOM)),
                new BuiltIn("least-active", () -> new LeastActive(RANDOM)),
                new BuiltIn("shortest-response", () -> new ShortestResponse(RANDOM)),
                new ByKey("consistent-hash", () -> new BoundedHash(new PowerOfTwoChoices(RANDOM))));
    }

    /**
     * The built-in factories and those that the {@link ServiceLoader} finds.
     *
     * @param loader the application's class loader
     * @throws IllegalArgumentException if one that it finds cannot be created
     */
    public static List<BalancerFactory> load(ClassLoader loader) {
        List<BalancerFactory> all = new ArrayList<>(builtIn());
        try {
            ServiceLoader.load(BalancerFactory.class, loader).forEach(all::add);
        } catch (ServiceConfigurationError e) {
            IllegalArgumentException broken = MESSAGES.brokenFactory(String.valueOf(e.getMessage()));
            broken.initCause(e);
            throw broken;
        }
        return List.copyOf(all);
    }

    /** The factory of that name, or an error that lists those there are. */
    BalancerFactory named(String name) {
        BalancerFactory factory = factories.get(name);
        if (factory == null) {
            throw MESSAGES.unknownBalancer(name, String.join(", ", factories.keySet()));
        }
        return factory;
    }

    private record BuiltIn(String name, Supplier<Balancer> balancer) implements BalancerFactory {
        @Override
        public Balancer create() {
            return balancer.get();
        }
    }

    private record ByKey(String name, Supplier<Balancer> balancer) implements BalancerFactory {
        @Override
        public Balancer create() {
            return balancer.get();
        }

        @Override
        public boolean choosesByKey() {
            return true;
        }
    }
}
