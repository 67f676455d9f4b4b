package org.cdirpc.extension.node;

import static org.cdirpc.extension.node.RpcConfigMessages.MESSAGES;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is configured for single services, from keys of which only the beginning and the end are known: a service's
 * name may have dots. Used once, by one thread.
 */
final class ServiceConfigReader {

    static final String PREFIX = RpcConfigKeys.PREFIX + "service.";

    private static final String METHOD = ".method.";

    private final List<ConfigSource> sources;
    private final List<String> problems;
    private final Map<String, Map<String, Values>> services = new TreeMap<>();

    /** Values of one service, or of one of its methods. */
    private static final class Values {
        private final Map<ServiceOption<?>, Object> values = new HashMap<>();

        @SuppressWarnings("unchecked") // as put below
        <T> @Nullable T get(ServiceOption<T> option) {
            return (T) values.get(option);
        }

        OptionalInt number(ServiceOption<OptionalInt> option) {
            OptionalInt number = get(option);
            return number == null ? OptionalInt.empty() : number;
        }

        ServiceConfig.Limits limits() {
            return new ServiceConfig.Limits(number(ServiceOption.MAX_CONCURRENT), number(ServiceOption.MAX_PER_SECOND));
        }
    }

    /**
     * A reader.
     *
     * @param problems where it adds what is wrong
     */
    ServiceConfigReader(List<ConfigSource> sources, List<String> problems) {
        this.sources = sources;
        this.problems = problems;
    }

    static boolean isKey(String key) {
        return key.startsWith(PREFIX);
    }

    /** What is configured, by service. */
    Map<String, ServiceConfig> read() {
        TreeSet<String> keys = new TreeSet<>();
        sources.forEach(source ->
                source.keys().stream().filter(ServiceConfigReader::isKey).forEach(keys::add));
        keys.forEach(this::readKey);
        Map<String, ServiceConfig> read = new HashMap<>();
        services.forEach((service, values) -> read.put(service, config(values)));
        return Map.copyOf(read);
    }

    private void readKey(String key) {
        for (ConfigSource source : sources) {
            ConfigSource.Value found = source.value(key);
            if (found != null) {
                readValue(key, found);
                return;
            }
        }
    }

    private void readValue(String key, ConfigSource.Value found) {
        String rest = key.substring(PREFIX.length());
        int end = rest.lastIndexOf('.');
        String name = rest.substring(end + 1);
        String service = end < 0 ? "" : rest.substring(0, end);
        String method = "";
        int methodAt = service.lastIndexOf('.');
        if (methodAt >= 0 && service.substring(0, methodAt + 1).endsWith(METHOD)) {
            method = service.substring(methodAt + 1);
            service = service.substring(0, methodAt + 1 - METHOD.length());
        }
        ServiceOption<?> option = option(name, !method.isEmpty());
        if (option == null) {
            problems.add(MESSAGES.unknownOption(key, found.source(), name, known(!method.isEmpty())));
        } else if (service.isEmpty()) {
            problems.add(MESSAGES.noService(key, found.source(), PREFIX + "<service>." + name));
        } else {
            try {
                Object value = option.type().parse(found.text());
                services.computeIfAbsent(service, unused -> new TreeMap<>())
                        .computeIfAbsent(method, unused -> new Values())
                        .values
                        .put(option, value);
            } catch (IllegalArgumentException wrong) {
                problems.add(MESSAGES.wrongValue(
                        key, found.text(), found.source(), option.type().expected()));
            }
        }
    }

    private static @Nullable ServiceOption<?> option(String name, boolean ofMethod) {
        for (ServiceOption<?> option : ServiceOption.ALL) {
            if (option.name().equals(name) && (option.ofMethods() || !ofMethod)) {
                return option;
            }
        }
        return null;
    }

    private static String known(boolean ofMethod) {
        List<String> names = ServiceOption.ALL.stream()
                .filter(option -> option.ofMethods() || !ofMethod)
                .map(ServiceOption::name)
                .toList();
        return String.join(", ", names) + (ofMethod ? "" : ", method.<method>.max-concurrent and .max-per-second");
    }

    private static ServiceConfig config(Map<String, Values> values) {
        Values own = values.getOrDefault("", new Values());
        Map<String, ServiceConfig.Limits> methods = new HashMap<>();
        values.forEach((method, of) -> {
            if (!method.isEmpty()) {
                methods.put(method, of.limits());
            }
        });
        return new ServiceConfig(
                Optional.ofNullable(own.get(ServiceOption.TIMEOUT)),
                Optional.ofNullable(own.get(ServiceOption.BALANCER)),
                Optional.ofNullable(own.get(ServiceOption.FAILURE_MODE)),
                Optional.ofNullable(own.get(ServiceOption.CANARY)),
                own.limits(),
                own.number(ServiceOption.CLUSTER_MAX_PER_SECOND),
                methods);
    }
}
