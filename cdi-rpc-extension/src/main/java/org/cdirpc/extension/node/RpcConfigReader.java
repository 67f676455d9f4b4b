package org.cdirpc.extension.node;

import static org.cdirpc.extension.node.RpcConfigMessages.MESSAGES;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads one configuration, collecting what is wrong. Used once, by one thread. */
final class RpcConfigReader {

    private final List<ConfigSource> sources;
    private final List<String> problems = new ArrayList<>();

    RpcConfigReader(List<ConfigSource> sources) {
        this.sources = sources;
    }

    RpcConfig read() {
        refuseUnknownKeys();
        RpcConfig config = new RpcConfig(
                value(RpcConfigKeys.ENABLED),
                node(),
                new RpcConfig.Calls(
                        value(RpcConfigKeys.TIMEOUT),
                        value(RpcConfigKeys.MESSAGE_CAP),
                        value(RpcConfigKeys.BALANCER),
                        value(RpcConfigKeys.FAILURE_MODE),
                        value(RpcConfigKeys.WARM_UP),
                        value(RpcConfigKeys.OUTLIERS)),
                new RpcConfig.Channels(
                        value(RpcConfigKeys.CONNECT_TIMEOUT),
                        value(RpcConfigKeys.PING_INTERVAL),
                        value(RpcConfigKeys.PING_DEAD)),
                new RpcConfig.Client(
                        value(RpcConfigKeys.SELF_CALLS),
                        value(RpcConfigKeys.CLIENT_IO_THREADS),
                        value(RpcConfigKeys.CLIENT_PEERS)),
                new RpcConfig.Server(
                        value(RpcConfigKeys.SERVER_IO_THREADS),
                        value(RpcConfigKeys.SERVER_THREADS),
                        value(RpcConfigKeys.SERVER_QUEUE),
                        value(RpcConfigKeys.SERVER_VIRTUAL_THREADS),
                        value(RpcConfigKeys.SERVER_LIMIT)),
                cluster(),
                new RpcConfig.Retry(
                        value(RpcConfigKeys.RETRY_PERCENT),
                        value(RpcConfigKeys.RETRY_PER_SECOND),
                        value(RpcConfigKeys.RETRY_BURST)),
                new RpcConfig.Idempotency(
                        value(RpcConfigKeys.IDEMPOTENCY_KEEP),
                        value(RpcConfigKeys.IDEMPOTENCY_MAX_ANSWER),
                        value(RpcConfigKeys.IDEMPOTENCY_MAX_ENTRIES)),
                new RpcConfig.Circuit(value(RpcConfigKeys.CIRCUIT), value(RpcConfigKeys.CIRCUIT_FAILURES)),
                new RpcConfig.Failback(value(RpcConfigKeys.FAILBACK_QUEUE), value(RpcConfigKeys.FAILBACK_KEEP)),
                new RpcConfig.Versions(value(RpcConfigKeys.VERSIONS_GATE), value(RpcConfigKeys.VERSIONS_UNMET)),
                value(RpcConfigKeys.RECORD),
                new RpcConfig.Interception(
                        value(RpcConfigKeys.LOG_CALLS),
                        value(RpcConfigKeys.CLIENT_FORWARD),
                        value(RpcConfigKeys.CLIENT_MAX_CONCURRENT)),
                new ServiceConfigReader(sources, problems).read());
        // What does not fit together is looked for in values that are right by themselves only.
        if (problems.isEmpty()) {
            refuseContradictions(config);
        }
        if (!problems.isEmpty()) {
            throw new RpcConfigException(problems);
        }
        return config;
    }

    private RpcConfig.Node node() {
        return new RpcConfig.Node(
                value(RpcConfigKeys.NODE_NAME),
                value(RpcConfigKeys.HOST),
                value(RpcConfigKeys.PORT),
                value(RpcConfigKeys.ADVERTISED_HOST),
                value(RpcConfigKeys.ADVERTISED_PORT),
                value(RpcConfigKeys.ALLOW_CLEARTEXT),
                value(RpcConfigKeys.ZONE),
                value(RpcConfigKeys.WEIGHT),
                value(RpcConfigKeys.DRAIN),
                value(RpcConfigKeys.ANNOUNCE),
                value(RpcConfigKeys.STOP_ON_SIGTERM));
    }

