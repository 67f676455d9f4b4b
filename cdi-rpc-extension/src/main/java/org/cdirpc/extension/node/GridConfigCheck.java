package org.cdirpc.extension.node;

import static org.cdirpc.extension.node.RpcConfigMessages.MESSAGES;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.cdirpc.cluster.hazelcast.GridJoin;
import org.jspecify.annotations.Nullable;

/**
 * Looks for what does not fit together in how a node takes part in the grid: whoever wrote a key expects it to count.
 * Used once.
 */
final class GridConfigCheck {

    private final RpcConfig.Cluster cluster;
    private final Function<RpcConfigKey<?>, @Nullable String> said;
    private final List<String> problems = new ArrayList<>();

    /** @param said what the sources say of a key, null if nothing */
    GridConfigCheck(RpcConfig.Cluster cluster, Function<RpcConfigKey<?>, @Nullable String> said) {
        this.cluster = cluster;
        this.said = said;
    }

    /** Everything that is wrong, full messages. */
    List<String> problems() {
        RpcConfig.Grid grid = cluster.grid();
        Optional<RpcConfig.Mode> mode = grid.mode();
        if (!cluster.usesHazelcast()) {
            String with = cluster.endpoints().isEmpty() ? "cdirpc.cluster=none" : "cdirpc.endpoints";
            List.of(
                            RpcConfigKeys.CLUSTER_MODE,
                            RpcConfigKeys.CLUSTER_JOIN,
                            RpcConfigKeys.CLUSTER_JOIN_OPTIONS,
                            RpcConfigKeys.CLUSTER_CONFIG,
                            RpcConfigKeys.CLUSTER_BEAN)
                    .forEach(key -> refuse(key, with, "one of the two"));
            return problems;
        }
        if (mode.isPresent() && mode.get() != RpcConfig.Mode.GIVEN) {
            refuse(RpcConfigKeys.CLUSTER_BEAN, said(mode.get()), "cdirpc.cluster.mode=given");
        }
        if (mode.equals(Optional.of(RpcConfig.Mode.GIVEN))) {
            grid(said(RpcConfig.Mode.GIVEN), "the given instance says it");
            refuse(RpcConfigKeys.CLUSTER_CONFIG, said(RpcConfig.Mode.GIVEN), "the given instance says it");
        } else if (grid.config().isPresent()) {
            grid("cdirpc.cluster.config", "that file says it");
        } else {
            join(grid);
        }
        return problems;
    }

    /** What there is to say of a grid that somebody else says. */
    private void grid(String with, String expected) {
        List.of(
                        RpcConfigKeys.CLUSTER_NAME,
                        RpcConfigKeys.CLUSTER_HOST,
                        RpcConfigKeys.CLUSTER_PORT,
                        RpcConfigKeys.CLUSTER_MEMBERS,
                        RpcConfigKeys.CLUSTER_JOIN,
                        RpcConfigKeys.CLUSTER_JOIN_OPTIONS)
                .forEach(key -> refuse(key, with, expected));
    }

    private void join(RpcConfig.Grid grid) {
        if (grid.isClient()) {
            String client = said(RpcConfig.Mode.CLIENT);
            refuse(RpcConfigKeys.CLUSTER_HOST, client, "cdirpc.cluster.members, for a client listens nowhere");
            refuse(RpcConfigKeys.CLUSTER_PORT, client, "cdirpc.cluster.members, for a client listens nowhere");
            if (grid.join() == RpcConfig.Join.MULTICAST) {
                refuse(RpcConfigKeys.CLUSTER_JOIN, client, "list or kubernetes");
            }
        }
        String join = "cdirpc.cluster.join=" + grid.join().name().toLowerCase(Locale.ROOT);
        if (grid.join() == RpcConfig.Join.LIST) {
            refuse(RpcConfigKeys.CLUSTER_JOIN_OPTIONS, join, "kubernetes or multicast");
            return;
        }
        refuse(RpcConfigKeys.CLUSTER_MEMBERS, join, "cdirpc.cluster.join=list");
        List<String> known = GridJoin.Kind.valueOf(grid.join().name()).options();
        grid.options().keySet().stream()
                .filter(option -> !known.contains(option))
                .sorted()
                .forEach(option -> problems.add(MESSAGES.meansNothing(
                        RpcConfigKeys.CLUSTER_JOIN_OPTIONS.name(),
                        option,
                        join,
                        "one of " + String.join(", ", known))));
    }

    private static String said(RpcConfig.Mode mode) {
        return "cdirpc.cluster.mode=" + mode.name().toLowerCase(Locale.ROOT);
    }

    private void refuse(RpcConfigKey<?> key, String with, String expected) {
        String value = said.apply(key);
        if (value != null) {
            problems.add(MESSAGES.meansNothing(key.name(), value, with, expected));
        }
    }
}
