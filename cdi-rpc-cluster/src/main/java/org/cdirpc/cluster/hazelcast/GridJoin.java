package org.cdirpc.cluster.hazelcast;

import static org.cdirpc.cluster.hazelcast.GridMessages.MESSAGES;

import com.hazelcast.client.config.ClientNetworkConfig;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.MulticastConfig;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How members are found.
 *
 * @param kind the way
 * @param options its settings by the names of {@link Kind#options}; what is not there is as Hazelcast has it
 */
public record GridJoin(Kind kind, Map<String, String> options) {

    /** By the list of addresses. */
    public static final GridJoin LIST = new GridJoin(Kind.LIST, Map.of());

    /** The ways there are. */
    public enum Kind {
        /** The addresses that are listed; a name stands for all that it resolves to, each time it is looked at. */
        LIST,
        /** Hazelcast's own discovery by the API or the DNS of Kubernetes. */
        KUBERNETES(
                "api-token",
                "ca-certificate",
                "kubernetes-api-retries",
                "kubernetes-master",
                "namespace",
                "pod-label-name",
                "pod-label-value",
                "resolve-not-ready-addresses",
                "service-dns",
                "service-dns-timeout",
                "service-label-name",
                "service-label-value",
                "service-name",
                "service-port"),
        /** Hazelcast's own discovery by multicast; on a loopback address it stays on this machine. */
        MULTICAST("group", "port", "timeout", "ttl");

        private final List<String> options;

        Kind(String... options) {
            this.options = List.of(options);
        }

        /** The names of its settings. */
        public List<String> options() {
            return options;
        }
    }

    /**
     * Checks the names.
     *
     * @throws IllegalArgumentException if the kind has no such setting
     */
    public GridJoin {
        options = Map.copyOf(new TreeMap<>(options));
        for (String name : options.keySet()) {
            if (!kind.options().contains(name)) {
                throw MESSAGES.setting("option of cluster join " + kind, name, "one of " + kind.options());
            }
        }
    }

    /** Puts it into a member's configuration, where everything else is off. */
    void into(JoinConfig join, boolean loopback) {
        join.getAutoDetectionConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(kind == Kind.LIST);
        join.getMulticastConfig().setEnabled(kind == Kind.MULTICAST);
        join.getKubernetesConfig().setEnabled(kind == Kind.KUBERNETES);
        if (kind == Kind.KUBERNETES) {
            options.forEach(join.getKubernetesConfig()::setProperty);
        } else if (kind == Kind.MULTICAST) {
            multicast(join.getMulticastConfig(), loopback);
        }
    }

    /** Puts it into a client's configuration; the addresses are set elsewhere. */
    void into(ClientNetworkConfig network) {
        network.getKubernetesConfig().setEnabled(kind == Kind.KUBERNETES);
        if (kind == Kind.KUBERNETES) {
            options.forEach(network.getKubernetesConfig()::setProperty);
        }
    }

    private void multicast(MulticastConfig multicast, boolean loopback) {
        multicast.setLoopbackModeEnabled(true);
        multicast.setMulticastTimeToLive(number("ttl", loopback ? 0 : 1, 0, 255));
        multicast.setMulticastPort(number("port", multicast.getMulticastPort(), 1, 65_535));
        multicast.setMulticastTimeoutSeconds(number("timeout", 1, 1, 60));
        multicast.setMulticastGroup(options.getOrDefault("group", multicast.getMulticastGroup()));
    }

    private int number(String option, int other, int min, int max) {
        String text = options.get(option);
        if (text == null) {
            return other;
        }
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) < min || Integer.parseInt(text) > max) {
            throw MESSAGES.setting(
                    "option " + option + " of cluster join multicast",
                    text,
                    "a whole number from " + min + " to " + max);
        }
        return Integer.parseInt(text);
    }
}