    private RpcConfig.Cluster cluster() {
        return new RpcConfig.Cluster(
                value(RpcConfigKeys.CLUSTER),
                value(RpcConfigKeys.CLUSTER_NAME),
                value(RpcConfigKeys.CLUSTER_HOST).orElseGet(() -> text(RpcConfigKeys.HOST)),
                value(RpcConfigKeys.CLUSTER_PORT),
                value(RpcConfigKeys.CLUSTER_MEMBERS),
                value(RpcConfigKeys.ENDPOINTS),
                new RpcConfig.Grid(
                        value(RpcConfigKeys.CLUSTER_MODE),
                        value(RpcConfigKeys.CLUSTER_JOIN),
                        value(RpcConfigKeys.CLUSTER_JOIN_OPTIONS),
                        value(RpcConfigKeys.CLUSTER_CONFIG),
                        value(RpcConfigKeys.CLUSTER_BEAN)));
    }

    /** What a source says of a key; null if none does. */
    private @Nullable String said(RpcConfigKey<?> key) {
        for (ConfigSource source : sources) {
            ConfigSource.Value found = source.value(key.name());
            if (found != null && !found.text().isBlank()) {
                return found.text().strip();
            }
        }
        return null;
    }

    /** A value that was read before, so that what is wrong with it is not said twice. */
    private String text(RpcConfigKey<String> key) {
        for (ConfigSource source : sources) {
            ConfigSource.Value found = source.value(key.name());
            if (found != null) {
                return found.text().strip();
            }
        }
        return key.defaultText();
    }

    private <T> T value(RpcConfigKey<T> key) {
        for (ConfigSource source : sources) {
            ConfigSource.Value found = source.value(key.name());
            if (found != null) {
                return parsed(key, found);
            }
        }
        return key.defaultValue().get();
    }

    private <T> T parsed(RpcConfigKey<T> key, ConfigSource.Value found) {
        try {
            return key.type().parse(found.text());
        } catch (IllegalArgumentException e) {
            problems.add(MESSAGES.wrongValue(
                    key.name(), found.text(), found.source(), key.type().expected()));
            return key.defaultValue().get();
        }
    }

    private void refuseUnknownKeys() {
        List<String> known = RpcConfigKeys.ALL.stream().map(RpcConfigKey::name).toList();
        for (ConfigSource source : sources) {
            for (String key : new TreeSet<>(source.keys())) {
                if (!known.contains(key) && !ServiceConfigReader.isKey(key)) {
                    problems.add(MESSAGES.unknownKey(key, source.name(), RpcConfigNames.nearestTo(key)));
                }
            }
        }
    }

    private void refuseContradictions(RpcConfig config) {
        RpcConfig.Channels channels = config.channels();
        if (channels.pingDead().compareTo(channels.pingInterval()) <= 0) {
            problems.add(MESSAGES.pingDeadTooShort(channels.pingDead(), channels.pingInterval()));
        }
        if (config.server().virtualThreads() && !VirtualThreads.areThere()) {
            problems.add(MESSAGES.noVirtualThreads(Runtime.version().feature(), VirtualThreads.SINCE));
        }
        RpcConfig.Node node = config.node();
        if (!node.allowCleartext()) {
            for (String key : config.exposedKeys()) {
                problems.add(MESSAGES.cleartext(key, RpcConfigExposure.valueOf(key, config)));
            }
        }
        problems.addAll(new GridConfigCheck(config.cluster(), this::said).problems());
        if (RpcConfigExposure.isWildcard(node.host()) && node.advertisedHost().isEmpty()) {
            problems.add(MESSAGES.wildcardNotAdvertised(node.host()));
        }
    }
}
