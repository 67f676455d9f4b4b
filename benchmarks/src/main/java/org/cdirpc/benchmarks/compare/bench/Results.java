package org.cdirpc.benchmarks.compare.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** The values of all rounds, by system and metric, in the order in which systems were added. For one thread. */
final class Results {

    /** Bytes allocated per order on both sides; made of two others, and in no report by itself. */
    static final String ALLOC_BOTH = "place.alloc_bytes";

    private final Map<String, Map<String, List<Double>>> values = new LinkedHashMap<>();

    /** A system that may have no values yet. */
    void system(String system) {
        values.computeIfAbsent(system, name -> new LinkedHashMap<>());
    }

    /** One round's value. */
    void add(String system, String metric, double value) {
        system(system);
        Map<String, List<Double>> metrics = values.get(system);
        if (metrics != null) {
            metrics.computeIfAbsent(metric, name -> new ArrayList<>()).add(value);
        }
    }

    Set<String> systems() {
        return values.keySet();
    }

    Optional<Figure> figure(String system, String metric) {
        return Optional.ofNullable(values.get(system))
                .map(metrics -> metrics.get(metric))
                .map(Figure::of);
    }

    /** The median, empty if there is none. */
    OptionalDouble median(String system, String metric) {
        if (metric.equals(ALLOC_BOTH)) {
            OptionalDouble client = median(system, "place.alloc_client_bytes");
            OptionalDouble server = median(system, "place.alloc_server_bytes");
            return client.isPresent() && server.isPresent()
                    ? OptionalDouble.of(client.getAsDouble() + server.getAsDouble())
                    : OptionalDouble.empty();
        }
        return figure(system, metric).stream().mapToDouble(Figure::median).findFirst();
    }

    /** The median relative to another system's. */
    OptionalDouble ratio(String system, String other, String metric) {
        OptionalDouble mine = median(system, metric);
        OptionalDouble theirs = median(other, metric);
        return mine.isPresent() && theirs.isPresent() && theirs.getAsDouble() > 0
                ? OptionalDouble.of(mine.getAsDouble() / theirs.getAsDouble())
                : OptionalDouble.empty();
    }

    /** By system, then by metric. */
    Map<String, Object> json() {
        Map<String, Object> systems = new LinkedHashMap<>();
        for (String system : systems()) {
            Map<String, Object> metrics = new LinkedHashMap<>();
            for (Metric metric : Metric.ALL) {
                figure(system, metric.name())
                        .ifPresent(figure -> metrics.put(
                                metric.name(),
                                new LinkedHashMap<>(
                                        Map.of("median", figure.median(), "min", figure.min(), "max", figure.max()))));
            }
            systems.put(system, metrics);
        }
        return systems;
    }
}
